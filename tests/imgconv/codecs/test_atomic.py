"""A write never destroys data: whatever fails, and whenever the program is killed."""

import errno
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from imgconv.codecs import SaveOptions, read, write
from imgconv.codecs.atomic import write_atomic
from imgconv.errors import ImageWriteError
from imgconv.image import Image

posix_only = pytest.mark.skipif(os.name == "nt", reason="POSIX alone")
OLD = b"the old content"
NEW = b"the new content, longer than the old one" * 100


def others(folder: Path, *names: str) -> list[str]:
    """Files of a folder besides these: leftovers."""
    return sorted(path.name for path in folder.iterdir() if path.name not in names)


def test_a_new_file_is_written_with_the_permissions_of_the_umask(tmp_path):
    write_atomic(tmp_path / "a.bin", NEW)
    assert (tmp_path / "a.bin").read_bytes() == NEW
    assert others(tmp_path, "a.bin") == []
    if os.name != "nt":
        mask = os.umask(0)
        os.umask(mask)
        assert (tmp_path / "a.bin").stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_file_that_exists_is_kept_unless_it_may_be_overwritten(tmp_path):
    target = tmp_path / "a.bin"
    target.write_bytes(OLD)
    with pytest.raises(ImageWriteError, match=r"a.bin: exists already; allow overwriting it or name another output"):
        write_atomic(target, NEW)
    assert target.read_bytes() == OLD
    if os.name != "nt":
        target.chmod(0o640)
    write_atomic(target, NEW, overwrite=True)
    assert target.read_bytes() == NEW
    if os.name != "nt":
        assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "link", "unlink", "open"])
