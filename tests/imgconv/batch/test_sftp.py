"""Batches from and to a server that is reached by SSH."""

import os
from pathlib import Path

import pytest
from ssh_server import SshServer

from imgconv.batch import plan_batch, run_batch
from imgconv.batch.stores import store_at
from imgconv.batch.stores.remote import _connected
from imgconv.errors import ImgconvError

pytest.importorskip("asyncssh", exc_type=ImportError)
pytest.importorskip("fsspec", exc_type=ImportError)
pytest.importorskip("paramiko", exc_type=ImportError)


@pytest.fixture
def serve(tmp_path_factory, monkeypatch):
    """Start a server, which ends with the test."""
    started = []

    def make(**options):
        server = SshServer(tmp_path_factory.mktemp("ssh"), **options)
        started.append(server)
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        # No key of whoever runs the tests.
        monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
        _connected.cache_clear()
        return server

    yield make
    _connected.cache_clear()
    for server in started:
        server.end()


def run(request, **control):
    return run_batch(plan_batch(request), **control)


def upload(photographs, folder):
    for path in photographs.rglob("*.*"):
        place = folder / path.relative_to(photographs)
        place.parent.mkdir(exist_ok=True, parents=True)
        place.write_bytes(path.read_bytes())


def written(server):
    """The names under which files were written, and those which they got by being renamed."""
    asked = server.asked
    return {Path(path).name for what, path in asked if what == "write"}, {
        path for what, path in asked if what in {"rename", "replace"}
    }


def test_from_server_to_server_as_from_folder_to_folder(serve, request_for, photographs, tree, tmp_path):
    server = serve()
    upload(photographs, server.files / "in")
    run(request_for(source=server.files / "in", dest=tmp_path / "out", recursive=True))
    there = request_for(source=f"{server.url}/in", dest=f"{server.url}/made/out", recursive=True, workers=2)
    summary = run(there)
    assert (summary.done, summary.failures) == (24, [])
    made = tree(server.files / "made" / "out")
    # The protocol tells times in whole seconds, which a record of the input keeps.
    assert made.keys() == tree(tmp_path / "out").keys()
    temporary, shown = written(server)
    assert all(name.startswith(".imgconv-") for name in temporary)
    outputs = {f"/made/out/{name.replace(os.sep, '/')}" for name in made}
    assert {path for path in shown if not Path(path).name.startswith(".")} == outputs


def test_resuming(serve, request_for, photographs, tree, blur):
    server = serve()
    upload(photographs, server.files / "in")
    options = {"source": f"{server.url}/in", "dest": f"{server.url}/out", "recursive": True}
    assert run(request_for(**options)).done == 24
    before = tree(server.files / "out")
    for name in list(before)[:5]:
        (server.files / "out" / name).unlink()
    again = run(request_for(existing="skip", **options))
    assert (again.done, again.skipped, again.failures) == (5, 19, [])
    assert tree(server.files / "out") == before
    other = run(request_for(existing="skip", filter=blur, **options))
    assert (other.done, other.failed) == (0, 24)
    assert tree(server.files / "out") == before
    assert run(request_for(existing="overwrite", filter=blur, **options)).done == 24
    assert tree(server.files / "out").keys() == before.keys()


def test_what_appears_meanwhile_is_kept(serve):
    server = serve()
    store = store_at(f"{server.url}/out")
    store.put("a/b.png", b"first", overwrite=False)
    with pytest.raises(FileExistsError):
        store.put("a/b.png", b"second", overwrite=False)
    assert store.holds("a/b.png", b"first")
    assert not store.holds("a/b.png", b"other")
    store.put("a/b.png", b"third", overwrite=True)
    assert [path.name for path in (server.files / "out" / "a").iterdir()] == ["b.png"]
    assert (server.files / "out" / "a" / "b.png").read_bytes() == b"third"


def test_dropped_connections(serve, request_for, photographs, tree):
    server = serve(every=7)
    upload(photographs, server.files / "in")
    options = {"source": f"{server.url}/in", "dest": f"{server.url}/out", "recursive": True}
    summary = run(request_for(workers=2, **options))
    assert (summary.done, summary.failures) == (24, [])
    assert sum(what == "drop" for what, _ in server.asked) > 3
    assert len(tree(server.files / "out")) == 24


def test_links_are_followed(serve, request_for, grey, tree):
    server = serve()
    grey(server.files / "kept" / "a.png")
    (server.files / "in").mkdir()
    try:
        # The server shows links as they are seen from its own root.
        (server.files / "in" / "a.png").symlink_to("../kept/a.png")
        (server.files / "in" / "lost.png").symlink_to("nowhere.png")
    except OSError:
        pytest.skip("links cannot be made here")
    summary = run(request_for(source=f"{server.url}/in", dest=f"{server.url}/out"))
    assert (summary.done, [failure.input for failure in summary.failures]) == (1, [f"{server.url}/in/lost.png"])
    assert list(tree(server.files / "out")) == ["a.png"]


def test_refusals_are_told_in_one_line(serve, request_for, grey, tmp_path, monkeypatch):
    server = serve()
    grey(tmp_path / "in" / "a.png")
    with pytest.raises(ImgconvError, match="nowhere: there is no such folder or bucket"):
        run(request_for(source=f"{server.url}/nowhere"))
    (server.files / "file").write_bytes(b"")
    with pytest.raises(ImgconvError, match=r"^sftp://.*/file/out") as caught:
        run(request_for(dest=f"{server.url}/file/out", report=tmp_path / "r.jsonl"))
    assert "\n" not in str(caught.value)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    _connected.cache_clear()
    with pytest.raises(ImgconvError, match=r"^sftp://.*/x: no credentials were found") as caught:
        run(request_for(source=f"{server.url}/x", report=tmp_path / "r.jsonl"))
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.glob("r.jsonl*"))
    assert not (tmp_path / "out").exists()
