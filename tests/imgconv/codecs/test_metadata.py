"""What travels with the pixels: EXIF, profile, XMP, resolution, quality, provenance, and orientation applied once."""

import io
import re
import struct
import warnings
from dataclasses import replace

import badfiles
import cv2
import numpy as np
import PIL.ExifTags
import PIL.Image
import pytest
import tifffile
from PIL import ImageCms

from imgconv.codecs import SaveOptions, encode, probe, read, read_frames
from imgconv.codecs.exif import Exif, with_fields
from imgconv.codecs.formats import FORMATS
from imgconv.codecs.ifd import SHORT, IfdReader, make_entry, pack_directory
from imgconv.codecs.jpeg_tables import quality_of, standard_tables
from imgconv.errors import ImageReadError, ImageWriteError, ImgconvWarning
from imgconv.image import Image, Metadata

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6" dc:title="\xc3\xa9"/></x:xmpmeta>'
HOLD_ALL = [name for name, entry in FORMATS.items() if "exif" in entry.metadata]


def camera_exif(orientation: int = 1, thumbnail: bool = False) -> bytes:
    """EXIF as a camera writes it, without JPEG's prefix."""
    exif = PIL.Image.Exif()
    exif[PIL.ExifTags.Base.Make] = "Camera & Sons"
    exif[PIL.ExifTags.Base.Model] = "X1"
    exif[PIL.ExifTags.Base.Orientation] = orientation
    exif[PIL.ExifTags.Base.Copyright] = "somebody"
    exif[PIL.ExifTags.Base.Software] = "firmware 1.0"
    details = exif.get_ifd(PIL.ExifTags.IFD.Exif)
    details[PIL.ExifTags.Base.ExposureTime] = 1 / 250
    details[PIL.ExifTags.Base.UserComment] = b"ASCII\0\0\0hello"
    details[PIL.ExifTags.Base.MakerNote] = bytes(range(40))
    exif.get_ifd(PIL.ExifTags.IFD.GPSInfo)[PIL.ExifTags.GPS.GPSLatitudeRef] = "N"
    data = exif.tobytes().removeprefix(b"Exif\0\0")
    if thumbnail:
        parsed = Exif(data)
        place = 8 + 2 + 12 * len(parsed.fields)
        second = pack_directory([make_entry(259, SHORT, [6], parsed.order)], len(data), parsed.order)
        data = data[:place] + struct.pack(f"{parsed.order}I", len(data)) + data[place + 4 :] + second
    return data


def smooth(height: int = 48, width: int = 64) -> np.ndarray:
    """A picture without noise, different in every corner."""
    rows, columns = np.mgrid[0:height, 0:width]
    return np.dstack([rows * 4, columns * 3, 255 - rows - columns]).astype(np.uint8)


@pytest.mark.parametrize("format", HOLD_ALL)
def test_everything_that_a_format_can_hold_comes_back(format):
    metadata = Metadata(exif=camera_exif(), icc_profile=SRGB, xmp=XMP, resolution=(300.0, 150.0), provenance="{é}")
    data = encode(Image(smooth(), metadata=metadata), format, SaveOptions(quality=90))
    again = read(data).metadata
    assert again.icc_profile == SRGB
    assert again.xmp == XMP
    assert again.provenance == "{é}"
    assert again.format == format
    assert again.resolution == pytest.approx((300, 150), abs=0.02)
    # Another program finds the same.
    opened = PIL.Image.open(io.BytesIO(data))
    exif = opened.getexif()
    assert exif[PIL.ExifTags.Base.Make] == "Camera & Sons"
    assert exif[PIL.ExifTags.Base.Copyright] == "somebody"
    details = exif.get_ifd(PIL.ExifTags.IFD.Exif)
    assert float(details[PIL.ExifTags.Base.ExposureTime]) == pytest.approx(1 / 250)
    assert details[PIL.ExifTags.Base.MakerNote] == bytes(range(40))
    assert exif.get_ifd(PIL.ExifTags.IFD.GPSInfo)[PIL.ExifTags.GPS.GPSLatitudeRef] == "N"
    assert opened.info["icc_profile"] == SRGB
    if format in {"JPEG", "PNG"}:
        assert opened.info["dpi"] == pytest.approx((300, 150), abs=0.02)