@pytest.mark.parametrize("overwrite", [True, False])
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_whichever_call_fails_the_old_file_or_the_whole_new_one_is_there(
    call, overwrite, failure, tmp_path, monkeypatch
):
    real = getattr(os, call)
    failed_at = []
    for number in range(1, 10):
        folder = tmp_path / str(number)
        folder.mkdir()
        target = folder / "a.bin"
        if overwrite:
            target.write_bytes(OLD)
        count = 0

        def fails(*args, number=number, **kwargs):
            nonlocal count
            count += 1
            if count == number:
                raise failure
            if call == "write":
                # A disk may take a part only.
                return real(args[0], bytes(args[1])[:700])
            return real(*args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(os, call, fails)
            try:
                write_atomic(target, NEW, overwrite=overwrite)
                continue
            except (ImageWriteError, KeyboardInterrupt) as error:
                failed_at.append(number)
                if isinstance(error, ImageWriteError):
                    assert "No space left on device" in str(error)  # noqa: PT017
        assert target.read_bytes() in ({OLD, NEW} if overwrite else {NEW}) if target.exists() else not overwrite
        assert others(folder, "a.bin") == []
    used = {
        "write": 6,
        "fsync": 1 if os.name == "nt" else 2,
        "open": 1,
        "replace": overwrite,
        "link": not overwrite,
        "unlink": 0,
    }
    assert len(failed_at) >= int(used[call])


@posix_only
def test_without_hard_links_a_new_file_is_still_put_in_place(tmp_path, monkeypatch):
    def refuses(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuses)
    write_atomic(tmp_path / "a.bin", NEW)
    assert (tmp_path / "a.bin").read_bytes() == NEW
    assert others(tmp_path, "a.bin") == []


@posix_only
def test_a_file_that_another_program_writes_meanwhile_is_kept(tmp_path, monkeypatch):
    target = tmp_path / "a.bin"
    real = os.fsync

    def another_writes(descriptor: int) -> None:
        target.write_bytes(OLD)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", another_writes)
    with pytest.raises(ImageWriteError, match="another program has just written it; it is kept"):
        write_atomic(target, NEW)
    assert target.read_bytes() == OLD
    assert others(tmp_path, "a.bin") == []


def test_many_writers_of_one_name_leave_one_whole_file(tmp_path):
    target = tmp_path / "a.bin"
    done: list[int] = []

    def writes(number: int) -> None:
        try:
            write_atomic(target, bytes([number]) * 100_000)
            done.append(number)
        except ImageWriteError:
            pass

    threads = [threading.Thread(target=writes, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    assert target.read_bytes() == bytes(done) * 100_000
    assert others(tmp_path, "a.bin") == []


@pytest.mark.parametrize("way", ["itself", "symbolic link", "hard link", "link to the folder"])
def test_the_input_is_never_written_over(way, tmp_path):
    source = tmp_path / "in.png"
    write(Image(np.zeros((4, 4, 3), np.uint8)), source)
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


@posix_only
def test_a_symbolic_link_is_followed_and_stays_a_link(tmp_path):
    real = tmp_path / "real.bin"
    real.write_bytes(OLD)
    link = tmp_path / "link.bin"
    link.symlink_to(real)
    write_atomic(link, NEW, overwrite=True)
    assert link.is_symlink()
    assert real.read_bytes() == NEW
    (tmp_path / "nowhere.bin").symlink_to(tmp_path / "missing" / "x")
    with pytest.raises(ImageWriteError, match="a symbolic link that leads nowhere"):
        write_atomic(tmp_path / "nowhere.bin", NEW, overwrite=True)


def test_a_name_of_255_bytes_is_written(tmp_path):
    target = tmp_path / ("n" * 251 + ".png")
    write(Image(np.zeros((4, 4, 3), np.uint8)), target)
    assert read(target).size == (4, 4)
    with pytest.raises(ImageWriteError, match=r"name too long|cannot find|syntax"):
        write(Image(np.zeros((4, 4, 3), np.uint8)), tmp_path / ("n" * 300 + ".png"))


@posix_only
@pytest.mark.parametrize("name", [b"\xff\xfe.png", b"-rf.png", b"two\nlines.png", "\u202egnp.png".encode()])
def test_names_that_are_not_text_work(name, tmp_path):
    target = tmp_path / os.fsdecode(name)
    try:
        write(Image(np.zeros((4, 4, 3), np.uint8)), target)
    except ImageWriteError as error:
        if "Illegal byte sequence" in str(error):
            pytest.skip("this file system takes UTF-8 names only")
        raise
    assert read(target).size == (4, 4)


def test_targets_that_cannot_be_written_are_refused(tmp_path):
    image = Image(np.zeros((4, 4, 3), np.uint8))
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


@posix_only
def test_a_write_that_the_system_cuts_off_leaves_the_old_file(tmp_path):
    target = tmp_path / "a.bin"
    target.write_bytes(OLD)
    script = """
import resource, sys
from pathlib import Path
from imgconv.codecs.atomic import write_atomic
from imgconv.errors import ImageWriteError
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    write_atomic(Path(sys.argv[1]), bytes(20_000), overwrite=True)
except ImageWriteError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script, target], capture_output=True, text=True, check=True)
    assert "File too large" in done.stdout
    assert target.read_bytes() == OLD
    assert others(tmp_path, "a.bin") == []


@posix_only
def test_a_killed_writer_leaves_the_old_file_or_a_whole_new_one(tmp_path):
    target = tmp_path / "a.bin"
    target.write_bytes(b"0" * 300_000)
    script = """
import sys
from pathlib import Path
from imgconv.codecs.atomic import write_atomic
print("ready", flush=True)
number = 0
while True:
    number = (number + 1) % 10
    write_atomic(Path(sys.argv[1]), str(number).encode() * 300_000, overwrite=True)
"""
    chance = random.Random(11)
    for _ in range(12):
        process = subprocess.Popen([sys.executable, "-c", script, target], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        content = target.read_bytes()
        assert len(content) == 300_000
        assert content == content[:1] * 300_000
    assert all(name.startswith(".imgconv-") for name in others(tmp_path, "a.bin"))


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_is_read_only_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ImageWriteError, match="Permission denied"):
        write_atomic(tmp_path / "a.bin", NEW)
    tmp_path.chmod(0o700)
