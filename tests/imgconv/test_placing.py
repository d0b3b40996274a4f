import errno
import os
import subprocess
import sys
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
def test_whatever_fails_the_old_or_the_whole_new_file_is_there(tmp_path, way, overwrite, failing, monkeypatch):
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
                raise OSError(errno.EIO, "broken")
            return genuine(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(os, failing, fail)
            with suppress(ImageWriteError):
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
