"""Every mode in every format in both directions: exact, near, or refused or warned of by name. Nothing silent."""

import io
import itertools
import warnings

import badfiles
import cv2
import numpy as np
import PIL.Image
import pytest
import tifffile

from imgconv.codecs import Frames, SaveOptions, encode, probe, read, read_frames
from imgconv.codecs.formats import FORMATS
from imgconv.codecs.table import ROWS, library
from imgconv.errors import ImageReadError, ImageWriteError, ImgconvWarning
from imgconv.image import Image

CHANNELS = {"grey": 1, "grey+alpha": 2, "rgb": 3, "rgba": 4}
DTYPES = ("uint8", "uint16", "int8", "int16", "int32", "uint32", "float16", "float32", "float64")


def picture(model: str, dtype: str, opaque: bool = False) -> Image:
    """Every bit of the depth in use; alpha that is 0, full and between."""
    random = np.random.default_rng(5)
    shape = 13, 17, CHANNELS[model]
    kind = np.dtype(dtype)
    if kind.kind == "f":
        pixels, white = random.normal(0.5, 1.0, shape).astype(kind), 1.0
    else:
        limits = np.iinfo(kind)
        pixels = random.integers(limits.min, limits.max, shape, dtype=kind, endpoint=True)
        white = float(limits.max)
    if model in {"grey+alpha", "rgba"}:
        pixels[..., -1] = int(white) if opaque else pixels[..., -1]
        if not opaque:
            pixels[:3, :, -1], pixels[3:6, :, -1] = 0, int(white)
    return Image(pixels, white, model)


def outcome(format: str, model: str, dtype: str) -> str:
    """What the documentation says happens: exact, grey as rgb, near, reduced, transparency, or depth."""
    alpha = model in {"grey+alpha", "rgba"}
    if format == "TIFF":
        return "exact"
    depths = {"uint8"} | {"PNG": {"uint16"}, "AVIF": {"uint16"}, "PNM": {"uint16", "float32"}}.get(format, set())
    if dtype not in depths:
        return "depth"
    if alpha and (format in {"JPEG", "BMP"} or (format == "PNM" and dtype == "float32")):
        return "transparency"
    if format == "GIF":
        return "partly" if alpha else "reduced" if model == "rgb" else "as rgb"
    if format == "WEBP":
        return "exact" if model in {"rgb", "rgba"} else "as rgb"
    return "near" if format in {"JPEG", "AVIF"} else "exact"


REFUSALS = {
    "depth": r"cannot hold {model} of {dtype}; use (--depth (8|16)|a PNG|a TIFF)",
    "transparency": "holds no transparency; write a PNG",
    "partly": "opaque or transparent, these are partly; write a WebP or PNG",
}