@pytest.mark.parametrize("target", HOLD_ALL)
@pytest.mark.parametrize("source", HOLD_ALL)
def test_metadata_survives_the_way_from_any_format_to_any_other(source, target):
    start = Metadata(exif=camera_exif(), icc_profile=SRGB, xmp=XMP, resolution=(200.0, 200.0))
    first = read(encode(Image(smooth(), metadata=start), source))
    second = read(encode(first, target)).metadata
    assert second.icc_profile == SRGB
    assert second.xmp == XMP
    assert second.resolution == pytest.approx((200, 200), abs=0.02)
    assert Exif(second.exif).fields[271].raw == b"Camera & Sons\0"
    assert Exif(second.exif).directory(34665)[37500].raw == bytes(range(40))


@pytest.mark.parametrize(
    ("format", "lost"), [("BMP", "EXIF and ICC profile and XMP"), ("PNM", "EXIF and"), ("GIF", "EXIF")]
)
def test_what_a_format_cannot_hold_is_left_out_with_a_warning(format, lost):
    image = Image(smooth()[:9, :9], metadata=Metadata(exif=camera_exif(), icc_profile=SRGB, xmp=XMP))
    with pytest.warns(ImgconvWarning, match=f"{format} cannot hold {lost}"):
        encode(image, format)


@pytest.mark.parametrize("format", [name for name in FORMATS if "provenance" in FORMATS[name].metadata])
@pytest.mark.parametrize("exif", [None, camera_exif()])
@pytest.mark.filterwarnings("ignore:.*cannot hold EXIF")
def test_a_record_that_is_taken_off_leaves_no_byte_behind(format, exif):
    image = Image(smooth()[:9, :9], metadata=Metadata(provenance="SECRET" * 50, resolution=(72.0, 72.0), exif=exif))
    again = read(encode(image, format))
    data = encode(again.with_metadata(provenance=None), format)
    assert b"SECRET" in encode(again, format)
    assert b"SECRET" not in data
    assert len(encode(read(encode(again, format)), format)) < len(encode(again, format)) + 250


@pytest.mark.parametrize("format", [name for name in FORMATS if "provenance" in FORMATS[name].metadata])
def test_provenance_replaces_provenance_and_leaves_the_rest(format):
    image = Image(smooth()[:9, :9], metadata=Metadata(provenance="first"))
    again = read(encode(image, format))
    assert again.metadata.provenance == "first"
    second = read(encode(again.with_metadata(provenance="second"), format))
    assert second.metadata.provenance == "second"
    none = read(encode(second.with_metadata(provenance=None), format))
    assert none.metadata.provenance is None


def jpeg_of(picture: np.ndarray, **options) -> bytes:
    out = io.BytesIO()
    PIL.Image.fromarray(picture).save(out, "JPEG", **({"quality": 95, "subsampling": 0} | options))
    return out.getvalue()


TURNS = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, 3),
    7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
    8: np.rot90,
}


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_orientation_is_applied_once_and_then_reset(format, orientation, mode):
    if mode == "L" and format in {"WEBP", "AVIF"}:
        mode = "RGB"
    picture = PIL.Image.fromarray(smooth()).convert(mode)
    out = io.BytesIO()
    options = {"quality": 95} if format in {"JPEG", "AVIF"} else {"lossless": True} if format == "WEBP" else {}
    exif = PIL.Image.Exif()
    exif[PIL.ExifTags.Base.Orientation] = orientation
    picture.save(out, format, exif=exif, **options)
    image = read(out.getvalue())
    array = np.asarray(picture).reshape(48, 64, -1)
    wanted = TURNS[orientation](array)
    assert image.pixels.shape == wanted.shape == probe(out.getvalue()).shape
    assert np.abs(image.pixels.astype(int) - wanted).mean() < 6
    if format in {"PNG", "TIFF", "WEBP"}:
        assert np.array_equal(image.pixels, wanted)
    assert image.pixels.flags.c_contiguous
    again = read(encode(image, "PNG"))
    assert np.array_equal(again.pixels, image.pixels)
    if image.metadata.exif:
        assert Exif(image.metadata.exif).orientation == 1


