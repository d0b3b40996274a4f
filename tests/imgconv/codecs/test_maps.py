"""Feature maps: a contact sheet, one file a map, or an array; never a guess."""

import io

import numpy as np
import pytest

from imgconv.codecs import Frames, SaveOptions, encode, read, write
from imgconv.errors import ImageWriteError
from imgconv.image import Image

MAPS = Image(np.random.default_rng(2).integers(0, 256, (6, 8, 7), dtype=np.uint8))


def test_maps_are_refused_until_somebody_chooses(tmp_path):
    with pytest.raises(ImageWriteError, match="7 feature maps are no picture; choose --channels sheet, files or npy"):
        write(MAPS, tmp_path / "maps.png")
    assert list(tmp_path.iterdir()) == []


def test_a_contact_sheet_shows_every_map_unchanged(tmp_path):
    assert write(MAPS, tmp_path / "maps.png", options=SaveOptions(channels="sheet")) == (tmp_path / "maps.png",)
    sheet = read(tmp_path / "maps.png").pixels
    assert sheet.shape == (3 * 6 + 2 * 2, 3 * 8 + 2 * 2, 1)
    for index in range(7):
        top, left = index // 3 * 8, index % 3 * 10
        assert np.array_equal(sheet[top : top + 6, left : left + 8, 0], MAPS.pixels[..., index])


def test_one_file_a_map_is_numbered(tmp_path):
    maps = Image(np.repeat(MAPS.pixels, 2, axis=2))
    written = write(maps, tmp_path / "maps.png", options=SaveOptions(channels="files"))
    assert [path.name for path in written] == [f"maps-{number:02}.png" for number in range(1, 15)]
    for index, path in enumerate(written):
        assert np.array_equal(read(path).pixels[..., 0], maps.pixels[..., index])


def test_if_one_of_the_files_exists_none_is_written(tmp_path):
    (tmp_path / "maps-5.png").write_bytes(b"mine")
    with pytest.raises(ImageWriteError, match=r"maps-5.png: exists already"):
        write(MAPS, tmp_path / "maps.png", options=SaveOptions(channels="files"))
    assert [path.name for path in tmp_path.iterdir()] == ["maps-5.png"]


def test_an_array_keeps_everything(tmp_path):
    deep = Image(np.random.default_rng(0).normal(size=(5, 6, 9)))
    (path,) = write(deep, tmp_path / "maps.png", options=SaveOptions(channels="npy"))
    assert path.name == "maps.npy"
    assert np.array_equal(np.load(path), deep.pixels)
    write(deep, tmp_path / "named.npy")
    assert np.array_equal(np.load(tmp_path / "named.npy"), deep.pixels)


def test_a_pipe_takes_a_sheet_or_an_array_but_not_several_files():
    assert read(encode(MAPS, "PNG", SaveOptions(channels="sheet"))).model == "grey"
    assert np.array_equal(np.load(io.BytesIO(encode(MAPS, "PNG", SaveOptions(channels="npy")))), MAPS.pixels)
    with pytest.raises(ImageWriteError, match="one file a map does not fit into a pipe"):
        encode(MAPS, "PNG", SaveOptions(channels="files"))


def test_the_maps_of_several_pages_go_on_a_sheet_each(tmp_path):
    pages = Frames((MAPS, MAPS), "pages")
    write(pages, tmp_path / "a.tif", options=SaveOptions(channels="sheet"))
    for channels in ("files", "npy"):
        with pytest.raises(ImageWriteError, match=r"choose --channels sheet|holds one image; these are 2"):
            write(pages, tmp_path / "b.tif", options=SaveOptions(channels=channels))