@pytest.mark.parametrize(("format", "model", "dtype"), list(itertools.product(FORMATS, CHANNELS, DTYPES)), ids=str)
def test_a_written_image_reads_back_as_the_matrix_says(format, model, dtype):
    image, expected = picture(model, dtype), outcome(format, model, dtype)
    if expected in REFUSALS:
        refusal = REFUSALS[expected].format(model=model.replace("+", r"\+"), dtype=dtype)
        with pytest.raises(ImageWriteError, match=refusal):
            encode(image, format)
        return
    if expected == "reduced":
        with pytest.warns(ImgconvWarning, match="GIF holds 256 colours a frame, these are"):
            encode(Image(badfiles.noise(30, 30, 3)), format)
        image = image.with_pixels(image.pixels // 64 * 64)
        expected = "exact"
    rounded = (format, dtype) == ("AVIF", "uint16")
    with pytest.warns(ImgconvWarning, match="12 bits a sample; the 16 are") if rounded else warnings.catch_warnings():
        data = encode(image, format)
    again = read(data)
    assert probe(data).shape == again.pixels.shape
    assert probe(data).dtype == again.pixels.dtype == image.pixels.dtype
    wanted = image.pixels
    if again.pixels.shape != wanted.shape:
        assert format in {"WEBP", "GIF", "AVIF"}
        grey = wanted[..., :1].repeat(3, axis=2)
        wanted = np.concatenate([grey, wanted[..., 1:]], axis=2)
    if expected == "near":
        # Noise is the worst there is for these; a smooth picture is in the test of quality.
        visible = wanted[..., -1:] > 0.8 * image.white if image.has_alpha else np.ones_like(wanted[..., :1], bool)
        distance = np.abs(again.pixels.astype(int) - wanted)[np.broadcast_to(visible, wanted.shape)]
        assert distance.mean() < 50 * image.white / 255
    else:
        assert np.array_equal(again.pixels, wanted)
        assert again.model == image.model or expected == "as rgb"


@pytest.mark.parametrize("format", ["JPEG", "BMP"])
@pytest.mark.parametrize("model", ["grey+alpha", "rgba"])
def test_an_alpha_channel_that_hides_nothing_may_go(format, model):
    image = picture(model, "uint8", opaque=True)
    assert read(encode(image, format)).pixels.shape[2] == CHANNELS[model] - 1


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("model", CHANNELS)
@pytest.mark.parametrize("layout", ["strips", "tiles", "planes", "bigtiff", "big-endian"])
@pytest.mark.parametrize("compression", [None, "zlib"])
def test_tiffs_of_another_program_are_read_exactly(model, dtype, layout, compression):
    image = picture(model, dtype)
    pixels = image.pixels[..., 0] if model == "grey" else image.pixels
    out, options = io.BytesIO(), {}
    if layout == "tiles":
        options["tile"] = (16, 16)
    if layout == "planes" and pixels.ndim == 3:
        pixels, options["planarconfig"] = np.ascontiguousarray(np.moveaxis(pixels, 2, 0)), "separate"
    if image.has_alpha:
        options["extrasamples"] = ["unassalpha"]
    if compression and np.dtype(dtype).kind != "f":
        options["predictor"] = True
    with tifffile.TiffWriter(
        out, bigtiff=layout == "bigtiff", byteorder=">" if layout == "big-endian" else "<"
    ) as writer:
        color = "rgb" if image.colors == 3 else "minisblack"
        writer.write(pixels, photometric=color, compression=compression, rowsperstrip=5, **options)
    again = read(out.getvalue())
    assert again.pixels.dtype == image.pixels.dtype
    assert np.array_equal(again.pixels, image.pixels)
    assert again.model == model
    assert again.white == image.white


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("model", CHANNELS)
def test_our_tiffs_are_read_exactly_by_another_program(model, dtype):
    image = picture(model, dtype)
    again = tifffile.imread(io.BytesIO(encode(image, "TIFF")))
    assert again.dtype == image.pixels.dtype
    assert np.array_equal(again.reshape(image.pixels.shape), image.pixels)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
@pytest.mark.parametrize("model", ["grey", "rgb", "rgba"])
def test_lzw_as_opencv_writes_it_is_read_exactly(model, dtype):
    image = picture(model, dtype)
    swapped = image.pixels if model == "grey" else image.pixels[..., [2, 1, 0, 3][: CHANNELS[model]]]
    data = cv2.imencode(".tif", np.ascontiguousarray(swapped), [cv2.IMWRITE_TIFF_COMPRESSION, 5])[1].tobytes()
    # OpenCV does not say what the fourth channel is.
    context = pytest.warns(ImgconvWarning, match="taken as alpha") if model == "rgba" else warnings.catch_warnings()
    with context:
        again = read(data)
    assert np.array_equal(again.pixels, image.pixels)


@pytest.mark.parametrize("compression", ["tiff_lzw", "packbits", "tiff_adobe_deflate", "jpeg", "raw", "lzma", "zstd"])
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "I;16"])
def test_compressions_of_pillow_are_read(mode, compression):
    if compression == "jpeg" and mode not in {"L", "RGB"}:
        pytest.skip("JPEG in TIFF holds grey and RGB")
    array = picture({"L": "grey", "RGB": "rgb", "RGBA": "rgba", "I;16": "grey"}[mode], "uint8").pixels
    if mode == "I;16":
        array = array.astype(np.uint16) * 257
    out = io.BytesIO()
    PIL.Image.fromarray(array.squeeze()).save(out, "TIFF", compression=compression)
    again = read(out.getvalue()).pixels
    if compression == "jpeg":
        assert np.abs(again.astype(int) - np.asarray(PIL.Image.open(out)).reshape(again.shape)).max() <= 1
    else:
        assert np.array_equal(again, array)


