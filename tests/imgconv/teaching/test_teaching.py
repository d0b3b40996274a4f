import re
from html import unescape

import numpy as np
import pytest

from imgconv import correlate
from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Activation, Conv
from imgconv.pipeline import Pipeline
from imgconv.teaching import LANGUAGES, animation, both_ways, walk, words_of, worksheet

X = Image(np.arange(9, dtype=np.uint8).reshape(3, 3))
K = [[0, 1], [2, 3]]


def walked(image=X, part=None, channel=0, **options):
    kernel = options.pop("kernel", K)
    return walk(Filter(Pipeline([Conv(kernel, **options)])), image, region=part, channel=channel)


def tables(page):
    """The numbers of each table of a page, by row."""
    found = []
    for table in re.findall(r"<table>(.*?)</table>", page, re.DOTALL):
        rows = re.findall(r"<tr>(.*?)</tr>", table)
        found.append([re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows])
    return found


def test_a_worksheet_of_the_lesson():
    page = worksheet(walked(padding=1, padding_mode="zeros"), "Padding & sums")
    assert "<title>Padding &amp; sums</title>" in page
    task, answers = page.split("<section class=answers>")
    assert tables(task)[:2] == [[["0", "1", "2"], ["3", "4", "5"], ["6", "7", "8"]], [["0", "1"], ["2", "3"]]]
    assert tables(task)[2] == [[""] * 4] * 4
    assert tables(answers)[1] == [
        ["0", "3", "8", "4"],
        ["9", "19", "25", "10"],
        ["21", "37", "43", "16"],
        ["6", "7", "8", "0"],
    ]
    assert "0 x 0 + 0 x 1 + 0 x 2 + 0 x 3 = 0" in answers
    assert "4 rows, 4 columns: floor((3 + 1 + 1 - 2) / 1) + 1 = 4" in answers
    # The answers are not given away on the first page.
    assert "43" not in task


def test_what_the_page_says_of_the_settings():
    page = worksheet(walked(operation="convolve", stride=2, divisor=2, bias=10 / 255, padding=1))
    assert "Turn the kernel by 180 degrees" in page
    assert "The stride is 2 down and 2 across." in page
    assert "Divide each sum by 2. Add 10." in page
    assert '"reflect"' in page or "&quot;reflect&quot;" in page


def test_a_walk_over_a_part_knows_nothing_of_the_rest():
    pixels = np.random.default_rng(0).integers(0, 256, (30, 40, 3), dtype=np.uint8)
    part = pixels[10:15, 20:26, 2]
    told = walked(Image(pixels), ((10, 15), (20, 26)), channel=2, kernel=[[1, 0, -1]])
    wanted = correlate(part, [[1, 0, -1]], dtype=np.float64)
    assert [float(story.result) for story in told.stories] == wanted.ravel().tolist()
    assert told.extent == ((0, 5), (-1, 7))


def test_an_animation_fills_the_result_step_by_step():
    frames = animation(walked(padding="valid"), duration=100)
    assert (frames.kind, len(frames.images), frames.loop) == ("animation", 4, 0)
    assert frames.durations == (100, 100, 100, 300)
    assert len({image.size for image in frames.images}) == 1
    now = np.array([253, 174, 97])
    marks = [np.argwhere(np.abs(image.pixels - now).max(axis=2) < 12).mean(axis=0) for image in frames.images]
    # The cell that is being computed goes right, then down and left, then right.
    (y0, x0), (y1, x1), (y2, x2), (y3, x3) = marks
    assert x1 - x0 == pytest.approx(44, abs=3)
    assert y2 - y0 == pytest.approx(44, abs=3)
    assert (y1, x2) == (pytest.approx(y0, abs=3), pytest.approx(x0, abs=3))
    assert (y3, x3) == (pytest.approx(y2, abs=3), pytest.approx(x1, abs=3))
    for image in frames.images:
        assert len(np.unique(image.pixels.reshape(-1, 3), axis=0)) <= 256
    assert animation(walked(part=((0, 1), (0, 1)))).kind == "single"


def test_both_operations_side_by_side_while_the_kernel_turns():
    made = Filter(Pipeline([Conv(K, padding="valid", operation="convolve")]))
    walks = both_ways(made, X)
    assert [walked.layer.operation for walked in walks] == ["correlate", "convolve"]
    assert [[int(story.result) for story in walked.stories] for walked in walks] == [[19, 25, 37, 43], [5, 11, 23, 29]]
    alone, frames = animation(walks[1], duration=100), animation(walks, duration=100)
    assert len(frames.images) == len(alone.images) == 11 + 4
    assert frames.durations == (100, *(90,) * 9, 100, 100, 100, 100, 300)
    width = frames.images[0].size[1]
    assert width == 2 * alone.images[0].size[1]
    turning = [image.pixels for image in frames.images[:11]]
    halves = [(pixels[:, : width // 2], pixels[:, width // 2 :]) for pixels in turning]
    # Only the right one turns.
    assert all(np.array_equal(left, halves[0][0]) for left, _ in halves)
    assert len({right.tobytes() for _, right in halves}) == 11


def first_cell(pixels):
    """Where the mark of the kernel's first cell is."""
    return np.argwhere(np.abs(pixels.astype(int) - (255, 160, 0)).max(axis=2) < 16).mean(axis=0)


def test_the_marked_cell_goes_to_the_opposite_corner():
    frames = animation(walked(padding="valid", operation="convolve"))
    (y0, x0), (y1, x1) = (first_cell(frames.images[number].pixels) for number in (0, 10))
    assert y1 - y0 == pytest.approx(2 * 34 - 2 * 34 * 0.28 / 3, abs=3)
    assert x1 - x0 == pytest.approx(2 * 34 - 2 * 34 * 0.28 / 3, abs=3)


def test_the_mode_is_shown_as_pixels():
    page = worksheet(walked(padding=1, padding_mode="circular"))
    assert tables(page.split("<section class=answers>")[0])[3] == [list("bcdabcdabc")]


def test_nothing_of_a_chinese_worksheet_is_left_in_english():
    for options in (
        {"padding": 1, "operation": "convolve", "stride": 2, "divisor": 2, "bias": 10 / 255},
        {"padding": "valid"},
        {"padding": "full", "padding_mode": "zeros", "dilation": (1, 2)},
    ):
        page = worksheet(walked(**options), say=words_of("zh-CN"), language="zh-CN")
        text = unescape(re.sub(r"<[^>]+>", " ", page.partition("</style>")[2]))
        words = set(re.findall(r"[A-Za-z]{2,}", text)) - {"floor", "reflect", "zeros"}
        assert not words
    assert LANGUAGES == ("en", "zh-CN")
    with pytest.raises(ImgconvError, match='language: "fr" is not known; use en or zh-CN'):
        words_of("fr")


def test_bad_input():
    large = Image(np.zeros((40, 40), dtype=np.uint8))
    with pytest.raises(ImgconvError, match="region: 40x40 pixels are too many to show with their numbers"):
        walked(large)
    with pytest.raises(ImgconvError, match="region: columns 0 to 3, rows 0 to 2 are not part of a picture of 3x3"):
        walked(part=((0, 3), (0, 4)))
    with pytest.raises(ImgconvError, match="channel: 1 is not one of the picture's channels, 0 to 0"):
        walked(channel=1)
    with pytest.raises(ImgconvError, match="padding: a result of 42x42 pixels is too large to show"):
        walked(padding=20, padding_mode="zeros")
    with pytest.raises(ImgconvError, match="filter: steps are shown for one convolution with one kernel"):
        walk(Filter(Pipeline([Conv(K), Activation("abs")])), X)
