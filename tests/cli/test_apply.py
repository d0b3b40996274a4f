import io
import os
import shutil
import signal
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import PIL.Image
import PIL.ImageSequence
import pytest

BLUR = ("--kernel", "1 2 1; 2 4 2; 1 2 1", "--divisor", "sum")


def test_writes_the_filtered_image_and_says_nothing(process: Any, photo: Path, pixels: Any) -> None:
    before = photo.read_bytes()
    done = process("apply", photo, "soft.png", *BLUR)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert pixels("soft.png").shape == pixels(photo).shape
    assert np.ptp(pixels("soft.png").astype(int) - pixels(photo)) > 10
    assert photo.read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["photo.jpg", "soft.png"]


def test_installed_command_is_the_same(photo: Path) -> None:
    command = shutil.which("imgconv", path=Path(sys.executable).parent)
    assert command is not None
    subprocess.run([command, "apply", photo, "soft.png", *BLUR], check=True)
    assert Path("soft.png").exists()


def test_format_is_the_suffix_or_the_one_named(run: Any, photo: Path, told: Any) -> None:
    for name, options, expected in [
        ("a.tif", (), "TIFF"),
        ("b.jpeg", (), "JPEG"),
        ("c.dat", ("--format", "png"), "PNG"),
        ("d.png", ("--format", "JPEG"), "JPEG"),
    ]:
        assert run("apply", photo, name, *BLUR, *options).exit_code == 0
        assert told(name)[0] == expected


def test_quality_and_subsampling(run: Any, photo: Path) -> None:
    sizes = []
    for quality in (30, 95):
        assert (
            run("apply", photo, f"{quality}.jpg", *BLUR, "--quality", quality, "--subsampling", "4:2:0").exit_code == 0
        )
        sizes.append(Path(f"{quality}.jpg").stat().st_size)
    assert sizes[0] < sizes[1] / 2


def test_workers_do_not_change_the_result(run: Any, photo: Path, pixels: Any) -> None:
    for workers in (1, 3):
        assert run("apply", photo, f"{workers}.png", *BLUR, "--workers", workers).exit_code == 0
    np.testing.assert_array_equal(pixels("1.png"), pixels("3.png"))


def test_pipes(process: Any, photo: Path, pixels: Any) -> None:
    assert process("apply", photo, "soft.png", *BLUR).returncode == 0
    for arguments in (["apply", "-", "-", "--format", "png"], ["apply", photo, "-", "--format", "PNG"]):
        done = process(*arguments, *BLUR, input=photo.read_bytes())
        assert (done.returncode, done.stderr) == (0, b"")
        np.testing.assert_array_equal(pixels(io.BytesIO(done.stdout)), pixels("soft.png"))
    kept = process("apply", "-", "-", *BLUR, input=photo.read_bytes())
    assert PIL.Image.open(io.BytesIO(kept.stdout)).format == "JPEG"
    assert process("apply", "-", "piped.png", *BLUR, input=photo.read_bytes()).returncode == 0
    np.testing.assert_array_equal(pixels("piped.png"), pixels("soft.png"))


def test_two_commands_in_a_pipe(photo: Path, run: Any, pixels: Any) -> None:
    command = [sys.executable, "-m", "imgconv.cli", "apply"]
    first = subprocess.Popen([*command, photo, "-", "--format", "PNG", *BLUR], stdout=subprocess.PIPE)
    subprocess.run([*command, "-", "twice.png", *BLUR], stdin=first.stdout, check=True)
    assert first.stdout is not None
    first.stdout.close()
    assert first.wait() == 0
    run("apply", photo, "once.png", *BLUR)
    run("apply", "once.png", "again.png", *BLUR)
    np.testing.assert_array_equal(pixels("twice.png"), pixels("again.png"))


def test_existing_output_is_an_error_unless_said_otherwise(run: Any, photo: Path, pixels: Any) -> None:
    Path("out.png").write_bytes(b"precious")
    refused = run("apply", photo, "out.png", *BLUR)
    assert refused.exit_code == 2
    assert refused.stderr == "error: out.png exists; choose another name, or --existing overwrite or skip\n"
    assert Path("out.png").read_bytes() == b"precious"
    foreign = run("apply", photo, "out.png", *BLUR, "--existing", "skip")
    assert foreign.exit_code == 2
    assert "its output is there already, and nothing tells what made it" in foreign.stderr
    assert Path("out.png").read_bytes() == b"precious"
    assert run("apply", photo, "out.png", *BLUR, "--existing", "overwrite").exit_code == 0
    assert pixels("out.png").shape == pixels(photo).shape