@pytest.mark.parametrize(("color", "channels"), [(0, 1), (2, 3), (4, 2), (6, 4)])
@pytest.mark.parametrize("bits", [8, 16])
def test_pngs_of_every_colour_type_are_read_exactly(color, channels, bits):
    import zlib

    pixels = picture({1: "grey", 2: "grey+alpha", 3: "rgb", 4: "rgba"}[channels], f"uint{bits}").pixels
    rows = b"".join(b"\0" + row.astype(f">u{bits // 8}").tobytes() for row in pixels)
    image = read(badfiles.png(17, 13, color, bits, zlib.compress(rows)))
    assert np.array_equal(image.pixels, pixels)


@pytest.mark.parametrize(("color", "channels"), [(0, 1), (2, 3)])
@pytest.mark.parametrize("bits", [8, 16])
def test_the_one_transparent_colour_of_a_png_becomes_alpha(color, channels, bits):
    import zlib

    pixels = picture("grey" if channels == 1 else "rgb", f"uint{bits}").pixels
    rows = b"".join(b"\0" + row.astype(f">u{bits // 8}").tobytes() for row in pixels)
    key = badfiles.chunk(b"tRNS", pixels[4, 6].astype(">u2").tobytes())
    image = read(badfiles.png(17, 13, color, bits, zlib.compress(rows), key))
    assert np.array_equal(image.pixels[..., :-1], pixels)
    hidden = (pixels == pixels[4, 6]).all(axis=2)
    assert np.array_equal(image.pixels[..., -1] == 0, hidden)
    assert (image.pixels[~hidden][..., -1] == np.iinfo(pixels.dtype).max).all()


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_few_levels_of_grey_span_the_range(bits):
    import zlib

    levels = np.arange(16).reshape(2, 8) % 2**bits
    packed = b"".join(
        b"\0" + np.packbits(np.unpackbits(row.astype(np.uint8)[:, None], axis=1)[:, -bits:].ravel()).tobytes()
        for row in levels
    )
    image = read(badfiles.png(8, 2, 0, bits, zlib.compress(packed)))
    assert image.model == "grey"
    assert np.array_equal(image.pixels[..., 0], levels * (255 // (2**bits - 1)))


@pytest.mark.parametrize("format", ["PNG", "GIF", "TIFF", "BMP"])
def test_palettes_become_their_colours(format):
    random = np.random.default_rng(3)
    colors = random.integers(0, 256, (256, 3), dtype=np.uint8)
    index = random.integers(0, 256, (20, 30), dtype=np.uint8)
    saved = PIL.Image.fromarray(index, "P")
    saved.putpalette(colors.tobytes())
    out = io.BytesIO()
    saved.save(out, format)
    assert np.array_equal(read(out.getvalue()).pixels, colors[index])


@pytest.mark.parametrize(
    ("stored", "expected", "dtype"),
    [
        (lambda colors: colors * 257, lambda colors: colors, np.uint8),
        (lambda colors: colors * 256, lambda colors: colors, np.uint8),
        (lambda colors: colors * 256 + 77, lambda colors: colors * 256 + 77, np.uint16),
        # Programs that do not know better store 8 bits where 16 belong.
        (lambda colors: colors, lambda colors: colors * 257, np.uint16),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_palettes_of_tiff_keep_their_16_bits(stored, expected, dtype, turned):
    """As ImageMagick writes them: a palette of TIFF always has 16 bits."""
    rng = np.random.default_rng(5)
    colors = rng.integers(0, 256, (256, 3))
    indices = rng.integers(0, 256, (9, 12), dtype=np.uint8)
    saved = PIL.Image.fromarray(indices, "P")
    saved.putpalette(colors.astype(np.uint8).tobytes())
    out = io.BytesIO()
    saved.save(out, "TIFF", tiffinfo={274: 6} if turned else {})
    data = out.getvalue()
    usual = (colors.T * 256).astype("<u2").tobytes()
    assert data.count(usual) == 1
    image = read(data.replace(usual, stored(colors).T.astype("<u2").tobytes()))
    assert image.pixels.dtype == dtype
    wanted = expected(colors)[indices]
    assert np.array_equal(image.pixels, np.rot90(wanted, -1) if turned else wanted)


def test_a_palette_with_partial_alpha_keeps_it_and_is_refused_by_jpeg():
    saved = PIL.Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16), "P")
    saved.putpalette(np.arange(256, dtype=np.uint8).repeat(3).tobytes())
    out = io.BytesIO()
    saved.save(out, "PNG", transparency=bytes(range(256)))
    image = read(out.getvalue())
    assert np.array_equal(image.pixels[..., 3].ravel(), np.arange(256))
    assert np.array_equal(image.pixels[..., 0].ravel(), np.arange(256))
    with pytest.raises(ImageWriteError, match="JPEG holds no transparency"):
        encode(image, "JPEG")


@pytest.mark.parametrize("format", ["PNG", "TIFF", "BMP", "PNM"])
def test_black_and_white_become_0_and_255(format):
    black = np.random.default_rng(1).random((9, 21)) < 0.5
    out = io.BytesIO()
    PIL.Image.fromarray(black).save(out, "PPM" if format == "PNM" else format)
    image = read(out.getvalue())
    assert image.model == "grey"
    assert np.array_equal(image.pixels[..., 0], np.where(black, 255, 0))


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
def test_cmyk_becomes_rgb_with_a_warning(format):
    colors = (
        np.array([[[0, 0, 0, 0], [255, 0, 0, 0], [0, 255, 255, 0], [0, 0, 0, 255]]], np.uint8)
        .repeat(16, 0)
        .repeat(16, 1)
    )
    out = io.BytesIO()
    PIL.Image.fromarray(colors, "CMYK").save(out, format)
    with pytest.warns(ImgconvWarning, match="CMYK converted to RGB without a usable ICC profile"):
        image = read(out.getvalue())
    assert image.model == "rgb"
    assert image.metadata.icc_profile is None
    middle = image.pixels[8, 8::16].astype(int)
    wanted = np.array([[255, 255, 255], [0, 255, 255], [255, 0, 0], [0, 0, 0]])
    assert np.abs(middle - wanted).max() <= 3


def test_levels_of_a_pnm_are_scaled_to_the_full_range_and_stay_distinct():
    levels = np.arange(1024, dtype=">u2")
    pixels = read(b"P5 32 32 1023\n" + levels.tobytes()).pixels.ravel()
    assert np.array_equal(pixels, np.round(levels.astype(float) * 65535 / 1023))
    assert np.array_equal(read(b"P2 # a comment\n3 1\n15\n0 7 15\n").pixels.ravel(), [0, 119, 255])
    assert np.array_equal(read(b"P1\n3 2\n1 0 1\n010").pixels.ravel(), [0, 255, 0, 255, 0, 255])
    with pytest.raises(ImageReadError, match="a level above its maximum of 15"):
        read(b"P2 2 1 15 3 16")


def test_pictures_behind_the_first_one_of_a_pnm_are_told_of():
    one = b"P6 3 2 255\n" + bytes(range(18))
    for behind, match in [(one, "it holds further pictures, only the first"), (b"junk", "what follows its pixels is")]:
        with pytest.warns(ImgconvWarning, match=match):
            assert np.array_equal(read(one + behind).pixels.ravel(), np.arange(18))
    assert read(one + b"\n").size == (2, 3)


def test_a_long_text_of_numbers_is_read_in_parts():
    levels = np.random.default_rng(0).integers(0, 1000, 300_000)
    text = " ".join(map(str, levels)).encode()
    pixels = read(b"P2 600 500 65535\n" + text).pixels
    assert np.array_equal(pixels.ravel(), levels)


@pytest.mark.parametrize("premultiplied", ["uint8", "uint16", "float32"])
def test_colours_that_a_tiff_multiplied_by_alpha_are_divided_again(premultiplied):
    image = picture("rgba", premultiplied, opaque=True)
    white = image.white
    color = np.abs(image.pixels[..., :3].astype(float))
    alpha = np.full(image.pixels.shape[:2], white / 5 * 4)
    stored = np.dstack([color * 0.8, alpha])
    stored = (stored if premultiplied == "float32" else np.round(stored)).astype(premultiplied)
    out = io.BytesIO()
    tifffile.imwrite(out, stored, photometric="rgb", extrasamples=["assocalpha"])
    again = read(out.getvalue()).pixels
    assert np.abs(again[..., :3] - color).max() <= (1e-6 if premultiplied == "float32" else 1.0)


def test_white_is_zero_is_turned_round():
    levels = np.arange(0, 65536, 257, dtype=np.uint16).reshape(16, 16)
    out = io.BytesIO()
    tifffile.imwrite(out, levels, photometric="miniswhite")
    assert np.array_equal(read(out.getvalue()).pixels[..., 0], 65535 - levels)


def test_pages_of_every_size_and_depth_are_all_read():
    pages = [
        picture("grey", "uint8").pixels[..., 0],
        picture("rgb", "uint16").pixels[:5],
        picture("grey", "float32").pixels[..., 0],
    ]
    out = io.BytesIO()
    with tifffile.TiffWriter(out) as writer:
        for page in pages:
            writer.write(page, photometric="rgb" if page.ndim == 3 else "minisblack")
    frames = read_frames(out.getvalue())
    assert frames.kind == "pages"
    assert probe(out.getvalue()).decoded_bytes == sum(page.nbytes for page in pages)
    for image, page in zip(frames.images, pages, strict=True):
        assert image.pixels.dtype == page.dtype
        assert np.array_equal(image.pixels.squeeze(), page)
    again = read_frames(encode(frames, "TIFF"))
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(frames.images, again.images, strict=True))
    with pytest.raises(ImageWriteError, match="PNG holds one picture, these are 3 pages; write a TIFF"):
        encode(frames, "PNG")
    with pytest.warns(ImgconvWarning, match="it holds 3 pages, only the first is read"):
        assert np.array_equal(read(out.getvalue()).pixels[..., 0], pages[0])


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("model", ["rgb", "rgba"])
def test_an_animation_keeps_every_frame_its_timing_and_its_loop(format, model):
    images = []
    for number in range(4):
        pixels = np.random.default_rng(number).integers(0, 5, (20, 30, CHANNELS[model])).astype(np.uint8) * 50
        if model == "rgba":
            pixels[..., 3] = np.where(pixels[..., 3] > 60, 255, 0)
            pixels[pixels[..., 3] == 0] = 0
        images.append(Image(pixels))
    frames = Frames(tuple(images), "animation", (100.0, 50.0, 200.0, 70.0), 0 if format == "AVIF" else 3)
    data = encode(frames, format)
    again = read_frames(data)
    assert again.kind == "animation"
    assert again.durations == frames.durations
    assert again.loop == frames.loop
    assert probe(data).frames == 4
    for mine, wanted in zip(again.images, images, strict=True):
        if format == "AVIF":
            assert mine.pixels.shape == wanted.pixels.shape
        else:
            assert np.array_equal(mine.pixels[..., : CHANNELS[model]], wanted.pixels)
    with pytest.warns(ImgconvWarning, match="it holds 4 frames, only the first is read"):
        read(data)


def test_an_animation_is_refused_where_it_does_not_fit_and_becomes_pages_with_a_warning():
    image = picture("rgb", "uint8")
    frames = Frames((image, image), "animation", (100.0, 125.0))
    with pytest.raises(ImageWriteError, match="JPEG holds one picture, these are 2 frames; write a GIF, WebP, PNG"):
        encode(frames, "JPEG")
    with pytest.warns(ImgconvWarning, match="TIFF holds no timing; the 2 frames become pages"):
        assert read_frames(encode(frames, "TIFF")).kind == "pages"
    deep = picture("rgb", "uint16")
    with pytest.raises(ImageWriteError, match="PNG cannot hold animated rgb of uint16; use --depth 8 or a TIFF"):
        encode(Frames((deep, deep), "animation", (100.0, 100.0)), "PNG")


def test_durations_that_a_gif_cannot_hold_are_rounded_with_a_warning():
    images = tuple(Image(np.full((4, 4, 3), level, np.uint8)) for level in (0, 100, 200))
    with pytest.warns(ImgconvWarning, match="hundredths of a second; durations are rounded"):
        data = encode(Frames(images, "animation", (33.0, 100.0, 1.0)), "GIF")
    assert read_frames(data).durations == (30.0, 100.0, 10.0)


def test_frames_that_equal_the_one_before_are_joined_with_a_warning():
    one, other = (Image(np.full((8, 8, 3), level, np.uint8)) for level in (10, 200))
    frames = Frames((one, one, other, one), "animation", (100.0, 50.0, 70.0, 20.0))
    for format in ("GIF", "PNG", "WEBP"):
        with pytest.warns(ImgconvWarning, match="1 frames that equal the one before are joined with it"):
            data = encode(frames, format)
        assert read_frames(data).durations == (150.0, 70.0, 20.0)


def test_a_frame_that_lasts_too_long_for_its_format_is_refused_by_name():
    one, other = (Image(np.full((8, 8, 3), level, np.uint8)) for level in (10, 200))
    with pytest.raises(ImageWriteError, match="GIF shows a frame for up to 655,350 ms, this is to last 700,000"):
        encode(Frames((one, other), "animation", (700_000.0, 100.0)), "GIF")


@pytest.mark.parametrize("bits", [8, 10, 12])
def test_a_grey_avif_of_another_program_is_read_as_grey(bits):
    ramp = np.broadcast_to(np.linspace(0, 2**bits - 1, 96), (32, 96)).astype(np.uint8 if bits == 8 else np.uint16)
    options = [cv2.IMWRITE_AVIF_QUALITY, 100, cv2.IMWRITE_AVIF_DEPTH, bits]
    image = read(cv2.imencode(".avif", np.ascontiguousarray(ramp), options)[1].tobytes())
    assert image.model == "grey"
    assert np.abs(image.pixels[..., 0] - ramp * (image.white / (2**bits - 1))).max() <= image.white / 255


def test_the_picture_before_an_apng_animation_is_no_frame():
    pictures = [PIL.Image.fromarray(np.full((8, 9, 3), level, np.uint8)) for level in (10, 20, 30)]
    out = io.BytesIO()
    pictures[0].save(out, "PNG", save_all=True, append_images=pictures[1:], default_image=True, duration=100)
    frames = read_frames(out.getvalue())
    assert [int(image.pixels[0, 0, 0]) for image in frames.images] == [20, 30]


@pytest.mark.parametrize("bits", [10, 12])
@pytest.mark.parametrize("channels", [3, 4])
def test_deep_avifs_keep_their_bits(bits, channels):
    ramp = np.linspace(0, 2**bits - 1, 96).astype(np.uint16)
    stored = np.dstack([np.broadcast_to(ramp[::step], (32, 96)) for step in (1, -1, 1, -1)])[..., :channels]
    options = [cv2.IMWRITE_AVIF_QUALITY, 100, cv2.IMWRITE_AVIF_DEPTH, bits]
    data = cv2.imencode(".avif", np.ascontiguousarray(stored[..., [2, 1, 0, 3][:channels]]), options)[1].tobytes()
    image = read(data)
    assert probe(data).dtype == image.pixels.dtype == np.uint16
    assert np.array_equal(image.pixels, np.round(stored * (65535 / (2**bits - 1))))
    with pytest.warns(ImgconvWarning, match="AVIF holds 12 bits a sample; the 16 are rounded"):
        written = encode(image, "AVIF", SaveOptions(quality=100))
    other = cv2.imdecode(np.frombuffer(written, np.uint8), cv2.IMREAD_UNCHANGED)[..., [2, 1, 0, 3][:channels]]
    assert np.abs(other.astype(int) - stored.astype(int) * 4095 // (2**bits - 1)).max() <= 1


def test_every_row_of_the_table_names_a_format_and_each_mode_once():
    modes = [(row.format, mode) for row in ROWS for mode in row.modes.split()]
    assert len(modes) == len(set(modes))
    assert {row.format for row in ROWS} == set(FORMATS)
    assert library("PNG", "rgb16", "read") == "opencv"
    assert library("PNG", "rgbf32", "write") is None
