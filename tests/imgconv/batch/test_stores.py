"""Batches from and to URLs: an S3 server on loopback, a web server, a server that makes trouble."""

import http.server
import json
import os
import threading

import pytest
from buckets import KEYS, S3Server, Trouble

from imgconv.batch import plan_batch, run_batch
from imgconv.batch.stores import store_at
from imgconv.batch.stores.base import StoreError
from imgconv.batch.stores.remote import _connected
from imgconv.errors import ImgconvError

boto3 = pytest.importorskip("boto3", exc_type=ImportError)
pytest.importorskip("s3fs", exc_type=ImportError)
pytest.importorskip("moto", exc_type=ImportError)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = S3Server(tmp_path_factory.mktemp("s3"))
    yield made
    made.end()


@pytest.fixture
def s3(server, monkeypatch):
    """A client of the server, and what leads the batch's own processes there."""
    for name, value in (KEYS | {"AWS_ENDPOINT_URL": server.url}).items():
        monkeypatch.setenv(name, value)
    _connected.cache_clear()
    client = boto3.client("s3", endpoint_url=server.url)
    yield client
    client.close()
    _connected.cache_clear()


@pytest.fixture
def bucket(s3, request):
    name = f"b{abs(hash(request.node.name))}"
    s3.create_bucket(Bucket=name)
    return name


@pytest.fixture
def upload(s3, bucket):
    def put(folder, below=""):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                key = "/".join(part for part in (below, path.relative_to(folder).as_posix()) if part)
                s3.put_object(Bucket=bucket, Key=key, Body=path.read_bytes())

    return put


@pytest.fixture
def objects(s3, bucket):
    def read(below):
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"{below}/")
        keys = [entry["Key"] for page in pages for entry in page.get("Contents", ())]
        return {key.removeprefix(f"{below}/"): s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}

    return read


def run(request, **control):
    return run_batch(plan_batch(request), **control)


def pixels_only(files):
    """Files without the records, which tell of different inputs."""
    from imgconv.codecs import read_frames

    return {name: [image.pixels.tobytes() for image in read_frames(data).images] for name, data in files.items()}


def test_from_a_bucket_to_a_bucket_as_from_folder_to_folder(
    request_for, photographs, upload, objects, bucket, tree, tmp_path
):
    upload(photographs, "in")
    run(request_for(source=photographs, dest=tmp_path / "out", recursive=True))
    there = request_for(source=f"s3://{bucket}/in/", dest=f"s3://{bucket}/made/out", recursive=True, workers=2)
    summary = run(there)
    assert (summary.done, summary.failed) == (24, 0)
    expected = {name.replace(os.sep, "/"): data for name, data in tree(tmp_path / "out").items()}
    assert pixels_only(objects("made/out")) == pixels_only(expected)


def test_skip_knows_by_the_listing_alone_what_is_done(
    request_for, photographs, upload, objects, bucket, server, tmp_path, monkeypatch
):
    upload(photographs, "in")
    counting = Trouble(server.port, 1 << 30, "throttle")
    monkeypatch.setenv("AWS_ENDPOINT_URL", counting.url)
    _connected.cache_clear()
    options = {
        "source": f"s3://{bucket}/in",
        "dest": f"s3://{bucket}/out",
        "recursive": True,
        "report": tmp_path / "r.jsonl",
    }
    assert run(request_for(**options)).done == 24
    made = objects("out")
    before = counting.requests
    again = run(request_for(existing="skip", **options))
    assert (again.done, again.skipped) == (0, 24)
    # Two listings, and the trial of writing: no request for any file.
    assert counting.requests - before <= 6
    # Without the report each output is asked what made it.
    (tmp_path / "r.jsonl").unlink()
    third = run(request_for(existing="skip", **options))
    assert (third.done, third.skipped) == (0, 24)
    assert objects("out") == made
    counting.end()