def test_skip_passes_over_what_the_same_command_made(run: Any, photo: Path) -> None:
    assert run("apply", photo, "out.png", *BLUR).exit_code == 0
    made = Path("out.png").stat()
    skipped = run("apply", photo, "out.png", *BLUR, "--existing", "skip")
    assert (skipped.exit_code, skipped.stderr) == (0, "out.png: skipped, made by this filter of this input\n")
    assert Path("out.png").stat().st_mtime_ns == made.st_mtime_ns
    other = run("apply", photo, "out.png", "--kernel", "1", "--existing", "skip")
    assert other.exit_code == 2
    assert "made by another filter, version or setting or of an older input" in other.stderr


@pytest.mark.parametrize("existing", ["error", "skip", "overwrite"])
@pytest.mark.parametrize("link", [None, "symbolic", "hard"])
def test_output_that_is_the_input_is_refused(run: Any, photo: Path, existing: str, link: str | None) -> None:
    if link == "symbolic" and os.name == "nt":
        pytest.skip("symbolic links need a privilege there")
    before = photo.read_bytes()
    out = photo if link is None else Path("link.jpg")
    if link == "symbolic":
        out.symlink_to(photo)
    elif link == "hard":
        out.hardlink_to(photo)
    done = run("apply", photo, out, *BLUR, "--existing", existing)
    assert done.exit_code == 2
    assert done.stderr == f"error: {out} is the input itself; write to another file\n"
    assert photo.read_bytes() == before


def test_outputs_that_cannot_be_written_are_told_before_any_work(run: Any, photo: Path) -> None:
    Path("folder").mkdir()
    for out, words in [
        ("folder", "folder is a folder; name a file in it, or use: imgconv batch"),
        ("missing/out.png", "the folder missing does not exist; create it first"),
        ("out.xyz", "names no format"),
        ("out", "names no format"),
    ]:
        done = run("apply", photo, out, *BLUR)
        assert done.exit_code == 2
        assert words in done.stderr
        assert done.stderr.count("\n") == 1
    assert not any(Path("folder").iterdir())


@pytest.mark.parametrize("source", ["-", "photo.jpg"])
def test_unknown_format_is_refused(process: Any, photo: Path, source: str) -> None:
    done = process("apply", source, "-", "--format", "xyz", *BLUR, input=photo.read_bytes())
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"xyz" in done.stderr


