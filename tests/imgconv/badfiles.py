"""Files that a stranger, a broken disk or a careless program may hand over, made on the spot.

`bad_files()` gives those that must be refused, each with what the one-line error says; `odd_files()` those that look
strange and must be read all the same. `python badfiles.py FOLDER` writes all of them.
"""

from __future__ import annotations

import importlib.util
import io
import struct
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
import PIL.Image


class Bad(NamedTuple):
    """A file to refuse: its name, its content, and a pattern that its error matches."""

    name: str
    data: bytes
    match: str


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, color: int, bits: int, packed: bytes, *extra: bytes) -> bytes:
    """A PNG of these header fields, of chunks and of compressed rows."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def ifd(entries: list[tuple[int, int, int, int]], following: int = 0) -> bytes:
    """A little-endian directory of (tag, type, count, value or offset)."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return struct.pack("<H", len(entries)) + body + struct.pack("<I", following)


def tiff(width: int, height: int, packed: bytes, compression: int = 8, bits: int = 8, sample_format: int = 1) -> bytes:
    """A grey TIFF of one strip."""
    start = 8
    fields = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, bits), (259, 3, 1, compression), (262, 3, 1, 1)]
    fields += [
        (273, 4, 1, start),
        (277, 3, 1, 1),
        (278, 4, 1, height),
        (279, 4, 1, len(packed)),
        (339, 3, 1, sample_format),
    ]
    padded = packed + b"\0" * (len(packed) % 2)
    return b"II*\0" + struct.pack("<I", start + len(padded)) + padded + ifd(fields)


def noise(height: int, width: int, channels: int) -> np.ndarray:
    """Random bytes of (H, W, C)."""
    return np.random.default_rng(height * width).integers(0, 256, (height, width, channels), dtype=np.uint8)


def saved(
    format: str,
    *,
    size: tuple[int, int] = (64, 96),
    channels: int = 3,
    frames: int = 1,
    mode: str | None = None,
    **options: object,
) -> bytes:
    """A picture of noise as Pillow saves it."""
    arrays = [noise(size[0] + i, size[1], channels)[: size[0]].squeeze() for i in range(frames)]
    pictures = [PIL.Image.fromarray(array, mode) for array in arrays]
    if frames > 1:
        options |= {"save_all": True, "append_images": pictures[1:]}
    out = io.BytesIO()
    pictures[0].save(out, format, **options)
    return out.getvalue()


def gif_frames(count: int, canvas: tuple[int, int] = (1, 1)) -> bytes:
    """A GIF of one-pixel frames."""
    head = b"GIF89a" + struct.pack("<HHBBB", *canvas, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x21\xf9\x04\0\x0a\0\0\0" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return head + frame * count + b"\x3b"


def huge_second_page() -> bytes:
    """A TIFF whose second page claims 14000 x 14000 pixels."""
    packed = zlib.compress(bytes(16))
    fields = [(258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 1), (279, 4, 1, len(packed))]
    padded = packed + b"\0" * (len(packed) % 2)
    first_at = 8 + len(padded)
    sizes = lambda side: sorted([*fields, (256, 4, 1, side), (257, 4, 1, side), (278, 4, 1, side)])  # noqa: E731
    first = ifd(sizes(4), first_at + len(ifd(sizes(4))))
    return b"II*\0" + struct.pack("<I", first_at) + padded + first + ifd(sizes(14_000))


def looping_tiff() -> bytes:
    """A TIFF whose directory names itself as the next."""
    whole = tiff(4, 4, zlib.compress(bytes(16)))
    return whole[:-4] + whole[4:8]


# A page of 4 x 4 grey pixels that stand behind the file's first 8 bytes.
TINY = [(256, 4, 1, 4), (257, 4, 1, 4), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8), (278, 4, 1, 4)]
TINY += [(279, 4, 1, 16)]


def overlapping_tiff(fields: int = 30_000, size: int = 2**19) -> bytes:
    """A TIFF of a megabyte whose fields, taken one by one, are 15 gigabytes."""
    directory = ifd(TINY + [(1000 + index, 1, size, 8) for index in range(fields)])
    return b"II*\0" + struct.pack("<I", 8 + size) + bytes(size) + directory


def overlapping_exif(size: int = 2**22) -> bytes:
    """An EXIF block of some megabytes whose fields, taken one by one, are 80 gigabytes."""
    fields = [(index, 1, size, 8) for index in range(20_000)]
    return b"II*\0" + struct.pack("<I", 8) + ifd(fields) + bytes(size)


def many_scans() -> bytes:
    """A progressive JPEG whose last scan is there thousands of times, each a few bytes and the work of a picture."""
    out = io.BytesIO()
    PIL.Image.new("L", (4000, 4000)).save(out, "JPEG", progressive=True)
    whole = out.getvalue()
    last = whole.rindex(b"\xff\xc4", 0, whole.rindex(b"\xff\xda"))
    return whole[:-2] + whole[last:-2] * 5000 + whole[-2:]


def long_comment() -> bytes:
    """A GIF whose comment has 25 megabytes and begins as a record of ours does."""
    blocks = bytes([8]) + b"imgconv " + (b"\xff" + b"a" * 255) * 100_000 + b"\0"
    return gif_frames(1)[:-1] + b"\x21\xfe" + blocks + b"\x3b"


