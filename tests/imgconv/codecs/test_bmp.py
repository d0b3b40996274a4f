"""BMP: every way to pack a pixel, built by hand; other decoders where they know it."""

import io
import struct

import badfiles
import cv2
import numpy as np
import PIL.Image
import pytest

from imgconv.codecs import Limits, probe, read
from imgconv.errors import ImageReadError, ImgconvWarning, LimitError

H, W = 7, 13
RANDOM = np.random.default_rng(3)
PALETTE = RANDOM.integers(0, 256, (256, 3), dtype=np.uint8)


def bmp(body, bits, compression=0, *, masks=(), palette=b"", header=40, top=False, size=(H, W), colors=0, behind=b""):
    """A BMP file; masks stand in headers that have room for them, else behind."""
    height, width = size
    if header == 12:
        head = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        fields = (header, width, -height if top else height, 1, bits, compression, len(body), 2835, 2835, colors, 0)
        head = struct.pack("<IiiHHIIiiII", *fields)
        packed = struct.pack(f"<{len(masks)}I", *masks)
        head += packed if header == 40 else packed.ljust(header - 40, b"\0")
    start = 14 + len(head) + len(palette)
    return struct.pack("<2sIHHI", b"BM", start + len(body), 0, 0, start) + head + palette + body + behind


def rows(values, top=False):
    """Rows as they are stored: padded, the lowest first."""
    listed = [row.tobytes() for row in values]
    return b"".join(row + bytes(-len(row) % 4) for row in (listed if top else listed[::-1]))


def packed(indices, bits):
    """Indices of fewer than 8 bits, the leftmost in the highest bits of a byte."""
    planes = np.unpackbits(indices[..., np.newaxis], axis=2)[..., 8 - bits :]
    return rows(np.packbits(planes.reshape(len(indices), -1), axis=1))


def spread(values, maximum, full):
    return np.floor(values * full / maximum + 0.5)


@pytest.mark.parametrize(
    "masks",
    [
        (0xF800, 0x7E0, 0x1F),
        (0x7C00, 0x3E0, 0x1F),
        (0xF00, 0xF0, 0xF),
        (0xF00, 0xF0, 0xF, 0xF000),
        (0x7C00, 0x3E0, 0x1F, 0x8000),
        (0xE0, 0x1C, 0x3),
        (0xFF0000, 0xFF00, 0xFF),
        (0xFF, 0xFF00, 0xFF0000),
        (0xFF000000, 0xFF0000, 0xFF00),
        (0xFF0000, 0xFF00, 0xFF, 0xFF000000),
        (0x3FF00000, 0xFFC00, 0x3FF),
        (0x3FF00000, 0xFFC00, 0x3FF, 0xC0000000),
        (0xFFFF0000, 0xFFFF, 0),
    ],
    ids=lambda masks: "-".join(f"{mask:x}" for mask in masks),
)
@pytest.mark.parametrize("top", [False, True])
def test_masks_of_any_width_and_place(masks, top):
    bits = 16 if max(masks) < 2**16 else 32
    deep = any(mask.bit_count() > 8 for mask in masks)
    dtype, full = (np.uint16, 65535) if deep else (np.uint8, 255)
    pixels = np.zeros((H, W), np.uint64)
    expected = np.zeros((H, W, len(masks)), dtype)
    for channel, mask in enumerate(masks):
        if mask:
            maximum = 2 ** mask.bit_count() - 1
            values = RANDOM.integers(0, maximum + 1, (H, W), dtype=np.uint64)
            pixels |= values * np.uint64(mask & -mask)
            expected[..., channel] = spread(values, maximum, full)
    stored = rows(pixels.astype(f"<u{bits // 8}"), top)
    headers = [40, 56, 108, 124] if len(masks) == 3 else [56, 108, 124]
    for header in headers:
        image = read(bmp(stored, bits, 3, masks=masks, header=header, top=top))
        assert image.pixels.dtype == dtype
        assert np.array_equal(image.pixels, expected)
    if len(masks) == 4:
        assert np.array_equal(read(bmp(stored, bits, 6, masks=masks, top=top)).pixels, expected)


@pytest.mark.parametrize("header", [12, 40, 52, 56, 64, 108, 124])
@pytest.mark.parametrize("bits", [1, 4, 8])
def test_palettes_as_another_decoder_reads_them(header, bits):
    indices = RANDOM.integers(0, 2**bits, (H, W), dtype=np.uint8)
    entry = 3 if header == 12 else 4
    palette = b"".join(color.tobytes().ljust(entry, b"\0") for color in PALETTE[: 2**bits])
    data = bmp(packed(indices, bits), bits, palette=palette, header=header)
    pixels = read(data).pixels
    assert np.array_equal(pixels, PALETTE[indices][..., ::-1])
    assert np.array_equal(pixels, np.asarray(PIL.Image.open(io.BytesIO(data)).convert("RGB")))


def test_a_palette_that_is_short_is_black_beyond_its_end():
    indices = RANDOM.integers(0, 40, (H, W), dtype=np.uint8)
    palette = b"".join(color.tobytes() + b"\0" for color in PALETTE[:20])
    expected = np.where((indices < 20)[..., np.newaxis], PALETTE[indices][..., ::-1], 0)
    assert np.array_equal(read(bmp(rows(indices), 8, palette=palette, colors=20)).pixels, expected)


