"""Frames of a GIF as browsers show them. The files are put together here by hand."""

import struct

import numpy as np
import pytest

from imgconv.codecs import probe, read_frames

PALETTE = bytes((10, 20, 30, 255, 0, 0, 0, 255, 0, 0, 0, 255))
BACK, RED, GREEN, BLUE = ((10, 20, 30, 255), (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255))
CLEAR = (0, 0, 0, 0)


def packed(indices):
    """LZW without compression: codes of three bits, the table cleared before it could grow."""
    bits, count = 0, 0
    codes = [code for index in indices for code in (4, index)] + [5]
    for code in codes:
        bits |= code << count
        count += 3
    data = bits.to_bytes(-(-count // 8), "little")
    return b"\2" + bytes((len(data),)) + data + b"\0"


def frame(index, place=(0, 0, 4, 3), disposal=0, transparent=None, delay=5, control=True, palette=b""):
    left, top, width, height = place
    indices = [index] * (width * height) if isinstance(index, int) else index
    flags = disposal << 2 | (transparent is not None)
    head = b"!\xf9\4" + struct.pack("<BHBB", flags, delay, transparent or 0, 0) if control else b""
    local = 0x81 if palette else 0
    return head + struct.pack("<BHHHHB", 0x2C, left, top, width, height, local) + palette + packed(indices)


def gif(*frames, size=(4, 3)):
    return b"GIF89a" + struct.pack("<HHBBB", *size, 0x81, 0, 0) + PALETTE + b"".join(frames) + b";"


def shown(data):
    """Each frame's colours at its corner, and inside the rectangle that the second frame covers."""
    frames = read_frames(data)
    pixels = [image.pixels for image in frames.images]
    if pixels[0].shape[2] == 3:
        pixels = [np.dstack([each, np.full(each.shape[:2], 255, np.uint8)]) for each in pixels]
    return [(tuple(map(int, each[0, 0])), tuple(map(int, each[1, 2]))) for each in pixels]


SMALL = (2, 1, 1, 1)


@pytest.mark.parametrize(
    ("disposal", "last"),
    [
        (0, (RED, GREEN)),
        (1, (RED, GREEN)),
        # Nothing is behind a GIF but the page it is on, whatever its palette begins with.
        (2, (RED, CLEAR)),
        (3, (RED, RED)),
        (4, (RED, RED)),
    ],
)
def test_what_a_frame_leaves_behind(disposal, last):
    data = gif(frame(1), frame(2, SMALL, disposal), frame(3, (0, 2, 1, 1)))
    assert shown(data) == [(RED, RED), (RED, GREEN), last]
    assert probe(data).model == ("rgb" if disposal < 2 else "rgba")


def test_a_first_frame_that_goes_to_the_background():
    assert shown(gif(frame(1, disposal=2), frame(2, SMALL))) == [(RED, RED), (CLEAR, GREEN)]


def test_a_first_frame_that_leaves_the_canvas_uncovered():
    assert shown(gif(frame(2, SMALL), frame(1))) == [(CLEAR, GREEN), (RED, RED)]


def test_a_transparent_index_shows_what_was_there():
    data = gif(frame(1), frame([2, 0, 2, 2], (2, 0, 2, 2), transparent=2))
    assert shown(data) == [(RED, RED), (RED, RED)]
    assert read_frames(data).images[1].pixels[0, 3].tolist() == list(BACK)


def test_a_frame_with_a_palette_of_its_own():
    colors = bytes((7, 7, 7, 8, 8, 8, 9, 9, 9, 1, 2, 3))
    assert shown(gif(frame(1), frame(3, SMALL, palette=colors))) == [(RED, RED), (RED, (1, 2, 3, 255))]


def test_what_is_said_of_one_frame_holds_for_no_other():
    frames = read_frames(gif(frame(1, delay=5), frame(2, control=False), frame(3, delay=9)))
    assert frames.durations == (50.0, 0.0, 90.0)


def test_a_frame_beyond_the_canvas_makes_it_larger():
    frames = read_frames(gif(frame(1), frame(2, (3, 2, 3, 2)), size=(4, 3)))
    assert {image.pixels.shape for image in frames.images} == {(4, 6, 4)}
    assert frames.images[1].pixels[3, 5].tolist() == list(GREEN)
    assert frames.images[0].pixels[3, 5].tolist() == list(CLEAR)