def bad_files() -> list[Bad]:
    """Files to refuse."""
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(%pipe%touch /tmp/owned) (w) file\nshowpage\n"
    jpeg, whole_tiff = saved("JPEG", size=(200, 200), quality=90), saved("TIFF")
    apng, gif, webp = saved("PNG", frames=3), saved("GIF", frames=3), saved("WEBP", lossless=True)
    bmp, avif, ppm = saved("BMP"), saved("AVIF"), b"P6 64 96 255\n" + noise(64, 96, 3).tobytes()
    plain = saved("PNG")
    wrong_crc = bytearray(plain)
    wrong_crc[len(plain) // 2] ^= 0x55
    return [
        Bad("eps.png", eps, "no image of a format that is read"),
        Bad("empty.png", b"", "an empty file"),
        Bad("text.jpg", b"not an image at all", "no image of a format that is read"),
        Bad("claims-9000.png", png(9000, 9000, 6, 8, zlib.compress(b"")), "cut short: .* cannot hold 9000x9000"),
        Bad("claims-13378.png", png(13378, 13378, 2, 8, b""), "cut short: .* cannot hold 13378x13378"),
        Bad("no-size.png", png(0, 5, 2, 8, zlib.compress(b"")), "an empty image of 0x5"),
        Bad("huge-canvas.gif", gif_frames(1, (65535, 65535)), "4,294,836,225 pixels, more than .* --max-pixels"),
        Bad("huge-page.tiff", huge_second_page(), "196,000,000 pixels, more than .* --max-pixels"),
        Bad("many-frames.gif", gif_frames(100_000), "100,000 frames, more than .* --max-frames"),
        Bad("looping.tiff", looping_tiff(), "directories form a loop"),
        Bad("bomb.tiff", tiff(30_000, 30_000, zlib.compress(bytes(1000))), "900,000,000 pixels, more than"),
        Bad("short-strip.tiff", tiff(300, 300, zlib.compress(bytes(1000))), "cut short: a strip of 1,000 bytes"),
        Bad("overlapping.tiff", overlapping_tiff(), "its fields take the same bytes many times over"),
        Bad("many-scans.jpg", many_scans(), "a JPEG of 5,0[0-9][0-9] scans"),
        Bad("twenty-four-bits.tiff", tiff(4, 4, bytes(48), 1, bits=24), "24 bits .*not read"),
        Bad("cut.jpg", jpeg[: len(jpeg) // 2], "cut short: no end marker"),
        Bad("cut-early.jpg", jpeg[:100], "cut short"),
        Bad("cut-last-byte.jpg", jpeg[:-1], "cut short"),
        *_with_holes(jpeg),
        Bad("cut.png", plain[: len(plain) // 2], "cut short: no end chunk"),
        Bad("wrong-checksum.png", bytes(wrong_crc), r"damaged: the checksum of a chunk \(IDAT\)"),
        Bad("many-chunks.png", plain[:33] + chunk(b"IDAT", b"") * 500_000 + plain[33:], "more than 500,000 chunks"),
        Bad("cut-apng.png", apng[: len(apng) * 2 // 3], "cut short"),
        Bad("cut.gif", gif[: len(gif) // 2], "cut short: no end marker"),
        Bad("cut-tiny.tiff", whole_tiff[:12], "cut short"),
        Bad("cut.tiff", whole_tiff[: len(whole_tiff) - 40], "cut short"),
        Bad("cut.webp", webp[: len(webp) // 2], "cut short"),
        Bad("cut.bmp", bmp[: len(bmp) // 2], "cut short"),
        Bad("cut.avif", avif[: len(avif) // 2], "a decoder failed|damaged|cut short"),
        Bad("cut.ppm", ppm[: len(ppm) // 2], "cut short"),
        Bad("words.pgm", b"P2 2 2 255 1 2 three 4", "its pixels are not numbers"),
        Bad("no-header.pgm", b"P5 abc", "its header is not made of numbers"),
    ]


def _with_holes(jpeg: bytes) -> list[Bad]:
    """JPEG files without some bytes in the middle, which only libjpeg-turbo's own voice tells of."""
    if importlib.util.find_spec("simplejpeg") is None:
        return []
    match = "damaged: its pixels do not decode"
    cmyk = saved("JPEG", size=(200, 200), channels=4, mode="CMYK")
    files = {"hole.jpg": jpeg, "hole-cmyk.jpg": cmyk}
    return [Bad(name, file[: len(file) // 2] + file[len(file) // 2 + 2000 :], match) for name, file in files.items()]


def with_icc(profile: bytes) -> bytes:
    """A small PNG with an ICC profile."""
    rows = zlib.compress(b"".join(b"\0" + row.tobytes() for row in noise(4, 5, 3)))
    return png(5, 4, 2, 8, rows, chunk(b"iCCP", b"x\0\0" + profile))


def profile_of(space: bytes, size: int = 128) -> bytes:
    """The bytes of an ICC profile for a colour space, as far as a header goes."""
    head = bytearray(128)
    head[0:4], head[16:20], head[36:40] = struct.pack(">I", size), space, b"acsp"
    return bytes(head) + np.random.default_rng(0).bytes(size - 128)


def bombed(kind: bytes, megabytes: int = 200) -> bytes:
    """A small PNG with a chunk that would inflate to hundreds of megabytes."""
    deflate = zlib.compressobj(9)
    bomb = b"".join(deflate.compress(bytes(2**20)) for _ in range(megabytes)) + deflate.flush()
    rows = zlib.compress(b"".join(b"\0" + row.tobytes() for row in noise(4, 5, 3)))
    return png(5, 4, 2, 8, rows, chunk(kind, b"x\0\0" + bomb))


def main(folder: Path) -> None:
    """Write every bad file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for bad in bad_files():
        (folder / bad.name).write_bytes(bad.data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
