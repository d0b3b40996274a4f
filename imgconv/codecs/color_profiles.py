"""ICC profiles: whether one fits the pixels, and the way from CMYK to sRGB."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from imgconv.codecs.notices import notice

if TYPE_CHECKING:
    import PIL.Image

_SPACES = {b"RGB ": {"rgb", "rgba"}, b"GRAY": {"grey", "grey+alpha"}}


def fitting_profile(profile: bytes | None, model: str | None) -> bytes | None:
    """Return a profile if it is one for pixels of this model; None, with a warning, if not."""
    if not profile:
        return None
    if len(profile) < 128 or profile[36:40] != b"acsp":
        notice("its ICC profile is damaged and is left out")
        return None
    space = profile[16:20]
    if model not in _SPACES.get(space, set()):
        name = space.decode("latin-1").strip()
        text = f"its ICC profile is one for {name!r} colours, the pixels are {model}; it is left out"
        notice(text)
        return None
    return profile


def to_srgb(image: PIL.Image.Image, profile: bytes | None) -> PIL.Image.Image:
    """Convert a CMYK image to sRGB through a profile, with a warning that says how it was done."""
    from PIL import ImageCms

    srgb = ImageCms.createProfile("sRGB")
    try:
        if not profile:
            raise OSError("no profile")
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        text = "CMYK converted to RGB without a usable ICC profile; its colours are approximate"
        notice(text)
        return image.convert("RGB")
    notice("CMYK converted to sRGB")
    return converted if converted is not None else image