def test_inputs_that_are_no_images(run: Any, photo: Path) -> None:
    data = photo.read_bytes()
    Path("empty.png").write_bytes(b"")
    Path("text.png").write_text("no image")
    Path("cut.jpg").write_bytes(data[: len(data) // 2])
    Path("folder").mkdir()
    for name in ("missing.png", "empty.png", "text.png", "cut.jpg", "folder", "missing/photo.jpg"):
        done = run("apply", name, "out.png", *BLUR)
        assert done.exit_code == 2, done.output
        assert done.stderr.startswith("error: ")
        assert name.split("/")[0] in done.stderr
        assert done.stderr.count("\n") == 1
        assert not Path("out.png").exists()
    for piped in (b"", b"no image", data[: len(data) // 2]):
        done = run("apply", "-", "out.png", *BLUR, input=piped)
        assert done.exit_code == 2, done.output
        assert done.stderr.count("\n") == 1
        assert not Path("out.png").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root and Windows have other permissions")
def test_folder_and_file_without_permission(run: Any, photo: Path) -> None:
    Path("locked").mkdir(mode=0o500)
    done = run("apply", photo, "locked/out.png", *BLUR)
    assert done.exit_code == 2
    photo.chmod(0)
    assert "Permission denied" in run("apply", photo, "out.png", *BLUR).stderr


@pytest.mark.parametrize(
    ("option", "value"), [("file-bytes", 100), ("pixels", "6k"), ("work", "10k"), ("memory", "1k"), ("frames", 1)]
)
def test_limits_name_the_option_that_raises_them(run: Any, photo: Path, option: str, value: object) -> None:
    source = photo
    if option == "frames":
        source = Path("pages.tif")
        frame = PIL.Image.open(photo)
        frame.save(source, save_all=True, append_images=[frame])
    done = run("apply", source, "out.tif", *BLUR, f"--max-{option}", value)
    assert done.exit_code == 2
    assert f"--max-{option}" in done.stderr
    assert not Path("out.tif").exists()


def test_limit_on_a_pipe(run: Any, photo: Path) -> None:
    done = run("apply", "-", "out.png", *BLUR, "--max-file-bytes", 100, input=photo.read_bytes())
    assert done.exit_code == 2
    assert "--max-file-bytes" in done.stderr


def test_filter_that_does_not_fit_the_image(run: Any, photo: Path) -> None:
    done = run("apply", photo, "out.png", "--kernel", "1 " * 100, "--padding", "valid")
    assert done.exit_code == 2
    assert "exceeds the padded image" in done.stderr
    shrunk = run("apply", photo, "out.png", "--kernel", "1", "--stride", 2, "--amount", 0.5)
    assert shrunk.exit_code == 2
    assert 'use padding "same" and stride 1' in shrunk.stderr
    assert not Path("out.png").exists()


def test_pages_are_filtered_one_by_one(run: Any, photo: Path) -> None:
    first = PIL.Image.open(photo)
    first.save("pages.tif", save_all=True, append_images=[first.transpose(PIL.Image.Transpose.ROTATE_180)])
    assert run("apply", "pages.tif", "out.tif", *BLUR).exit_code == 0
    with PIL.Image.open("out.tif") as out:
        pages = [np.asarray(page) for page in PIL.ImageSequence.Iterator(out)]
    assert len(pages) == 2
    np.testing.assert_array_equal(pages[0], pages[1][::-1, ::-1])


def test_names_that_begin_with_a_dash(run: Any, photo: Path) -> None:
    photo.rename("-rf.jpg")
    assert run("apply", *BLUR, "--", "-rf.jpg", "-out.png").exit_code == 0
    assert Path("-out.png").exists()


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
def test_terminal_gets_a_bar_for_a_large_image_and_no_image(photo: Path) -> None:
    import pty

    PIL.Image.open(photo).resize((2600, 1600)).save("large.png", compress_level=1)
    command = [sys.executable, "-m", "imgconv.cli", "apply"]
    for arguments, words, status in [
        (["large.png", "out.jpg"], b"tiles/s", 0),
        ([str(photo), "-"], b"standard output is a terminal; redirect it", 2),
    ]:
        leader, follower = pty.openpty()
        child = subprocess.Popen([*command, *arguments, *BLUR], stdout=follower, stderr=follower)
        os.close(follower)
        shown = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not part:
                break
            shown += part
        os.close(leader)
        assert child.wait() == status
        assert words in shown


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
def test_interrupt_leaves_nothing_behind(photo: Path) -> None:
    large = io.BytesIO()
    PIL.Image.open(photo).resize((4000, 3000)).save(large, "TIFF")
    before = sorted(path.name for path in Path().iterdir())
    command = [sys.executable, "-m", "imgconv.cli", "apply", "-", "out.png", "--color", "linear"]
    kernel = "; ".join(["1 2 3 4 5 6 7 8 9 8 7 6 5 4 3 2 1"] * 17)
    child = subprocess.Popen(
        [*command, "--kernel", kernel, "--divisor", "sum"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdin is not None
    # Far more than a pipe holds: once it is written, the command is at work on it.
    child.stdin.write(large.getvalue())
    child.stdin.flush()
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130
    assert said.strip() == b"interrupted"
    assert sorted(path.name for path in Path().iterdir()) == before


def test_feature_maps_under_other_names_are_told_of(run: Any, photo: Path) -> None:
    bank = ("--kernel", "[[[1, 0], [0, 0]], [[0, 1], [0, 0]], [[0, 0], [1, 0]]]")
    done = run("apply", photo, "maps.png", *bank, "--channels", "npy")
    assert (done.exit_code, done.stderr) == (0, "maps.png: written as maps.npy\n")
    assert Path("maps.npy").exists()
    assert not Path("maps.png").exists()
    done = run("apply", photo, "each.png", *bank, "--channels", "files")
    assert (done.exit_code, done.stderr) == (0, "each.png: written as each-1.png to each-9.png\n")
    assert run("apply", photo, "sheet.png", *bank, "--channels", "sheet").stderr == ""


def png_of_a_bad_window() -> bytes:
    """A PNG whose chunks are whole and whose pixels are packed in a way that libpng complains of by itself."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"\x88\x1c" + bytes(60)) + chunk(b"IEND", b"")


def damaged_avif() -> bytes:
    """A deep AVIF whose picture is noise."""
    out = cv2.imencode(".avif", np.full((40, 40, 3), 999, np.uint16), [cv2.IMWRITE_AVIF_DEPTH, 10])[1].tobytes()
    start = out.index(b"mdat") + 4
    return out[:start] + bytes(byte ^ 0x5A for byte in out[start:])


@pytest.mark.parametrize(("name", "data"), [("a.png", png_of_a_bad_window()), ("a.avif", damaged_avif())])
@pytest.mark.parametrize("command", [("apply", "{}", "out.png", *BLUR), ("explain", "{}", "--at", "1,1", *BLUR)])
def test_what_decoders_print_is_no_second_line(process: Any, here: Path, name: str, data: bytes, command: Any) -> None:
    Path(name).write_bytes(data)
    done = process(*(each.format(name) for each in command))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert done.stderr.startswith(f"error: {name}: damaged".encode())
