"""What a course on convolution teaches, each number of it on the command line."""

import json
import re
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from lessons import LESSONS, ONE_KERNEL, SHAPES, STRIPES


def by_name(lesson):
    return lesson.name


def written(numbers):
    return json.dumps(np.asarray(numbers).tolist())


def plain(values):
    """Numbers as a table shows them."""
    return [" ".join(f"{value:g}" for value in row) for row in values]


def words(text):
    return [" ".join(line.split()) for line in text.splitlines()]


@pytest.fixture
def told(run, here):
    """Run a command on a lesson's numbers and layers."""

    def call(command, lesson, *more):
        Path("lesson.toml").write_text(lesson.preset, encoding="utf-8")
        done = run(command, *more, "--numbers", written(lesson.numbers), "--preset", "lesson.toml")
        assert (done.exit_code, done.stderr) == (0, "")
        return done.stdout

    return call


@pytest.mark.parametrize("lesson", LESSONS, ids=by_name)
def test_explain_prints_the_whole_result(told, lesson):
    channels = json.loads(told("explain", lesson, "--json"))["channels"]
    assert [channel["values"] for channel in channels] == lesson.result.tolist()
    lines = words(told("explain", lesson))
    for channel, rows in enumerate(lesson.result):
        at = lines.index(f"channel {channel}") + 1
        assert lines[at : at + len(rows)] == plain(rows)


@pytest.mark.parametrize("lesson", LESSONS, ids=by_name)
def test_explain_tells_its_pixels(told, lesson):
    for channel, row, column in np.ndindex(lesson.result.shape):
        place = "--at", f"{column},{row}", "--channel", channel
        explained = json.loads(told("explain", lesson, *place, "--json"))
        (story,) = explained["layers"][-1]["channels"]
        assert explained["values"][channel] == story["result"] == lesson.result[channel, row, column]
        if (row, column, channel) in lesson.said:
            lines = told("explain", lesson, *place).splitlines()
            sum_line = next(line for line in reversed(lines) if line.startswith(f"channel {channel}: sum = "))
            assert (
                sum_line.removeprefix(f"channel {channel}: sum = ").split(";")[0] == lesson.said[row, column, channel]
            )


@pytest.mark.parametrize(
    "lesson", [each for each in LESSONS if [kind for kind, _ in each.layers] == ["conv"]], ids=by_name
)
def test_matrix_gives_the_result(told, lesson):
    made = json.loads(told("matrix", lesson, "--json"))
    assert made["product_is_result"]
    np.testing.assert_array_equal(made["result"], lesson.result)
    matrix = np.zeros(made["shape"])
    for row, column, value in made["entries"]:
        matrix[row, column] = value
    product = (matrix @ lesson.planes.ravel()).reshape(lesson.result.shape)
    np.testing.assert_array_equal(product + np.reshape(made["bias"], (-1, 1, 1)), lesson.result)
    lines = words(told("matrix", lesson))
    assert "product is the result" in lines
    last = plain(lesson.result[-1])
    assert lines[-len(last) :] == last


def test_the_matrix_of_the_lesson(told):
    (lesson,) = [each for each in LESSONS if each.name == "as a matrix"]
    made = json.loads(told("matrix", lesson, "--json"))
    assert made["shape"] == [4, 16]
    assert [sum(entry[0] == row for entry in made["entries"]) for row in range(4)] == [9] * 4


