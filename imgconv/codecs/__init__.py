"""Bytes to images and back: decoding by content within limits, and writes that cannot destroy a file."""

from imgconv.codecs.frames import Frames
from imgconv.codecs.header import Header
from imgconv.codecs.limits import Limits
from imgconv.codecs.options import SaveOptions
from imgconv.codecs.reading import probe, read, read_frames
from imgconv.codecs.settings import load_limits
from imgconv.codecs.writing import encode, write

__all__ = [
    "Frames",
    "Header",
    "Limits",
    "SaveOptions",
    "encode",
    "load_limits",
    "probe",
    "read",
    "read_frames",
    "write",
]
