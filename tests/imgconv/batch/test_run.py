import json
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from batch_faults import KILLER, KILLS_ONCE, SLEEPER, HarmfulFilter, MuteRunner

from imgconv.batch import plan_batch, run_batch
from imgconv.codecs import Limits, SaveOptions, read, read_frames
from imgconv.codecs.writing import encode
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.kernels import Kernel
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.sharing import Provenance


def run(request, **control):
    return run_batch(plan_batch(request), **control)


def names(folder):
    return {path.name for path in folder.iterdir()}


def counts(summary):
    return summary.done, summary.skipped, summary.failed, summary.cancelled


def test_every_file_is_what_the_filter_makes_of_it(request_for, photographs, sharpen, tmp_path):
    request = request_for(source=photographs, recursive=True, workers=2)
    summary = run(request)
    assert counts(summary) == (24, 0, 0, 0)
    assert summary.complete
    for item in plan_batch(replace(request, existing="overwrite")).items:
        frames = read_frames(item.input).map(sharpen.apply)
        again = read_frames(encode(frames, item.output.suffix[1:]))
        made = read_frames(item.output)
        np.testing.assert_array_equal(made.images[0].pixels, again.images[0].pixels)
        assert made.kind == again.kind
    assert not list((tmp_path / "out").rglob(".*"))


def test_metadata_travels(request_for, tmp_path, photograph, sharpen):
    with PIL.Image.open(photograph("chelsea.png")) as opened:
        exif = PIL.Image.Exif()
        exif[0x010E] = "a cat"
        opened.save(tmp_path / "in" / "cat.jpg", exif=exif, dpi=(300, 300))
    run(request_for())
    metadata = read(tmp_path / "out" / "cat.jpg").metadata
    assert b"a cat" in metadata.exif
    assert metadata.resolution == (300, 300)
    about = (tmp_path / "in" / "cat.jpg").stat()
    source = json.loads(metadata.provenance)["source"]
    assert source == {"size": about.st_size, "mtime_ns": about.st_mtime_ns}
    assert Provenance.of_text(metadata.provenance).load().filter == sharpen


def test_every_frame_is_filtered(request_for, tmp_path, sharpen):
    frames = [PIL.Image.fromarray(np.full((9, 9), level, np.uint8)) for level in (10, 90, 200)]
    for frame in frames:
        frame.putpixel((4, 4), 128)
    frames[0].save(tmp_path / "in" / "a.gif", save_all=True, append_images=frames[1:], duration=[50, 60, 70], loop=3)
    frames[0].save(tmp_path / "in" / "b.tif", save_all=True, append_images=frames[1:])
    assert counts(run(request_for())) == (2, 0, 0, 0)
    for name in ("a.gif", "b.tif"):
        before, after = read_frames(tmp_path / "in" / name), read_frames(tmp_path / "out" / name)
        assert len(after.images) == 3
        assert (after.kind, after.durations, after.loop) == (before.kind, before.durations, before.loop)
        for old, new in zip(before.images, after.images, strict=True):
            np.testing.assert_array_equal(new.pixels, sharpen.apply(old).pixels)


def test_depth_format_and_arrays(request_for, grey, tmp_path):
    grey(tmp_path / "in" / "a.png")
    run(request_for(depth="16", format="tif", dest=tmp_path / "deep"))
    assert read(tmp_path / "deep" / "a.tif").pixels.dtype == np.uint16
    run(request_for(dest=tmp_path / "arrays", save=SaveOptions(channels="npy")))
    assert np.load(tmp_path / "arrays" / "a.npy").shape == (8, 8, 1)


def test_progress_counts_every_file(request_for, grey, tmp_path):
    for number in range(5):
        grey(tmp_path / "in" / f"{number}.png")
    (tmp_path / "in" / "bad.png").write_bytes(b"junk")
    seen = []
    run(request_for(), progress=lambda ended, total: seen.append((ended, total)))
    assert seen == [(ended, 6) for ended in range(7)]