def test_what_another_job_made_is_left_alone(request_for, grey, upload, objects, bucket, blur, tmp_path):
    grey(tmp_path / "in" / "a.png")
    upload(tmp_path / "in", "in")
    source, dest = f"s3://{bucket}/in", f"s3://{bucket}/out"
    run(request_for(source=source, dest=dest))
    before = objects("out")
    with pytest.raises(ImgconvError, match=r"in/a\.png: its output is there already"):
        run(request_for(source=source, dest=dest))
    failed = run(request_for(source=source, dest=dest, filter=blur, existing="skip"))
    assert "made by another filter" in failed.failures[0].error
    assert objects("out") == before
    assert run(request_for(source=source, dest=dest, filter=blur, existing="overwrite")).done == 1
    assert objects("out") != before


def test_what_appears_meanwhile_is_kept(bucket, s3):
    store = store_at(f"s3://{bucket}/out")
    first = store.put("a/b.png", b"first", overwrite=False)
    with pytest.raises(FileExistsError):
        store.put("a/b.png", b"second", overwrite=False)
    assert store.holds("a/b.png", b"first")
    assert not store.holds("a/b.png", b"other")
    assert store.stamp("a/b.png").tag == first.tag
    assert store.put("a/b.png", b"third!", overwrite=True).size == 6


@pytest.mark.parametrize(("every", "kind"), [(3, "throttle"), (4, "drop")])
def test_trouble_at_every_so_manieth_request(
    request_for, photographs, upload, objects, bucket, server, tmp_path, monkeypatch, every, kind
):
    upload(photographs, "in")
    trouble = Trouble(server.port, every, kind)
    monkeypatch.setenv("AWS_ENDPOINT_URL", trouble.url)
    _connected.cache_clear()
    report = tmp_path / "report.jsonl"
    summary = run(
        request_for(source=f"s3://{bucket}/in", dest=f"s3://{bucket}/out", recursive=True, workers=2, report=report)
    )
    trouble.end()
    assert (summary.done, summary.failed) == (24, 0)
    assert trouble.refused > 5
    entries = [json.loads(line) for line in report.read_text("ascii").splitlines()]
    assert len({entry["input"] for entry in entries}) == len(entries) == len(objects("out")) == 24


def test_a_server_that_stays_away_is_told_of_in_one_line(request_for, bucket, server, monkeypatch):
    trouble = Trouble(server.port, 1, "drop")
    monkeypatch.setenv("AWS_ENDPOINT_URL", trouble.url)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr("s3fs.S3FileSystem.retries", 1)
    monkeypatch.setattr("imgconv.batch.stores.retry._FIRST_DELAY", 0.001)
    _connected.cache_clear()
    with pytest.raises(ImgconvError, match=r"^s3://.*: given up after \d+ attempts: ") as caught:
        run(request_for(source=f"s3://{bucket}/in", dest=f"s3://{bucket}/out"))
    assert "\n" not in str(caught.value)
    trouble.end()


def test_a_bucket_that_is_not_there(request_for, grey, tmp_path, s3, bucket):
    grey(tmp_path / "in" / "a.png")
    with pytest.raises(ImgconvError, match=r"s3://nowhere-at-all/x: there is no such folder or bucket"):
        run(request_for(source="s3://nowhere-at-all/x"))
    with pytest.raises(ImgconvError, match=r"s3://nowhere-at-all/x: there is no such bucket; make it first"):
        run(request_for(dest="s3://nowhere-at-all/x", report=tmp_path / "r.jsonl"))
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob("r.jsonl*"))


def test_keys_that_are_no_names_never_leave_the_target(request_for, grey, s3, bucket, tmp_path, tree):
    good = grey(tmp_path / "x" / "a.png").read_bytes()
    keys = ["in/a.png", "in/../../up.png", "in/b//c.png", "in/./d.png", "in/ü ñ #%41?.png", "in/.hidden.png", "in/f/"]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=good if not key.endswith("/") else b"")
    summary = run(request_for(source=f"s3://{bucket}/in", dest=tmp_path / "deep" / "out", recursive=True))
    assert sorted(tree(tmp_path / "deep")) == ["out/a.png", "out/ü ñ #%41?.png"]
    assert (summary.done, summary.failed) == (2, 3)
    assert all("for the name of a folder" in failure.error for failure in summary.failures)