def test_two_levels_and_greys_are_one_channel():
    indices = RANDOM.integers(0, 256, (H, W), dtype=np.uint8)
    greys = b"".join(bytes((level, level, level, 0)) for level in range(256))
    assert np.array_equal(read(bmp(rows(indices), 8, palette=greys)).pixels[..., 0], indices)
    bits = indices & 1
    white_high = bytes((0, 0, 0, 0, 255, 255, 255, 0))
    assert np.array_equal(read(bmp(packed(bits, 1), 1, palette=white_high)).pixels[..., 0], bits * 255)
    black_high = bytes((255, 255, 255, 0, 0, 0, 0, 0))
    assert (read(bmp(packed(bits, 1), 1, palette=black_high)).pixels == ((1 - bits) * 255)[..., np.newaxis]).all()


@pytest.mark.parametrize("bits", [24, 32])
@pytest.mark.parametrize("top", [False, True])
def test_whole_bytes_as_opencv_reads_them(bits, top):
    values = RANDOM.integers(0, 256, (H, W, bits // 8), dtype=np.uint8)
    data = bmp(rows(values, top), bits, top=top)
    assert np.array_equal(read(data).pixels, cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB))


def with_palette(body, bits, compression, **more):
    palette = b"".join(color.tobytes() + b"\0" for color in PALETTE[: 2**bits])
    return bmp(body, bits, compression, palette=palette, **more)


RUNS8 = bytes((0, 3, 1, 2, 3, 0, 5, 9, 0, 0, 0, 2, 4, 1, 2, 7, 0, 1))
RUNS4 = bytes((0, 5, 0x12, 0x34, 0x50, 0, 4, 0x9A, 0, 0, 0, 2, 4, 1, 3, 0x78, 0, 1))


def test_runs_of_bytes_and_of_halves():
    from_below = np.zeros((H, W), np.uint8)
    from_below[0, :8] = 1, 2, 3, 9, 9, 9, 9, 9
    from_below[2, 4:6] = 7
    assert np.array_equal(read(with_palette(RUNS8, 8, 1)).pixels, PALETTE[from_below[::-1]][..., ::-1])
    from_below[:] = 0
    from_below[0, :9] = 1, 2, 3, 4, 5, 9, 10, 9, 10
    from_below[2, 4:7] = 7, 8, 7
    assert np.array_equal(read(with_palette(RUNS4, 4, 2)).pixels, PALETTE[from_below[::-1]][..., ::-1])


@pytest.mark.parametrize(("runs", "bits", "compression"), [(RUNS8, 8, 1), (RUNS4, 4, 2)])
def test_runs_that_are_cut_anywhere_are_refused(runs, bits, compression):
    for end in range(len(runs)):
        with pytest.raises(ImageReadError, match=r"cut short|cannot hold"):
            read(with_palette(runs[:end], bits, compression))


def test_runs_past_the_edge_are_refused():
    for runs in (bytes((14, 1, 0, 1)), bytes((0, 0)) * H + bytes((1, 1, 0, 1)), bytes((0, 2, 13, 0, 1, 1, 0, 1))):
        with pytest.raises(ImageReadError, match="past the end of its row"):
            read(with_palette(runs, 8, 1))


def test_few_runs_cannot_claim_a_large_picture():
    with pytest.raises(ImageReadError, match=r"cut short: .* cannot hold 12000x12000"):
        probe(with_palette(RUNS8, 8, 1, size=(12000, 12000)))
    with pytest.raises(LimitError, match="pixels"):
        read(with_palette(RUNS8, 8, 1, size=(1000, 1000)), limits=Limits(pixels=999_999))


@pytest.mark.parametrize(
    ("masks", "match"),
    [((0xF0F, 0xF0, 0xF000), "spread over the bits 0xf0f"), ((0, 0, 0), "without colours"), ((1 << 20, 2, 4), "0x1")],
)
def test_masks_that_are_none_are_refused(masks, match):
    with pytest.raises(ImageReadError, match=match):
        read(bmp(rows(np.zeros((H, W), np.uint16)), 16, 3, masks=masks))


def test_every_cut_of_every_layout_is_refused():
    whole = [
        bmp(rows(np.zeros((H, W), np.uint16)), 16, 3, masks=(0xF800, 0x7E0, 0x1F)),
        bmp(rows(np.zeros((H, W, 3), np.uint8)), 24),
        with_palette(rows(np.zeros((H, W), np.uint8)), 8, 0),
        with_palette(RUNS8, 8, 1),
    ]
    for data in whole:
        read(data)
        for end in range(0, len(data), 3):
            with pytest.raises(ImageReadError):
                read(data[:end])


def test_an_embedded_profile_is_kept_and_other_descriptions_are_told_of():
    profile = badfiles.profile_of(b"RGB ")
    plain = bmp(rows(np.zeros((H, W, 3), np.uint8)), 24, header=124, behind=profile)
    fields = bytearray(plain)
    fields[14 + 56 : 14 + 60] = b"DEBM"
    fields[14 + 112 : 14 + 120] = struct.pack("<II", len(plain) - len(profile) - 14, len(profile))
    assert read(bytes(fields)).metadata.icc_profile == profile
    fields[14 + 56 : 14 + 60] = b"KNIL"
    with pytest.warns(ImgconvWarning, match="description of colours"):
        assert read(bytes(fields)).metadata.icc_profile is None
    assert read(plain).metadata.icc_profile is None