def test_one_bad_file_costs_no_other(request_for, grey, tmp_path, lines):
    good = grey(tmp_path / "in" / "good.png")
    (tmp_path / "in" / "empty.png").touch()
    (tmp_path / "in" / "junk.jpg").write_bytes(b"junk" * 100)
    (tmp_path / "in" / "cut.png").write_bytes(good.read_bytes()[:40])
    (tmp_path / "in" / "script.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n")
    (tmp_path / "in" / "nothing.png").symlink_to("missing")
    report = tmp_path / "report.jsonl"
    summary = run(request_for(report=report))
    assert counts(summary) == (1, 0, 5, 0)
    assert not summary.complete
    told = {Path(line["input"]).name: line for line in lines(report)}
    assert len(told) == 6
    assert all(line["error"] for name, line in told.items() if name != "good.png")
    assert not any("Traceback" in line.get("error", "") for line in told.values())
    assert {failure.input.name for failure in summary.failures} == set(told) - {"good.png"}
    assert names(tmp_path / "out") == {"good.png"}


def test_limits_hold_for_every_file(request_for, grey, tmp_path):
    grey(tmp_path / "in" / "a.png")
    for limits, option in (
        (Limits(pixels=63), "--max-pixels"),
        (Limits(work=8 * 8 * 9 - 1), "--max-work"),
        (Limits(file_bytes=10), "--max-file-bytes"),
    ):
        (failure,) = run(request_for(limits=limits, existing="overwrite")).failures
        assert option in failure.error
    assert run(request_for(limits=Limits(pixels=64, work=8 * 8 * 9))).complete


def test_a_filter_that_does_not_fit_is_told_for_each_file(request_for, grey, tmp_path):
    grey(tmp_path / "in" / "a.png")
    wide = Filter(Pipeline((Conv(kernel=Kernel.of(np.ones((9, 9), int)), padding="valid"),)))
    (failure,) = run(request_for(filter=wide)).failures
    assert "window" in failure.error


def test_a_filter_of_three_channels_takes_grey_and_transparent_images(request_for, tmp_path):
    for mode in ("L", "RGBA"):
        PIL.Image.new(mode, (8, 8), 100).save(tmp_path / "in" / f"{mode}.png")
    mix = Filter(Pipeline((Conv(kernel=Kernel.of(np.eye(3, dtype=int)[..., None, None])),)))
    assert run(request_for(filter=mix)).complete
    assert read(tmp_path / "out" / "RGBA.png").model == "rgba"


def harmful(pipeline, folder):
    return HarmfulFilter(pipeline, folder=str(folder))


def test_a_file_that_kills_its_worker_is_tried_twice_and_reported(request_for, grey, tmp_path, sharpen, lines):
    for number in range(12):
        grey(tmp_path / "in" / f"{number:02}.png", first=KILLER if number in {3, 8} else None)
    report = tmp_path / "report.jsonl"
    summary = run(request_for(filter=harmful(sharpen.pipeline, tmp_path), workers=2, report=report))
    assert counts(summary) == (10, 0, 2, 0)
    assert sorted(failure.input.name for failure in summary.failures) == ["03.png", "08.png"]
    assert all("was ended by SIGKILL" in failure.error for failure in summary.failures)
    assert len(lines(report)) == 12
    assert len(names(tmp_path / "out")) == 10


def test_a_file_whose_worker_was_killed_once_is_done(request_for, grey, tmp_path, sharpen):
    for number in range(6):
        grey(tmp_path / "in" / f"{number:02}.png", first=KILLS_ONCE if number == 2 else None)
    assert run(request_for(filter=harmful(sharpen.pipeline, tmp_path), workers=2)).complete
    assert (tmp_path / "seen").exists()