def with_tiff_orientation(data: bytes, orientation: int) -> bytes:
    """A TIFF with its directory written again at the end, an orientation in it."""
    reader = IfdReader(io.BytesIO(data))
    fields = reader.directories(1)[0] | {274: make_entry(274, SHORT, [orientation], reader.order)}
    start = len(data) + len(data) % 2
    moved = data[:4] + struct.pack(f"{reader.order}I", start) + data[8:].ljust(start - 8, b"\0")
    return moved + pack_directory(fields.values(), start, reader.order)


@pytest.mark.parametrize("dtype", [np.uint16, np.float32, np.uint8])
@pytest.mark.parametrize("orientation", TURNS)
def test_orientation_of_deep_tiffs_is_applied(dtype, orientation):
    import tifffile

    deep = smooth().astype(dtype)
    out = io.BytesIO()
    tifffile.imwrite(out, deep, photometric="rgb", extratags=[(274, "H", 1, orientation, True)])
    image = read(out.getvalue())
    assert np.array_equal(image.pixels, TURNS[orientation](deep))
    assert np.array_equal(read(encode(image, "TIFF")).pixels, image.pixels)
    # libtiff in OpenCV, which may turn pixels as well.
    plain = cv2.imencode(".tif", deep[..., ::-1].copy(), [cv2.IMWRITE_TIFF_COMPRESSION, 5])[1].tobytes()
    image = read(with_tiff_orientation(plain, orientation))
    assert np.array_equal(image.pixels, TURNS[orientation](deep))


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("mode", ["P", "1", "CMYK"])
def test_orientation_of_tiffs_that_pillow_decodes_is_applied_once(mode, orientation):
    picture = PIL.Image.fromarray(smooth()).convert(mode)
    out = io.BytesIO()
    exif = PIL.Image.Exif()
    exif[PIL.ExifTags.Base.Orientation] = orientation
    picture.save(out, "TIFF", exif=exif, save_all=True, append_images=[picture])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImgconvWarning)
        images = read_frames(out.getvalue()).images
    wanted = np.asarray(picture.convert("L" if mode == "1" else "RGB")).reshape(48, 64, -1)
    for image in images:
        assert np.array_equal(image.pixels, TURNS[orientation](wanted))


@pytest.mark.parametrize("orientation", [0, 9, 99])
def test_orientations_that_mean_nothing_turn_nothing(orientation):
    exif = bytearray(camera_exif(6))
    place = Exif(bytes(exif)).fields[274].position + 8
    exif[place : place + 2] = orientation.to_bytes(2, "little" if exif[:2] == b"II" else "big")
    image = read(jpeg_of(smooth(), exif=b"Exif\0\0" + bytes(exif)))
    assert image.size == (48, 64)
    assert Exif(image.metadata.exif).orientation == 1


def test_xmp_is_set_upright_with_the_pixels():
    data = jpeg_of(smooth(), exif=b"Exif\0\0" + camera_exif(6), xmp=XMP)
    assert read(data).metadata.xmp == XMP.replace(b'Orientation="6"', b'Orientation="1"')


def test_a_thumbnail_of_other_pixels_is_unhooked():
    data = jpeg_of(smooth(), exif=b"Exif\0\0" + camera_exif(thumbnail=True))
    assert PIL.Image.open(io.BytesIO(data)).getexif().get_ifd(PIL.ExifTags.IFD.IFD1)
    again = encode(read(data), "JPEG")
    assert not PIL.Image.open(io.BytesIO(again)).getexif().get_ifd(PIL.ExifTags.IFD.IFD1)


