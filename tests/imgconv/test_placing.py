"""A write never destroys data: whatever fails, and whenever the program is killed."""

import errno
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from imgconv import placing
from imgconv.errors import ImageWriteError
from imgconv.placing import put, sweep

DATA = bytes(range(256)) * 40
CALLS = ("open", "write", "fsync", "close", "link", "replace", "unlink")


@pytest.fixture(params=["nameless", "named", "without links"])
def way(request, monkeypatch):
    """The ways that systems have: files without a name, files with one, and file systems that know no links."""
    if request.param == "nameless" and not hasattr(os, "O_TMPFILE"):
        pytest.skip("this system has no files without a name")
    if request.param != "nameless":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    if request.param == "without links":

        def refuse(*arguments, **options):
            raise PermissionError(errno.EPERM, "no links")

        monkeypatch.setattr(os, "link", refuse)
    return request.param


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("data", [b"", b"x", DATA])
def test_all_bytes_and_nothing_else(tmp_path, way, overwrite, data):
    put(data, tmp_path / "a", overwrite=overwrite)
    assert (tmp_path / "a").read_bytes() == data
    assert os.listdir(tmp_path) == ["a"]  # noqa: PTH208


def test_what_stands_there_stays_or_is_replaced(tmp_path, way):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileExistsError, match="exists"):
        put(DATA, tmp_path / "a", overwrite=False)
    assert (tmp_path / "a").read_bytes() == b"old"
    put(DATA, tmp_path / "a", overwrite=True)
    assert (tmp_path / "a").read_bytes() == DATA
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("failing", CALLS)
@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("failure", [OSError(errno.EIO, "broken"), KeyboardInterrupt()])
def test_whatever_fails_the_old_or_the_whole_new_file_is_there(tmp_path, way, overwrite, failing, failure, monkeypatch):
    """Fail the first, the second, ... call of a kind, until no such call is left to fail."""
    if overwrite:
        (tmp_path / "a").write_bytes(b"old")
    genuine = getattr(os, failing)
    for nth in range(1, 20):
        count = 0

        def fail(*arguments, nth=nth, **options):
            nonlocal count
            count += 1
            if count == nth:
                if failing == "close":
                    genuine(*arguments)
                raise failure
            return genuine(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(os, failing, fail)
            with suppress(ImageWriteError, KeyboardInterrupt):
                put(DATA, tmp_path / "a", overwrite=overwrite)
        content = (tmp_path / "a").read_bytes() if (tmp_path / "a").exists() else None
        assert content in ({DATA, b"old"} if overwrite else {DATA, None})
        if failing != "unlink":
            assert {path.name for path in tmp_path.iterdir()} <= {"a"}
        if count < nth:
            assert content == DATA
            return
        for path in tmp_path.iterdir():
            if not overwrite or path.name != "a":
                path.unlink()
    pytest.fail("it never ended")


def test_short_writes_are_carried_on(tmp_path, way, monkeypatch):
    genuine = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: genuine(handle, data[:1000]))
    put(DATA, tmp_path / "a", overwrite=True)
    put(DATA, tmp_path / "b", overwrite=False)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == DATA


def test_a_missing_folder_is_told(tmp_path, way):
    with pytest.raises(ImageWriteError, match="No such file or directory"):
        put(DATA, tmp_path / "x" / "a", overwrite=False)


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX systems")
def test_new_files_have_the_usual_mode(tmp_path, way):
    (tmp_path / "usual").touch()
    put(DATA, tmp_path / "a", overwrite=False)
    put(DATA, tmp_path / "b", overwrite=True)
    assert len({(tmp_path / name).stat().st_mode for name in ("usual", "a", "b")}) == 1


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX systems")
def test_a_replacement_has_the_mode_of_what_it_replaces(tmp_path, way):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    put(DATA, tmp_path / "a", overwrite=True)
    assert (tmp_path / "a").stat().st_mode & 0o7777 == 0o640


def test_many_writers_of_one_name_leave_one_whole_file(tmp_path, way):
    done: list[int] = []

    def writes(number: int) -> None:
        with suppress(FileExistsError):
            put(bytes([number]) * 100_000, tmp_path / "a", overwrite=False)
            done.append(number)

    threads = [threading.Thread(target=writes, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    assert (tmp_path / "a").read_bytes() == bytes(done) * 100_000
    assert os.listdir(tmp_path) == ["a"]  # noqa: PTH208


def test_sweep_takes_only_what_bears_the_token(tmp_path):
    names = [".imgconv-abc-12.part", ".imgconv-abd-12.part", ".imgconv-abc-12", "a.part", ".imgconv--12.part"]
    for name in names:
        (tmp_path / name).touch()
    sweep(tmp_path, "abc")
    sweep(tmp_path / "missing", "abc")
    assert {path.name for path in tmp_path.iterdir()} == set(names[1:])


KILLED = """
import os, signal, sys
from pathlib import Path
from imgconv import placing
placing.os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "named":
    del os.O_TMPFILE
placing.put(b"new", Path(sys.argv[1], "a"), overwrite=sys.argv[2] == "overwrite", token="abc")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="files without a name, and SIGKILL")
@pytest.mark.parametrize("way", ["nameless", "named", "overwrite"])
def test_a_killed_writer_leaves_the_old_file_and_no_litter(tmp_path, way):
    if way == "overwrite":
        (tmp_path / "a").write_bytes(b"old")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), way], check=False)
    assert ended.returncode == -9
    assert len(list(tmp_path.glob(".imgconv-abc-*.part"))) == (way != "nameless")
    sweep(tmp_path, "abc")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == (
        {"a": b"old"} if way == "overwrite" else {}
    )


def test_a_process_that_must_end_takes_its_temporary_files_along(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)

    def end(handle):
        assert len(list(tmp_path.iterdir())) == 1
        placing.abandon()
        assert not list(tmp_path.iterdir())
        raise OSError(errno.EIO, "ended")

    monkeypatch.setattr(os, "fsync", end)
    with pytest.raises(ImageWriteError, match="ended"):
        put(DATA, tmp_path / "a", overwrite=False)


CUT_OFF = """
import resource, sys
from pathlib import Path
from imgconv.placing import put
from imgconv.errors import ImageWriteError
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
for overwrite in (True, False):
    try:
        put(bytes(20_000), Path(sys.argv[1], "a" if overwrite else "b"), overwrite=overwrite)
    except ImageWriteError as error:
        print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX systems")
def test_a_write_that_the_system_cuts_off_leaves_the_old_file(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", CUT_OFF, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.count("File too large") == 2
    assert (tmp_path / "a").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]  # noqa: PTH208


ENDLESS = """
import sys
from pathlib import Path
from imgconv.placing import put
print("ready", flush=True)
number = 0
while True:
    number = (number + 1) % 10
    put(str(number).encode() * 300_000, Path(sys.argv[1], "a"), overwrite=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_writer_leaves_the_old_file_or_a_whole_new_one(tmp_path):
    target = tmp_path / "a"
    target.write_bytes(b"0" * 300_000)
    chance = random.Random(11)
    for _ in range(12):
        process = subprocess.Popen([sys.executable, "-c", ENDLESS, tmp_path], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        content = target.read_bytes()
        assert content == content[:1] * 300_000
    assert all(path.name == "a" or path.name.startswith(".imgconv-") for path in tmp_path.iterdir())
