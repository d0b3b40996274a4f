"""TIFF's rarer ways: packed samples, bits in reverse, Lab, strips of WebP, and what libtiff says while it decodes."""

import io
import os
import struct
import warnings
import zlib

import badfiles
import numpy as np
import PIL.Image
import pytest
import tifffile
from skimage.color import lab2rgb

from imgconv.codecs import read, read_frames
from imgconv.codecs.lab import to_srgb
from imgconv.errors import ImageReadError, ImgconvError, ImgconvWarning

H, W = 11, 19
RANDOM = np.random.default_rng(8)
REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def tiff(strip, samples, bits, *, compression=1, photometric=None, **more):
    """A TIFF of one strip, of its samples side by side."""
    photometric = (1 if samples < 3 else 2) if photometric is None else photometric
    fields = {256: W, 257: H, 259: compression, 262: photometric, 273: 8, 277: samples, 278: H, 279: len(strip)}
    fields |= {int(tag.removeprefix("t")): value for tag, value in more.items()}
    if samples in {2, 4}:
        fields[338] = 2
    entries = [(tag, 4, 1, value) for tag, value in fields.items()]
    padded = strip + bytes(len(strip) % 2)
    start = 8 + len(padded)
    counts = struct.pack("<4H", *[bits] * 4)
    entries.append((258, 3, samples, start if samples > 2 else bits | bits << 16))
    return b"II*\0" + struct.pack("<I", start + 8) + padded + counts + badfiles.ifd(sorted(entries))


def packed(values, bits):
    """Rows of samples, bit behind bit, each row ending with a byte."""
    digits = (values.reshape(len(values), -1, 1) >> np.arange(bits - 1, -1, -1) & 1).astype(np.uint8)
    return np.packbits(digits.reshape(len(values), -1), axis=1).tobytes()


@pytest.mark.parametrize("samples", [1, 2, 3, 4])
@pytest.mark.parametrize("bits", range(1, 16))
@pytest.mark.parametrize("fill_order", [1, 2])
@pytest.mark.parametrize("compression", [1, 8])
def test_samples_of_any_few_bits_are_spread_over_8_or_16(samples, bits, fill_order, compression):
    maximum, full = 2**bits - 1, 255 if bits <= 8 else 65535
    values = RANDOM.integers(0, maximum + 1, (H, W, samples))
    strip = packed(values, bits) if compression == 1 else zlib.compress(packed(values, bits))
    if fill_order == 2:
        strip = strip.translate(REVERSED)
    pixels = read(tiff(strip, samples, bits, compression=compression, t266=fill_order)).pixels
    assert pixels.dtype == (np.uint8 if bits <= 8 else np.uint16)
    assert np.array_equal(pixels, np.floor(values * full / maximum + 0.5))


def test_white_may_be_zero_at_12_bits_too():
    values = RANDOM.integers(0, 4096, (H, W, 1))
    pixels = read(tiff(packed(values, 12), 1, 12, photometric=0)).pixels
    assert np.array_equal(pixels, 65535 - np.floor(values * 65535 / 4095 + 0.5))


def test_tiles_of_12_bits_are_as_another_program_reads_them():
    values = RANDOM.integers(0, 4096, (32, 48, 1))
    tiles = [packed(values[y : y + 16, x : x + 16], 12) for y in (0, 16) for x in (0, 16, 32)]
    counts, places = [len(tile) for tile in tiles], [8 + 384 * index for index in range(6)]
    start = 8 + sum(counts)
    lists = struct.pack("<12I", *places, *counts)
    fields = [(256, 4, 1, 48), (257, 4, 1, 32), (258, 3, 1, 12), (259, 3, 1, 1), (262, 3, 1, 1), (277, 3, 1, 1)]
    fields += [(322, 4, 1, 16), (323, 4, 1, 16), (324, 4, 6, start), (325, 4, 6, start + 24)]
    data = b"II*\0" + struct.pack("<I", start + 48) + b"".join(tiles) + lists + badfiles.ifd(fields)
    assert np.array_equal(read(data).pixels, np.floor(values * 65535 / 4095 + 0.5))


@pytest.mark.parametrize("bits", [3, 12])
def test_packed_samples_that_are_cut_or_predicted_are_refused(bits):
    strip = packed(RANDOM.integers(0, 2**bits, (H, W, 3)), bits)
    with pytest.raises(ImageReadError, match=r"cut short: a strip of"):
        read(tiff(strip[:-1], 3, bits))
    with pytest.raises(ImageReadError, match=f"of {bits} bits with a predictor"):
        read(tiff(strip, 3, bits, t317=2))


def test_depths_that_are_not_read_are_named():
    for bits in (17, 24, 31, 0):
        with pytest.raises(ImageReadError, match=f"3 samples of {bits} bits"):
            read(tiff(bytes(4 * 3 * W * H), 3, bits))


LAB = np.stack(np.meshgrid([5, 40, 90, 160, 220, 250], range(-60, 61, 20), range(-60, 61, 20), indexing="ij"), axis=-1)
LAB = LAB.reshape(6 * 7, 7, 3)


