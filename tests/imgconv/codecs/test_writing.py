"""What is written, where, and what is refused; that a failed or killed write does no harm is tested with `placing`."""

import os
from pathlib import Path

import numpy as np
import pytest

from imgconv.codecs import SaveOptions, read, write
from imgconv.errors import ImageWriteError
from imgconv.image import Image

posix_only = pytest.mark.skipif(os.name == "nt", reason="POSIX alone")
OLD = b"the old content"
PICTURE = Image(np.zeros((4, 4, 3), np.uint8))


def others(folder: Path, *names: str) -> list[str]:
    """Files of a folder besides these: leftovers."""
    return sorted(path.name for path in folder.iterdir() if path.name not in names)


@pytest.mark.parametrize("way", ["itself", "symbolic link", "hard link", "link to the folder"])
def test_the_input_is_never_written_over(way, tmp_path):
    source = tmp_path / "in.png"
    write(PICTURE, source)
    before = source.read_bytes()
    target = {"itself": source, "link to the folder": tmp_path / "loop" / "in.png"}.get(way, tmp_path / "out.png")
    if os.name == "nt" and way not in {"itself", "hard link"}:
        pytest.skip("symbolic links need a privilege on Windows")
    if way == "symbolic link":
        target.symlink_to(source)
    elif way == "hard link":
        target.hardlink_to(source)
    elif way == "link to the folder":
        (tmp_path / "loop").symlink_to(tmp_path)
    with pytest.raises(ImageWriteError, match="is the input itself, which is never written over"):
        write(read(source), target, options=SaveOptions(overwrite=True, sources=(source,)))
    assert source.read_bytes() == before


def test_a_file_that_exists_is_kept_unless_it_may_be_overwritten(tmp_path):
    target = tmp_path / "a.png"
    target.write_bytes(OLD)
    with pytest.raises(ImageWriteError, match=r"a.png: exists already; allow overwriting it or name another output"):
        write(PICTURE, target)
    assert target.read_bytes() == OLD
    write(PICTURE, target, options=SaveOptions(overwrite=True))
    assert read(target).size == (4, 4)


def test_a_file_that_another_program_writes_meanwhile_is_kept(tmp_path, monkeypatch):
    target = tmp_path / "a.png"
    real = os.fsync

    def another_writes(descriptor: int) -> None:
        target.write_bytes(OLD)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", another_writes)
    with pytest.raises(ImageWriteError, match="another program has just written it; it is kept"):
        write(PICTURE, target)
    assert target.read_bytes() == OLD
    assert others(tmp_path, "a.png") == []


@posix_only
def test_a_symbolic_link_is_followed_and_stays_a_link(tmp_path):
    real = tmp_path / "real.png"
    real.write_bytes(OLD)
    link = tmp_path / "link.png"
    link.symlink_to(real)
    write(PICTURE, link, options=SaveOptions(overwrite=True))
    assert link.is_symlink()
    assert read(real).size == (4, 4)
    (tmp_path / "nowhere.png").symlink_to(tmp_path / "missing" / "x")
    with pytest.raises(ImageWriteError, match="a symbolic link that leads nowhere"):
        write(PICTURE, tmp_path / "nowhere.png", options=SaveOptions(overwrite=True))


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_is_read_only_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ImageWriteError, match="Permission denied"):
        write(PICTURE, tmp_path / "a.png")
    tmp_path.chmod(0o700)


def test_a_name_of_255_bytes_is_written(tmp_path):
    target = tmp_path / ("n" * 251 + ".png")
    write(PICTURE, target)
    assert read(target).size == (4, 4)
    with pytest.raises(ImageWriteError, match=r"name too long|cannot find|syntax"):
        write(PICTURE, tmp_path / ("n" * 300 + ".png"))


@posix_only
@pytest.mark.parametrize("name", [b"\xff\xfe.png", b"-rf.png", b"two\nlines.png", "\u202egnp.png".encode()])
def test_names_that_are_not_text_work(name, tmp_path):
    target = tmp_path / os.fsdecode(name)
    try:
        write(PICTURE, target)
    except ImageWriteError as error:
        if "Illegal byte sequence" in str(error):
            pytest.skip("this file system takes UTF-8 names only")
        raise
    assert read(target).size == (4, 4)


def test_targets_that_cannot_be_written_are_refused(tmp_path):
    image = PICTURE
    with pytest.raises(ImageWriteError, match="its folder does not exist; make it first"):
        write(image, tmp_path / "missing" / "a.png")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(ImageWriteError, match="exists and is no regular file"):
        write(image, tmp_path / "folder.png", options=SaveOptions(overwrite=True))
    with pytest.raises(ImageWriteError, match=r"the suffix '.xyz' names no format that is written; use one of"):
        write(image, tmp_path / "a.xyz")
    if Path("/dev/full").exists():
        with pytest.raises(ImageWriteError, match="exists and is no regular file"):
            write(image, "/dev/full", options=SaveOptions(format="PNG", overwrite=True))


def test_a_refused_image_leaves_an_existing_file_as_it_was(tmp_path):
    target = tmp_path / "a.jpg"
    target.write_bytes(OLD)
    with pytest.raises(ImageWriteError, match="holds no transparency"):
        write(Image(np.zeros((4, 4, 4), np.uint8)), target, options=SaveOptions(overwrite=True))
    assert target.read_bytes() == OLD
    assert others(tmp_path, "a.jpg") == []


@pytest.mark.parametrize(("name", "match"), [("a.png", "does not read back"), ("a.pgm", "does not read back")])
def test_what_an_encoder_made_wrong_does_not_replace_a_file(name, match, tmp_path, monkeypatch):
    from imgconv.codecs import writing

    target = tmp_path / name
    target.write_bytes(OLD)
    real = writing.encode_frames
    image = Image(np.zeros((40, 40, 1), np.uint8))
    monkeypatch.setattr(writing, "encode_frames", lambda *arguments: real(*arguments)[:-5])
    with pytest.raises(ImageWriteError, match=match):
        write(image, target, options=SaveOptions(overwrite=True))
    monkeypatch.setattr(writing, "encode_frames", lambda frames, *rest: real(frames.map(halved), *rest))
    with pytest.raises(ImageWriteError, match=r"reads back as \(20, 40, 1\) of uint8"):
        write(image, target, options=SaveOptions(overwrite=True))
    assert target.read_bytes() == OLD
    assert others(tmp_path, name) == []


def halved(image: Image) -> Image:
    return image.with_pixels(image.pixels[::2])