def test_a_file_that_takes_too_long_is_reported(request_for, grey, tmp_path, sharpen):
    for number in range(6):
        grey(tmp_path / "in" / f"{number:02}.png", first=SLEEPER if number == 2 else None)
    summary = run(request_for(filter=harmful(sharpen.pipeline, tmp_path), workers=2, timeout=1.5))
    assert counts(summary) == (5, 0, 1, 0)
    assert summary.failures[0].error == "not done after 1.5 seconds; allow more with --timeout"


def test_a_file_that_was_in_place_when_its_worker_was_ended_is_done(request_for, grey, tmp_path, lines):
    """A worker that is killed between giving a file its name and telling of it leaves a result."""
    report = tmp_path / "report.jsonl"
    grey(tmp_path / "in" / "mute.png")
    with PIL.Image.open(tmp_path / "in" / "mute.png") as opened:
        opened.save(tmp_path / "in" / "mute.bmp")
    summary = run(request_for(report=report), runner=MuteRunner(1, timeout=1.5))
    assert names(tmp_path / "out") == {"mute.png", "mute.bmp"}
    assert counts(summary) == (1, 0, 1, 0)
    (failure,) = summary.failures
    assert failure.input.name == "mute.bmp"
    assert failure.error == (
        "not done after 1.5 seconds; allow more with --timeout; its output appeared meanwhile and may be whole"
    )
    assert counts(run(request_for(report=report, existing="skip"))) == (0, 2, 0, 0)


def test_a_file_that_was_in_place_when_the_batch_was_stopped_is_done(request_for, grey, tmp_path):
    grey(tmp_path / "in" / "mute.png")
    output = tmp_path / "out" / "mute.png"
    assert counts(run(request_for(), runner=MuteRunner(1), cancel=output.exists)) == (1, 0, 0, 0)


def test_cancelling_drops_what_runs_and_reports_every_file(request_for, grey, tmp_path, sharpen, lines):
    for number in range(40):
        grey(tmp_path / "in" / f"{number:02}.png", first=SLEEPER if number in {10, 11} else None)
    asked = []

    def cancel():
        return len(asked) >= 8

    report = tmp_path / "report.jsonl"
    summary = run(
        request_for(filter=harmful(sharpen.pipeline, tmp_path), workers=2, report=report),
        progress=lambda ended, total: asked.append(ended),
        cancel=cancel,
    )
    told = lines(report)
    assert len({line["input"] for line in told}) == len(told) == 40
    assert summary.cancelled >= 2
    assert asked == list(range(40 - summary.cancelled + 1))
    assert summary.done == len(names(tmp_path / "out"))
    done = {Path(line["output"]).name for line in told if line["status"] == "done"}
    assert done == names(tmp_path / "out")


def test_a_batch_cancelled_before_it_begins(request_for, grey, tmp_path):
    grey(tmp_path / "in" / "a.png")
    assert counts(run(request_for(), cancel=lambda: True)) == (0, 0, 0, 1)
    assert not (tmp_path / "out").exists()


def test_an_interrupt_still_leaves_a_whole_report(request_for, grey, tmp_path, lines):
    for number in range(9):
        grey(tmp_path / "in" / f"{number}.png")

    def interrupt(ended, total):
        if ended == 3:
            raise KeyboardInterrupt

    report = tmp_path / "report.jsonl"
    with pytest.raises(KeyboardInterrupt):
        run(request_for(report=report), progress=interrupt)
    told = lines(report)
    assert len({line["input"] for line in told}) == len(told) == 9
    for line in told:
        assert (line["status"] == "done") <= Path(line["output"]).exists()