def answers_of(page):
    """The cells of the last grid of a worksheet, and all it says."""
    *_, grid = re.findall(r"<table.*?</table>", page, re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", grid, re.DOTALL)
    return [[re.sub(r"<.*?>", "", cell) for cell in re.findall(r"<td.*?</td>", row)] for row in rows]


@pytest.mark.parametrize("lesson", ONE_KERNEL, ids=by_name)
def test_worksheets_ask_for_it_and_have_the_answers(told, lesson):
    told("teach", lesson, "sheet.html")
    page = Path("sheet.html").read_text(encoding="utf-8")
    height, width = lesson.result.shape[1:]
    task, answers = page.split(": answers</h1>")
    assert answers_of(page) == [[f"{value:g}" for value in row] for row in lesson.result[0]]
    assert f"{height} rows, {width} columns" in answers
    said = lesson.said.get((0, 0, 0))
    if said is not None:
        assert said in answers
        assert said not in task


@pytest.mark.parametrize("shape", SHAPES)
def test_describe_tells_shapes(run, shape):
    _, channels, height, width = shape.before
    done = run(
        "describe",
        *("--image-size", f"{width}x{height}", "--channels", channels),
        *("--kernel", "x".join(map(str, shape.kernel)), "--padding-mode", "zeros"),
        *("--padding", shape.padding if shape.padding == "valid" else "{}x{}".format(*shape.padding)),
        *("--stride", "{}x{}".format(*shape.stride), "--dilation", "{}x{}".format(*shape.dilation), "--json"),
    )
    assert done.exit_code == 0
    assert json.loads(done.stdout)["out_shape"] == [*shape.after[2:], shape.after[1]]


def test_describe_tells_the_shape_of_pooling(run, here):
    Path("pool.toml").write_text(
        'format = 1\nname = "Pool"\n[[layers]]\ntype = "max_pool"\nsize = 3\nstride = 2\npadding = 1\n',
        encoding="utf-8",
    )
    done = run("describe", "--image-size", "32x50", "--channels", 16, "--preset", "pool.toml", "--json")
    assert json.loads(done.stdout)["out_shape"] == [25, 16, 16]


def test_describe_tells_parameters(run):
    command = "describe", "--image-size", "256x256", "--channels", 3, "--kernel", "10x3x3x3", "--bias", 0.1
    told = json.loads(run(*command, "--outputs", 1000, "--json").stdout)
    assert (told["parameters"], told["fully_connected_to"]["parameters"]) == (280, 196_609_000)
    lines = words(run(*command, "--outputs", 1000).stdout)
    assert "parameters 280" in lines
    assert "a fully connected layer from the image to 1,000 numbers: 196,609,000 parameters" in lines


def stack(*dilations):
    layer = '[[layers]]\ntype = "conv"\nkernel = {{ family = "box", size = 3 }}\ndilation = {}\n'
    text = 'format = 1\nname = "Stack"\n' + "".join(map(layer.format, dilations))
    Path("stack.toml").write_text(text, encoding="utf-8")
    return "describe", "--image-size", "64x64", "--channels", 1, "--preset", "stack.toml"


@pytest.mark.parametrize(("layers", "seen"), [(1, 3), (2, 5), (3, 7)])
def test_describe_tells_receptive_fields(run, here, layers, seen):
    assert json.loads(run(*stack(*[1] * layers), "--json").stdout)["receptive_field"] == [seen, seen]


def test_describe_warns_of_holes(run, here):
    assert "gridding" in run(*stack(2, 4, 6)).stdout
    assert "gridding" not in run(*stack(1, 2, 5)).stdout


@pytest.fixture
def stripes(run, here):
    """before.pfm and after.pfm, the stripes and their edges as the numbers that they are."""
    rows = "\n".join(" ".join(map(str, row)) for row in STRIPES)
    Path("stripes.pgm").write_text(f"P2 8 6 1\n{rows}\n", encoding="ascii")
    assert run("apply", "stripes.pgm", "before.pfm", "--kernel", "1", "--depth", "float").exit_code == 0
    assert run("apply", "before.pfm", "after.pfm", "--kernel", "1 -1", "--padding", "valid").exit_code == 0
    return "learn", "before.pfm", "after.pfm", "--size", "1x2"


def test_a_kernel_is_learned_exactly(run, stripes):
    told = json.loads(run(*stripes, "--json").stdout)
    assert told["kernel"] == [[1, -1]]
    told = json.loads(run(*stripes, "--bias", "--json").stdout)
    assert (told["kernel"], told["bias"]) == ([[1, -1]], [0])


@pytest.mark.parametrize(("steps", "apart"), [(10, 0.05), (30, 1e-4)])
def test_a_kernel_is_learned_by_gradient_descent(run, stripes, steps, apart):
    told = json.loads(run(*stripes, "--method", "gradient", "--rate", 0.03, "--steps", steps, "--json").stdout)
    losses = [loss for _, loss in told["losses"]]
    assert losses[-1] < 0.01 < losses[0]
    assert losses == sorted(losses, reverse=True)
    np.testing.assert_allclose(told["kernel"], [[1, -1]], atol=apart)
    lines = run(*stripes, "--method", "gradient", "--rate", 0.03, "--steps", steps).stdout.splitlines()
    assert lines[0].startswith("step  0  loss ")
    assert lines[steps].startswith(f"step {steps}  loss 0.00" if steps == 10 else f"step {steps}  loss ")


def test_feature_maps_of_a_photograph(run, lossless):
    done = run("describe", lossless, "--kernel", "32x3x5x5", "--padding", 2, "--json")
    with PIL.Image.open(lossless) as opened:
        width, height = opened.size
    assert json.loads(done.stdout)["out_shape"] == [height, width, 32]
    kernel = written(np.random.default_rng(0).integers(-2, 3, (32, 3, 5, 5)))
    done = run("apply", lossless, "maps.png", "--kernel", kernel, "--padding", 2, "--channels", "sheet")
    assert done.exit_code == 0
    with PIL.Image.open("maps.png") as opened:
        assert opened.size[0] * opened.size[1] >= 32 * width * height
