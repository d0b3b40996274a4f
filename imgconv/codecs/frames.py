"""The frames of a file: one image, the pages of a document, or an animation with its timing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from imgconv.codecs.header import Kind
from imgconv.errors import ImgconvError
from imgconv.image import Image, checked_image


@dataclass(frozen=True, eq=False)
class Frames:
    """Images that share a file.

    Attributes
    ----------
    images : tuple of Image
        At least one.
    kind : "single", "pages" or "animation"
        What they are to each other.
    durations : tuple of float
        Milliseconds that each frame of an animation is shown; empty otherwise.
    loop : int
        How often an animation plays; 0 for ever.

    Raises
    ------
    ImgconvError
        If there is no image, a single one is several, or an animation lacks durations.
    """

    images: tuple[Image, ...]
    kind: Kind = "single"
    durations: tuple[float, ...] = ()
    loop: int = 0

    def __post_init__(self) -> None:
        count = len(self.images)
        if count == 0 or (self.kind == "single" and count != 1):
            raise ImgconvError(f'images: {count} do not make frames of kind "{self.kind}"')
        if len(self.durations) != (count if self.kind == "animation" else 0):
            raise ImgconvError(f'durations: {len(self.durations)} for {count} images of kind "{self.kind}"')

    def map(self, function: Callable[[Image], Image]) -> Frames:
        """Return the frames with a function applied to each image."""
        return replace(self, images=tuple(function(image) for image in self.images))

    @classmethod
    def of(cls, images: Image | Frames) -> Frames:
        """Return frames as they are, and an image as its own single frame."""
        return images if isinstance(images, Frames) else cls((checked_image(images),))