@pytest.mark.parametrize(("bits", "photometric"), [(8, "cielab"), (16, "cielab"), (8, "icclab"), (16, "icclab")])
def test_lab_is_converted_as_another_program_does(bits, photometric):
    wide, offset = bits == 16, photometric == "icclab"
    lightness = LAB[..., :1] * (257 if wide else 1) * (0xFF00 / 0xFFFF if wide and offset else 1)
    colors = LAB[..., 1:] * (256 if wide else 1) + (2 ** (bits - 1) if offset else 0)
    stored = np.concatenate([np.rint(lightness).astype(int), colors], axis=2).astype(f"u{bits // 8}")
    out = io.BytesIO()
    white = (318, 5, 2, (3127, 10000, 3290, 10000), True)
    tifffile.imwrite(out, stored, photometric=photometric, extratags=[white], metadata=None)
    with pytest.warns(ImgconvWarning, match="Lab converted to sRGB"):
        pixels = read(out.getvalue()).pixels
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of colours that no screen shows
        expected = lab2rgb(np.concatenate([LAB[..., :1] * (100 / 255), LAB[..., 1:]], axis=2), illuminant="D65")
    shown = ((expected > 0) & (expected < 1)).all(axis=2)
    assert shown.sum() > 60
    assert np.abs(pixels / (65535 if wide else 255) - expected)[shown].max() < (1 / 1000 if wide else 1.01 / 255)


def test_lab_without_a_stated_white_is_that_of_print():
    grey = np.zeros((1, 256, 3), np.uint8)
    grey[..., 0] = np.arange(256)
    pixels = to_srgb(grey).astype(int)
    assert np.ptp(pixels, axis=2).max() <= 1
    assert np.array_equal(pixels[0, (0, 255)], [[0, 0, 0], [255, 255, 255]])
    # Red, green and blue of sRGB, adapted to D50 by Bradford's matrix.
    primaries = np.array([[[54.29, 80.81, 69.89], [87.82, -79.29, 80.99], [29.57, 68.30, -112.03]]])
    stored = np.rint(primaries * [65535 / 100, 256, 256]).astype(np.int64).astype(np.uint16)
    assert np.abs(to_srgb(stored)[0] / 65535 - np.eye(3)).max() < 0.03
    assert np.array_equal(to_srgb(grey, (0.0, 0.0)), to_srgb(grey))


def test_strips_of_webp_are_read():
    for mode, samples in (("RGB", 3), ("RGBA", 4)):
        values = RANDOM.integers(0, 256, (H, W, samples), dtype=np.uint8)
        out = io.BytesIO()
        PIL.Image.fromarray(values, mode).save(out, "WEBP", lossless=True, exact=True)
        data = tiff(out.getvalue(), samples, 8, compression=50001)
        assert np.array_equal(read(data).pixels, values)
        with pytest.raises(ImageReadError, match=r"a strip does not decode \(WebP\)"):
            read(tiff(out.getvalue()[:40], samples, 8, compression=50001))


def fax():
    out = io.BytesIO()
    noise = RANDOM.integers(0, 2, (64, 96), dtype=np.uint8) * np.uint8(255)
    PIL.Image.fromarray(noise).convert("1").save(out, "TIFF", compression="group4")
    return out.getvalue()


def test_a_damaged_fax_is_refused_and_libtiff_keeps_its_words(capfd):
    whole, refused = fax(), 0
    assert set(np.unique(read(whole).pixels)) == {0, 255}
    for place in range(60, len(whole) - 40, 29):
        data = bytearray(whole)
        data[place] ^= 0x55
        try:
            read_frames(bytes(data))
        except ImgconvError as error:
            refused += 1
            assert "\n" not in str(error)  # noqa: PT017
    assert refused > 10
    assert capfd.readouterr().err == ""


def test_what_others_write_meanwhile_comes_out(capfd):
    from imgconv.codecs import complaints

    def fail(said):
        os.write(2, said)
        raise OSError("decoder error -2")

    with (
        pytest.raises(ImageReadError, match=r"do not decode \(Fax4Decode: Bad code word at line 3\.\)"),
        complaints.listening(),
    ):
        os.write(2, b"somebody else\nFax4Decode: Bad code word at line 3.\nTraceback\n")
    with complaints.listening():
        os.write(2, b"TIFFFetchNormalTag: Incorrect count.\nJust so\n")
    with pytest.raises(ImageReadError, match=r"does this \(x.tif: No good\.\)"), complaints.listening():
        raise ImageReadError("what a reader of ours says: does this (x.tif: No good.)")
    with pytest.raises(ImageReadError, match=r"damaged: .*\(x.tif: No good\.\)"), complaints.listening():
        fail(b"x.tif: No good.\n")
    with pytest.raises(OSError, match="-2"), complaints.listening():
        fail(b"")
    assert capfd.readouterr().err == "somebody else\nTraceback\nJust so\n"