@pytest.mark.parametrize("junk", [b"", b"II", b"junk" * 9, b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff"])
def test_junk_exif_is_left_out_with_a_warning(junk):
    data = jpeg_of(smooth(), exif=b"Exif\0\0" + (junk or b"\0"))
    with pytest.warns(ImgconvWarning, match="its EXIF is damaged and is left out"):
        image = read(data)
    assert image.size == (48, 64)
    assert image.metadata.exif is None
    assert read(encode(image, "JPEG")).size == (48, 64)


def test_fields_are_added_to_exif_without_moving_anything():
    exif = camera_exif()
    added = with_fields(exif, "made by", (100.0, 72.0))
    assert added[8 : len(exif)] == exif[8:]
    assert Exif(added).provenance == "made by"
    assert Exif(added).resolution == (100.0, 72.0)
    assert set(Exif(added).fields) == set(Exif(exif).fields) | {282, 283, 296}
    with pytest.raises(ImageReadError, match="cut short"):
        Exif(b"II*\0")


@pytest.mark.parametrize("quality", [1, 10, 49, 50, 75, 90, 95, 100])
def test_the_quality_of_a_source_is_found_and_kept(quality):
    data = jpeg_of(smooth(), quality=quality)
    source = read(data)
    assert source.metadata.quality == quality
    assert source.metadata.tables == ()
    again = encode(source, "JPEG")
    assert PIL.Image.open(io.BytesIO(again)).quantization == PIL.Image.open(io.BytesIO(data)).quantization
    stated = encode(source, "JPEG", SaveOptions(quality=30))
    assert read(stated).metadata.quality == 30


def test_the_tables_of_a_source_are_kept_where_no_quality_stands_for_them():
    tables = [[min(255, 3 + i) for i in range(64)], [min(255, 5 + 2 * i) for i in range(64)]]
    data = jpeg_of(smooth(), qtables=tables, quality=-1, subsampling=2)
    source = read(data)
    assert source.metadata.tables == tuple(map(tuple, tables))
    again = encode(source, "JPEG")
    assert PIL.Image.open(io.BytesIO(again)).quantization == PIL.Image.open(io.BytesIO(data)).quantization
    assert read(again).metadata.subsampling == "4:2:0"
    assert np.abs(read(again).pixels.astype(int) - source.pixels).mean() < 3
    grey = Image(source.pixels[..., :1], metadata=source.metadata)
    assert read(encode(grey, "JPEG")).metadata.tables == (tuple(tables[0]),)
    assert read(encode(source, "JPEG", SaveOptions(quality=80))).metadata.quality == 80


@pytest.mark.parametrize(("number", "name"), [(0, "4:4:4"), (1, "4:2:2"), (2, "4:2:0")])
def test_subsampling_is_kept_or_set(number, name):
    source = read(jpeg_of(smooth(), subsampling=number))
    assert source.metadata.subsampling == name
    assert read(encode(source, "JPEG")).metadata.subsampling == name
    for wanted in ("4:4:4", "4:2:2", "4:2:0", "4:4:0", "4:1:1"):
        stated = encode(source, "JPEG", SaveOptions(subsampling=wanted))
        assert read(stated).metadata.subsampling == wanted


def test_tables_and_the_quality_that_makes_them():
    for quality in (1, 37, 50, 88, 100):
        assert quality_of(standard_tables(quality)) == (quality, True)
    flat = ((20,) * 64,)
    assert quality_of(flat)[1] is False


def test_a_profile_larger_than_a_segment_is_split_and_joined():
    profile = badfiles.profile_of(b"RGB ", 300_000)
    data = encode(Image(smooth(), metadata=Metadata(icc_profile=profile)), "JPEG")
    assert read(data).metadata.icc_profile == profile
    assert PIL.Image.open(io.BytesIO(data)).info["icc_profile"] == profile


def test_metadata_too_large_for_jpeg_is_left_out_with_a_warning():
    large = with_fields(camera_exif(), "p" * 70_000, None)
    image = Image(smooth(), metadata=Metadata(exif=large, xmp=b"x" * 70_000))
    with pytest.warns(ImgconvWarning) as told:
        data = encode(image, "JPEG")
    assert [str(warning.message).split(": ")[1] for warning in told] == ["EXIF", "XMP"]
    assert read(data).metadata.exif is None


def test_webp_is_lossless_unless_its_source_or_the_options_say_otherwise():
    image = Image(smooth())
    assert np.array_equal(read(encode(image, "WEBP")).pixels, image.pixels)
    lossy = read(encode(image, "WEBP", SaveOptions(quality=50)))
    assert lossy.metadata.lossless is False
    assert read(encode(lossy, "WEBP")).metadata.lossless is False
    assert read(encode(lossy, "WEBP", SaveOptions(lossless=True))).metadata.lossless is True
    photograph = read(jpeg_of(smooth()))
    assert read(encode(photograph, "WEBP")).metadata.lossless is False
    with pytest.raises(ImageWriteError, match="AVIF is written with loss"):
        encode(image, "AVIF", SaveOptions(lossless=True))


@pytest.mark.parametrize("format", ["JPEG", "AVIF"])
def test_lossy_formats_stay_near_a_smooth_picture(format):
    image = Image(smooth())
    again = read(encode(image, format)).pixels.astype(int)
    assert np.abs(again - image.pixels).max() <= 8


def test_a_cmyk_profile_is_used_and_then_gone(monkeypatch):
    from imgconv.codecs import color_profiles

    # No CMYK profile can be made here: one for RGB shows that the way through ImageCms reports its failure.
    picture = PIL.Image.new("CMYK", (4, 4), (0, 255, 255, 0))
    gathered = []
    monkeypatch.setattr(color_profiles, "notice", gathered.append)
    assert color_profiles.to_srgb(picture, SRGB).getpixel((0, 0)) == (255, 0, 0)
    assert gathered == ["CMYK converted to RGB without a usable ICC profile; its colours are approximate"]


def test_a_profile_of_another_model_is_not_written():
    image = Image(smooth()[..., :1], metadata=Metadata(icc_profile=SRGB))
    with pytest.warns(ImgconvWarning, match="its ICC profile is one for 'RGB' colours, the pixels are grey"):
        assert read(encode(image, "PNG")).metadata.icc_profile is None
    fields = replace(image.metadata, icc_profile=None)
    assert read(encode(replace(image, metadata=fields), "PNG")).metadata.icc_profile is None


def test_what_is_left_out_of_a_file_is_told():
    jpeg, plain = badfiles.saved("JPEG"), badfiles.saved("PNG")

    def with_segment(marker: int, data: bytes) -> bytes:
        return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data + jpeg[2:]

    def with_chunk(kind: bytes, data: bytes) -> bytes:
        return plain[:33] + badfiles.chunk(kind, data) + plain[33:]

    pictures = b"MPF\0" + b"II*\0" + struct.pack("<I", 8) + badfiles.ifd([(0xB001, 4, 1, 2)])
    thumbnailed = io.BytesIO()
    with tifffile.TiffWriter(thumbnailed) as writer:
        writer.write(badfiles.noise(16, 16, 3), photometric="rgb", extratags=[(33723, 1, 4, b"iptc", True)])
        writer.write(badfiles.noise(4, 4, 3), photometric="rgb", subfiletype=1)
    for data, match in [
        (with_segment(0xE2, pictures), r"it holds 2 pictures \(Multi-Picture Format\), only the first is read"),
        (with_segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0"), "its IPTC data is left out"),
        (with_segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + bytes(60)), "its XMP holds beyond 64 KB"),
        (with_chunk(b"gAMA", struct.pack(">I", 100_000)), r"its gamma \(1\) is left out"),
        (with_chunk(b"cICP", bytes((9, 16, 0, 1))), r"its description of colours \(cICP\) is left out"),
        (with_chunk(b"tEXt", b"Copyright\0somebody"), r"its text \(Copyright\) is left out"),
        (thumbnailed.getvalue(), "its IPTC data is left out"),
        (thumbnailed.getvalue(), r"smaller copies and masks \(1 of its pages\) are left out"),
    ]:
        with pytest.warns(ImgconvWarning) as told:
            image = read(data)
        assert any(re.search(match, str(warning.message)) for warning in told), match
        assert image.pixels.shape[2] == 3
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read(with_chunk(b"gAMA", struct.pack(">I", 45_455)))
        read(with_chunk(b"tEXt", b"Software\0a program"))