@pytest.mark.skipif(os.name == "nt", reason="processes are halted by a signal of POSIX")
def test_no_file_waits_for_a_worker_that_is_still_starting(request_for, grey, tmp_path, monkeypatch):
    from imgconv.batch import interpreter, process

    started = []

    def hire(changes):
        started.append(interpreter.Interpreter(changes))
        if len(started) == 2:
            started[1].process.send_signal(signal.SIGSTOP)
        return started[-1]

    for number in range(8):
        grey(tmp_path / "in" / f"{number}.png")
    monkeypatch.setattr(process, "hire", hire)
    ends = time.monotonic() + 120
    summary = run(request_for(workers=2), cancel=lambda: time.monotonic() > ends)
    assert counts(summary) == (8, 0, 0, 0)
    assert len(started) == 2
    assert [each.process.returncode is not None for each in started] == [True, True]


def test_workers_that_cannot_start_are_told_of(request_for, grey, tmp_path, monkeypatch, lines):
    grey(tmp_path / "in" / "a.png")
    monkeypatch.setattr("imgconv.batch.interpreter._START", "raise SystemError('no such thing')")
    report = tmp_path / "report.jsonl"
    with pytest.raises(ImgconvError, match=r"no worker process can be started: it ended with exit status 1: .*no such"):
        run(request_for(report=report))
    assert [line["status"] for line in lines(report)] == ["cancelled"]


