"""Whatever a file claims or lacks: one line that says so, in bounded time and memory, and nothing is run."""

import os
import subprocess
import sys
import threading
import warnings
import zlib
from pathlib import Path

import badfiles
import numpy as np
import pytest

from imgconv.codecs import Limits, probe, read, read_frames
from imgconv.errors import ImageReadError, ImgconvError, ImgconvWarning, LimitError

BAD = badfiles.bad_files()
posix_only = pytest.mark.skipif(os.name == "nt", reason="devices, pipes and limits of POSIX")


@pytest.mark.parametrize("bad", BAD, ids=[bad.name for bad in BAD])
def test_a_bad_file_is_refused_in_one_line_that_names_it(bad, tmp_path):
    path = tmp_path / bad.name
    path.write_bytes(bad.data)
    with pytest.raises((ImageReadError, LimitError), match=bad.match) as told:
        read_frames(path)
    assert str(told.value).startswith(str(path))
    assert "\n" not in str(told.value)


@posix_only
def test_all_bad_files_together_stay_within_a_small_memory_and_processor_time(tmp_path):
    badfiles.main(tmp_path / "bad")
    (tmp_path / "bad" / "bomb-iccp.png").write_bytes(badfiles.bombed(b"iCCP"))
    (tmp_path / "bad" / "bomb-ztxt.png").write_bytes(badfiles.bombed(b"zTXt"))
    (tmp_path / "bad" / "comment.gif").write_bytes(badfiles.long_comment())
    script = """
import resource, sys, warnings
from pathlib import Path
warnings.simplefilter("ignore")
import cv2, PIL.Image
from imgconv.codecs import read_frames
from imgconv.errors import ImgconvError
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 400 * 2**20,) * 2)
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_frames(path)
        print("read", path.name)
    except ImgconvError as error:
        print("refused", path.name)
"""
    if not Path("/proc/self/statm").exists():
        pytest.skip("no /proc to see how much memory is in use")
    done = subprocess.run([sys.executable, "-c", script, tmp_path / "bad"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split("\n")[:-1]) == sorted(
        ["read bomb-iccp.png", "read bomb-ztxt.png", "read comment.gif", *(f"refused {bad.name}" for bad in BAD)]
    )


def test_a_compressed_bomb_in_the_metadata_is_left_out_with_a_warning():
    with pytest.warns(ImgconvWarning, match="its ICC profile is damaged or too large and is left out"):
        image = read(badfiles.bombed(b"iCCP"))
    assert image.metadata.icc_profile is None
    assert np.array_equal(image.pixels, badfiles.noise(4, 5, 3))


@pytest.mark.parametrize("format", ["GIF", "WEBP"])
def test_a_large_canvas_that_frames_leave_empty_is_refused(format):
    data = bytearray(badfiles.saved(format, size=(24, 32), frames=3))
    assert len(read_frames(bytes(data)).images) == 3
    if format == "GIF":
        data[6:10] = (4000).to_bytes(2, "little") * 2
    else:
        place = data.index(b"VP8X") + 12
        data[place : place + 6] = (3999).to_bytes(3, "little") * 2
    for function in (read, read_frames, lambda data: probe(data, limits=Limits())):
        with pytest.raises(ImageReadError, match=r"a canvas of 4000x4000 for frames of [12],\d\d\d pixels together"):
            function(bytes(data))
    with pytest.raises(LimitError, match="--max-pixels"):
        read(bytes(data), limits=Limits(pixels=10**6))


def test_exif_that_would_take_gigabytes_is_left_out_with_a_warning():
    rows = zlib.compress(b"".join(b"\0" + row.tobytes() for row in badfiles.noise(4, 5, 3)))
    data = badfiles.png(5, 4, 2, 8, rows, badfiles.chunk(b"eXIf", badfiles.overlapping_exif()))
    with pytest.warns(ImgconvWarning, match="its EXIF is damaged and is left out"):
        image = read(data)
    assert np.array_equal(image.pixels, badfiles.noise(4, 5, 3))


def test_pages_that_share_a_block_take_it_once():
    blob, count = bytes(2**20), 500
    fields = sorted([*badfiles.TINY, (700, 1, 2**20, 8)])
    start, length = 8 + len(blob), len(badfiles.ifd(fields))
    pages = [badfiles.ifd(fields, start + (index + 1) * length if index < count - 1 else 0) for index in range(count)]
    assert probe(b"II*\0" + start.to_bytes(4, "little") + blob + b"".join(pages)).frames == count


def test_a_comment_of_megabytes_is_no_record():
    image = read(badfiles.long_comment())
    assert image.size == (1, 1)
    assert len(image.metadata.provenance or "") < 100_000


def test_what_is_told_of_many_strange_numbers_stays_one_line():
    bits = bytes(range(1, 256)) * 8
    fields = [(256, 4, 1, 4), (257, 4, 1, 4), (258, 3, len(bits) // 2, 8), (262, 3, 1, 1), (273, 4, 1, 8)]
    data = b"II*\0" + (8 + len(bits)).to_bytes(4, "little") + bits + badfiles.ifd(fields)
    with pytest.raises(ImageReadError, match=r"different kinds in one pixel \(of 511, 513, .* bits\)") as told:
        read(data)
    assert len(str(told.value)) < 200


def test_a_large_profile_is_kept():
    profile = badfiles.profile_of(b"RGB ", 1_200_000)
    image = read(badfiles.with_icc(zlib.compress(profile)))
    assert image.metadata.icc_profile == profile


@pytest.mark.parametrize(
    ("profile", "match"),
    [
        (b"junk", "its ICC profile is damaged"),
        (badfiles.profile_of(b"CMYK"), "its ICC profile is one for 'CMYK' colours, the pixels are rgb"),
        (badfiles.profile_of(b"GRAY"), "its ICC profile is one for 'GRAY' colours, the pixels are rgb"),
    ],
)
def test_a_profile_that_does_not_fit_is_left_out_with_a_warning(profile, match):
    with pytest.warns(ImgconvWarning, match=match):
        image = read(badfiles.with_icc(zlib.compress(profile)))
    assert image.metadata.icc_profile is None


@pytest.mark.parametrize("limits", [{"pixels": 6143}, {"frames": 2}, {"file_bytes": 1000}, {"memory": 3 * 6144 - 1}])
def test_each_limit_refuses_what_passes_it_and_names_the_option_to_raise_it(limits, tmp_path):
    (name,) = limits
    path = tmp_path / "three.tiff"
    path.write_bytes(badfiles.saved("TIFF", frames=3))
    with pytest.raises(LimitError, match=f"raise --max-{name.replace('_', '-')} if meant"):
        read_frames(path, limits=Limits(**limits))
    with pytest.raises(LimitError, match=f"--max-{name.replace('_', '-')}"):
        probe(path, limits=Limits(**limits))
    assert len(read_frames(path).images) == 3


@posix_only
def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    for name, match in [
        ("pipe.png", "a pipe or a device, not a file"),
        ("loop.png", "[Ss]ymbolic links"),
        (".", "a folder, not a file"),
        ("missing.png", "No such file"),
    ]:
        for function in (read, probe):
            with pytest.raises(ImageReadError, match=match):
                function(tmp_path / name)
    with pytest.raises(ImageReadError, match="a pipe or a device"):
        read("/dev/zero")
    with pytest.raises(ImageReadError, match="null"):
        read("a\0b.png")


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(tmp_path):
    path = tmp_path / "secret.png"
    path.write_bytes(badfiles.saved("PNG"))
    path.chmod(0)
    with pytest.raises(ImageReadError, match="Permission denied"):
        read(path)


def test_a_file_that_is_cut_while_it_is_read_gives_its_pixels_or_an_error(tmp_path):
    path = tmp_path / "changing.tiff"
    whole = badfiles.saved("TIFF", size=(300, 400))
    expected = read(whole).pixels
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            path.write_bytes(whole)
            os.truncate(path, len(whole) // 2)

    path.write_bytes(whole)
    thread = threading.Thread(target=change)
    thread.start()
    try:
        for _ in range(200):
            try:
                assert np.array_equal(read(path).pixels, expected)
            except ImgconvError as error:
                assert "cut short" in str(error) or "empty file" in str(error)  # noqa: PT017
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "AVIF"])
def test_damaged_bytes_anywhere_give_pixels_or_one_error(format):
    whole = badfiles.saved(format, size=(24, 32), frames=2 if format in {"PNG", "GIF"} else 1)
    random = np.random.default_rng(7)
    for _ in range(120):
        data = bytearray(whole)
        for place in random.integers(0, len(data), random.integers(1, 6)):
            data[place] = random.integers(256)
        if random.random() < 0.3:
            data = data[: random.integers(len(data))]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                read_frames(bytes(data), limits=Limits(pixels=10**6, memory=10**8))
        except ImgconvError as error:
            assert "\n" not in str(error)  # noqa: PT017
