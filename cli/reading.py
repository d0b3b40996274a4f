"""Reading images for commands, which promise one line for whatever is wrong."""

from __future__ import annotations

from imgconv.codecs import Frames, Limits
from imgconv.codecs import read as _read
from imgconv.codecs import read_frames as _read_frames
from imgconv.codecs.complaints import hushed
from imgconv.codecs.sources import Source
from imgconv.image import Image


def read(source: Source, *, limits: Limits | None = None) -> Image:
    """Read an image; see `imgconv.codecs.read`."""
    with hushed():
        return _read(source, limits=limits)


def read_frames(source: Source, *, limits: Limits | None = None) -> Frames:
    """Read every image of a file; see `imgconv.codecs.read_frames`."""
    with hushed():
        return _read_frames(source, limits=limits)
