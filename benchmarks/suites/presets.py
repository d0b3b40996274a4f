"""Every preset that is shipped, against OpenCV doing the same work."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.pictures import picture
from benchmarks.rows import Row, Target
from benchmarks.timing import Settings, Work, against
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.opencv import in_opencv
from imgconv.preset import list_presets, load_preset

TITLE = "every shipped preset on 12 Mpx uint8 RGB"
_TARGET = Target(1.0)


def measure(settings: Settings) -> Iterator[Row]:
    """Time every preset with its default parameters; those without a counterpart in OpenCV alone."""
    image = picture(settings.shape)
    for entry in list_presets():
        filter_ = load_preset(entry.name).filter
        peers = dict(_peers(filter_, image))
        note = filter_.plan_for(image).describe()
        works = against(
            entry.name,
            partial(filter_.apply, image),
            peers,
            settings,
            targets=dict.fromkeys(peers, _TARGET),
            note=note,
        )
        yield from works


def _peers(filter_: Filter, image: Image) -> Iterator[tuple[str, Work]]:
    try:
        yield "OpenCV", in_opencv(filter_, image)
    except ImgconvError:
        return