def test_names_that_are_one_elsewhere_are_refused(request_for, grey, s3, bucket, tmp_path):
    data = grey(tmp_path / "x" / "a.png").read_bytes()
    for key in ("in/a.png", "in/A.png", "in/b.png", "in/b.png/c.png"):
        s3.put_object(Bucket=bucket, Key=key, Body=data)
    plan = plan_batch(request_for(source=f"s3://{bucket}/in", dest=f"s3://{bucket}/out", recursive=True))
    reasons = " ".join(map(str, plan.problems))
    assert "differs from" in reasons
    assert "also a folder of other outputs" in reasons
    for dest in (f"s3://{bucket}/in", f"s3://{bucket}/in/out"):
        (problem,) = plan_batch(request_for(source=f"s3://{bucket}/in", dest=dest, recursive=True)).problems
        assert "the target folder is" in problem.reason


def test_a_folder_of_many_pages(s3, bucket, monkeypatch):
    monkeypatch.setattr("imgconv.batch.stores.s3._KEYS_A_PAGE", 10)
    for number in range(35):
        s3.put_object(Bucket=bucket, Key=f"in/{number:04}.png", Body=b"x")
    names = [name for name, _ in store_at(f"s3://{bucket}/in").entries(recursive=False)]
    assert names == [f"{number:04}.png" for number in range(35)]


def test_damaged_objects_fail_alone(request_for, grey, upload, bucket, tmp_path, objects):
    grey(tmp_path / "in" / "a.png")
    (tmp_path / "in" / "b.png").write_bytes(b"no image")
    upload(tmp_path / "in", "in")
    summary = run(request_for(source=f"s3://{bucket}/in", dest=f"s3://{bucket}/out"))
    assert (summary.done, summary.failed) == (1, 1)
    assert summary.failures[0].input == f"s3://{bucket}/in/b.png"
    assert list(objects("out")) == ["a.png"]


def test_an_input_that_shrinks_after_it_was_listed(upload, bucket, s3, grey, tmp_path):
    from imgconv.batch.stores.base import Stamp
    from imgconv.codecs import Limits

    store = store_at(f"s3://{bucket}/in")
    s3.put_object(Bucket=bucket, Key="in/a.png", Body=b"12345")
    with pytest.raises(StoreError, match="it was changed while the batch ran"):
        store.source("a.png", Stamp(6, 0, "tag"), Limits())
    with pytest.raises(StoreError, match="not there any more"):
        store.source("b.png", Stamp(6, 0, "tag"), Limits())
    with pytest.raises(ImgconvError, match="max-file-bytes"):
        store.source("a.png", Stamp(6, 0, "tag"), Limits(file_bytes=5))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ftp://host/x", 'the scheme "ftp" is not known; use s3://'),
        ("s3://", "it names no bucket or host"),
        ("sftp://me:secret@host/x", "a URL with a password in it"),
        ("s3://bucket/x?y=1", "no \\? and no #"),
        ("http://[bad/x", "no URL"),
    ],
)
def test_urls_of_no_use(request_for, text, said):
    for name in ("source", "dest"):
        with pytest.raises(ImgconvError, match=said) as caught:
            request_for(**{name: text})
        assert "secret" not in str(caught.value)
    with pytest.raises(ImgconvError, match="can be read, not written to"):
        request_for(dest="https://host/x")


def test_a_file_url_is_a_folder_of_this_machine(request_for, grey, tmp_path):
    grey(tmp_path / "in" / "a b.png")
    request = request_for(source=(tmp_path / "in").as_uri(), dest=(tmp_path / "o ut").as_uri())
    assert run(request).done == 1
    assert [path.name for path in (tmp_path / "o ut").iterdir()] == ["a b.png"]


def test_from_the_web(request_for, photographs, tmp_path, tree):
    class Silent(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args, **options):
            super().__init__(*args, directory=str(photographs), **options)

        def log_message(self, *about):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Silent) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{served.server_address[1]}"
        summary = run(request_for(source=url, dest=tmp_path / "web", recursive=True))
        again = run(request_for(source=url, dest=tmp_path / "web", recursive=True, existing="skip"))
        served.shutdown()
    assert (summary.done, summary.failed) == (24, 0)
    assert again.skipped == 24
    run(request_for(source=photographs, dest=tmp_path / "out", recursive=True))
    read = [pixels_only(tree(tmp_path / name)) for name in ("web", "out")]
    assert read[0] == read[1]