class TestExisting:
    @pytest.fixture
    def made(self, request_for, grey, tmp_path):
        """A batch that ran: a format that holds records, and one that does not."""
        pixels = grey(tmp_path / "in" / "a.png").read_bytes()
        assert pixels
        with PIL.Image.open(tmp_path / "in" / "a.png") as opened:
            opened.save(tmp_path / "in" / "b.bmp")
        assert run(request_for()).complete
        return tmp_path

    def test_skip_passes_over_what_this_job_made(self, made, request_for, tree):
        before = tree(made / "out")
        times = {path: path.stat().st_mtime_ns for path in (made / "out").iterdir()}
        assert counts(run(request_for(existing="skip"))) == (0, 2, 0, 0)
        assert tree(made / "out") == before
        assert {path: path.stat().st_mtime_ns for path in (made / "out").iterdir()} == times

    def test_skip_does_what_is_missing(self, made, request_for, grey):
        (made / "out" / "a.png").unlink()
        grey(made / "in" / "c.png")
        assert counts(run(request_for(existing="skip"))) == (2, 1, 0, 0)

    @pytest.mark.parametrize("change", ["filter", "depth", "source time", "source bytes", "version"])
    def test_skip_never_believes_another_output(self, made, request_for, blur, change, tree, monkeypatch):
        changes = {}
        if change == "filter":
            changes = {"filter": blur}
            for name in ("a.png", "b.bmp"):  # a flat picture is the same after a blur, so it must differ
                image = np.zeros((8, 8), np.uint8)
                image[4, 4] = 200
                about = (made / "in" / name).stat()
                PIL.Image.fromarray(image).save(made / "in" / name)
                (made / "out" / name).unlink()
                os.utime(made / "in" / name, ns=(about.st_atime_ns, about.st_mtime_ns))
            assert run(request_for(existing="skip")).done == 2
        elif change == "depth":
            changes = {"depth": "16"}
        elif change == "source time":
            os.utime(made / "in" / "a.png", ns=(1, 1))
        elif change == "source bytes":
            (made / "in" / "a.png").write_bytes((made / "in" / "a.png").read_bytes() + b"\0")
        else:
            monkeypatch.setattr("imgconv.__version__", "9.9")
        before = tree(made / "out")
        summary = run(request_for(existing="skip", **changes))
        assert (
            "made by another filter, version or setting" in {f.input.name: f.error for f in summary.failures}["a.png"]
        )
        assert summary.done == 0
        assert tree(made / "out") == before

    @pytest.mark.parametrize("kept", [0.5, 0.97, -1])
    def test_skip_never_believes_an_output_that_is_cut_though_its_record_is_whole(
        self, photographs, request_for, kept, tmp_path
    ):
        request = {"source": photographs / "trip 0", "dest": tmp_path / "out"}
        assert run(request_for(**request)).done == 6
        for path in (tmp_path / "out").iterdir():
            data = path.read_bytes()
            path.write_bytes(data[: int(len(data) * kept)] if kept > 0 else data[:kept])
        summary = run(request_for(**request, existing="skip"))
        assert counts(summary) == (0, 0, 6, 0)
        errors = {Path(failure.input).suffix: failure.error for failure in summary.failures}
        assert "differs; it was left as it is" in errors.pop(".bmp")
        assert all("nothing tells what made it" in error for error in errors.values()), errors

    def test_skip_reports_a_foreign_file_and_leaves_it(self, made, request_for, grey):
        grey(made / "out" / "a.png", level=7)
        foreign = (made / "out" / "a.png").read_bytes()
        (failure,) = run(request_for(existing="skip")).failures
        assert "nothing tells what made it" in failure.error
        assert (made / "out" / "a.png").read_bytes() == foreign

    def test_skip_tells_by_the_bytes_where_no_record_fits(self, made, request_for):
        data = (made / "out" / "b.bmp").read_bytes()
        (made / "out" / "b.bmp").write_bytes(data[:-1] + b"\1")
        (failure,) = run(request_for(existing="skip")).failures
        assert failure.error == "its output is there already and differs; it was left as it is"
        assert (made / "out" / "b.bmp").read_bytes()[-1] == 1

    def test_the_last_report_decides_where_no_record_fits(self, made, request_for, blur, lines):
        report = made / "report.jsonl"
        assert run(request_for(existing="overwrite", report=report)).complete
        for _ in range(2):
            assert run(request_for(existing="skip", report=report)).skipped == 2
            assert ["made" in line for line in sorted(lines(report), key=lambda line: line["input"])] == [False, True]
        summary = run(request_for(existing="skip", report=report, filter=blur))
        assert summary.failed == 2
        os.utime(made / "out" / "b.bmp", ns=(1, 1))
        run(request_for(existing="overwrite", report=report))
        os.utime(made / "out" / "b.bmp", ns=(1, 1))
        (failure,) = run(request_for(existing="skip", report=report)).failures
        assert "changed since the last report" in failure.error

    def test_skip_tells_by_the_bytes_where_no_record_is_wanted(self, made, request_for):
        bare = {"save": SaveOptions(provenance=False), "dest": made / "bare"}
        assert counts(run(request_for(**bare))) == (2, 0, 0, 0)
        assert read(made / "bare" / "a.png").metadata.provenance is None
        assert counts(run(request_for(**bare, existing="skip"))) == (0, 2, 0, 0)

    def test_overwrite_replaces(self, made, request_for, grey):
        grey(made / "out" / "a.png", level=7)
        assert counts(run(request_for(existing="overwrite"))) == (2, 0, 0, 0)
        assert read(made / "out" / "a.png").pixels[4, 4, 0] == 100

    @pytest.mark.skipif(os.name == "nt", reason="links of POSIX systems")
    @pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
    def test_overwrite_never_reaches_an_input_through_a_link(self, request_for, grey, tmp_path, link):
        source = grey(tmp_path / "in" / "a.png", first=7)
        before = source.read_bytes()
        (tmp_path / "out").mkdir()
        getattr(tmp_path / "out" / "a.png", link)(source)
        assert run(request_for(existing="overwrite")).complete
        assert source.read_bytes() == before
        assert not (tmp_path / "out" / "a.png").samefile(source)

    def test_an_output_that_appears_meanwhile_is_kept(self, request_for, grey, tmp_path):
        for number in range(3):
            grey(tmp_path / "in" / f"{number}.png")
        plan = plan_batch(request_for())
        grey(tmp_path / "out" / "1.png", level=7)
        (failure,) = run_batch(plan).failures
        assert failure.error == "its output appeared while the batch ran; it was left as it is"
        assert read(tmp_path / "out" / "1.png").pixels[4, 4, 0] == 7
