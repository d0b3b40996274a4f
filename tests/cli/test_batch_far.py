"""`imgconv batch` with a scheduler and with URLs, as somebody types it: what is refused, and in which words."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from buckets import KEYS, S3Server, Trouble
from clusters import Cluster

from imgconv.batch.stores.remote import _connected

boto3 = pytest.importorskip("boto3", exc_type=ImportError)
pytest.importorskip("distributed", exc_type=ImportError)
pytest.importorskip("moto", exc_type=ImportError)

SHARPEN = ("--kernel", "0 -1 0; -1 5 -1; 0 -1 0")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = S3Server(tmp_path_factory.mktemp("s3"))
    client = boto3.client("s3", endpoint_url=made.url, aws_access_key_id="x", aws_secret_access_key="y")
    client.create_bucket(Bucket="photos")
    yield made
    client.close()
    made.end()


@pytest.fixture
def refused(run: Any, here: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command that must end in one line and status 2, with nothing written, and return the line."""

    def call(*args: object, **environment: str) -> str:
        before = sorted(here.rglob("*"))
        _connected.cache_clear()
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            done = run("batch", *args, *SHARPEN, "--report", "report.jsonl")
        _connected.cache_clear()
        assert (done.exit_code, done.stdout) == (2, ""), done.output
        assert done.stderr.startswith("error: ")
        assert done.stderr.count("\n") == 1, done.stderr
        assert sorted(here.rglob("*")) == before
        return str(done.stderr)

    return call


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:9", "no scheduler at tcp://127.0.0.1:9 ("),
        ("http://127.0.0.1:8786", "is no address of a scheduler; write tcp://HOST:8786"),
        ("127.0.0.1:8786", "has no scheme; write it as tcp://HOST:8786"),
        ("tcp://127.0.0.1", "does not name a host and a port"),
        ("tcp://127.0.0.1:99999", "does not name a host and a port"),
        ("", "has no scheme"),
    ],
)
def test_no_scheduler(refused: Any, photos: Path, address: str, said: str) -> None:
    assert said in refused(photos, "out", "--scheduler", address)


def test_what_answers_is_no_scheduler(refused: Any, photos: Path, server: S3Server) -> None:
    address = f"tcp://127.0.0.1:{server.port}"
    assert f"what answers at {address} is no scheduler" in refused(photos, "out", "--scheduler", address)


def test_missing_packages(refused: Any, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(module: str, *args: object) -> str:
        with monkeypatch.context() as patch:
            # As Python has it for a module that cannot be imported.
            patch.setitem(sys.modules, module, None)
            return str(refused(*args))

    said = without("distributed", photos, "out", "--scheduler", "tcp://127.0.0.1:9")
    assert 'a scheduler needs the package distributed, which is not installed: pip install "imgconv[' in said
    for module in ("s3fs", "fsspec"):
        said = without(module, photos, "s3://photos/out")
        assert f's3:// needs the package {module}, which is not installed: pip install "imgconv[distributed]"' in said
    for scheme, module in (("sftp", "paramiko"), ("gs", "gcsfs"), ("az", "adlfs"), ("https", "aiohttp")):
        said = without(module, f"{scheme}://host/photos", "out")
        assert f"{scheme}:// needs the package {module}, which is not installed: pip install {module}" in said


def test_urls_that_are_refused(refused: Any, photos: Path) -> None:
    assert 'the scheme "ftp" is not known; use s3://, gs://, az://' in refused("ftp://host/x", "out")
    assert "can be read, not written to" in refused(photos, "https://host/x")
    assert "a URL with a password in it" in refused("sftp://me:secret@host/x", "out")


def test_no_bucket_no_permission_no_credentials(refused: Any, photos: Path, server: S3Server) -> None:
    there = KEYS | {"AWS_ENDPOINT_URL": server.url}
    assert "s3://nowhere/x: there is no such folder or bucket" in refused("s3://nowhere/x", "out", **there)
    assert "s3://nowhere/x: there is no such bucket; make it first" in refused(photos, "s3://nowhere/x", **there)
    denying = Trouble(server.port, 1, "deny", b"GET HEAD")
    said = refused("s3://photos/x", "out", **there | {"AWS_ENDPOINT_URL": denying.url})
    assert "s3://photos/x: no permission (Access Denied)" in said
    denying.end()
    denying = Trouble(server.port, 1, "deny", b"PUT POST")
    said = refused(photos, "s3://photos/x", **there | {"AWS_ENDPOINT_URL": denying.url})
    assert "s3://photos/x: no permission (Access Denied)" in said
    denying.end()
    nobody = {"AWS_ENDPOINT_URL": server.url, "AWS_EC2_METADATA_DISABLED": "true"}
    assert "s3://photos/x: no credentials were found" in refused("s3://photos/x", "out", **nobody)


def test_no_account(process: Any, photos: Path) -> None:
    pytest.importorskip("adlfs", exc_type=ImportError)
    nobody = {name: value for name, value in os.environ.items() if not name.startswith("AZURE_")}
    for places in (("az://photos/x", "out"), (photos, "az://photos/x")):
        done = process("batch", *places, *SHARPEN, "--report", "report.jsonl", env=nobody)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(b"error: az://photos/x: ")
        assert done.stderr.count(b"\n") == 1, done.stderr
    assert not Path("out").exists()
    assert not list(Path().glob("report.jsonl*"))


def test_from_bucket_to_bucket_on_a_cluster(process: Any, photos: Path, server: S3Server, tmp_path: Path) -> None:
    there = KEYS | {"AWS_ENDPOINT_URL": server.url}
    cluster = Cluster(tmp_path, **there)
    try:
        cluster.start_worker("--nthreads", "2")
        cluster.wait_for_workers(1)

        def batch(source: object, dest: object, *options: object) -> Any:
            options = ("--recursive", "--scheduler", cluster.address, *options)
            return process("batch", source, dest, *SHARPEN, *options, env=os.environ | there)

        up = batch(photos, "s3://photos/up", "--report", "up.jsonl")
        assert (up.returncode, up.stdout) == (0, b""), up.stderr
        assert up.stderr.startswith(b"3 done of 3 files in ")
        down = batch("s3://photos/up", "down", "--report", "down.jsonl")
        assert down.returncode == 0
        (photos / "broken.png").write_bytes(b"no image")
        failed = batch(photos, "s3://photos/up", "--existing", "skip", "--report", "up.jsonl")
        assert failed.returncode == 3
        assert b"0 done, 3 skipped, 1 failed of 4 files" in failed.stderr
    finally:
        cluster.end()
    assert sorted(path.name for path in Path("down").rglob("*.*")) == ["a.jpg", "b.png", "c.tif"]
    entries = [json.loads(line) for line in Path("down.jsonl").read_text().splitlines()]
    assert {entry["input"] for entry in entries} == {
        f"s3://photos/up/{name}" for name in ("a.jpg", "b.png", "inner/c.tif")
    }
