"""What a course on convolution teaches, each done in the window."""

import numpy as np
import pytest
from hands import press_action, press_button, settle, until
from lessons import LESSONS, ONE_KERNEL, SHAPES

from imgconv.gui.document import Stage
from imgconv.gui.explaining import sum_lines
from imgconv.gui.measuring import FIELDS, Measure, measure, totals
from imgconv.gui.session import Picture
from imgconv.image import Image
from imgconv.kernels import Kernel
from imgconv.preset.written import written_layer


def shown(window):
    settle(window)
    return window.canvas.answer.pixels.pixels


def set_kernel(window, rows, **fields):
    document = window.session.document.with_kernel(0, Kernel.of(rows))
    for name, value in fields.items():
        document = document.with_field(0, name, value)
    window.session.edit(document, "Kernel")


def set_layers(window, *layers):
    from dataclasses import replace

    stages = tuple(Stage(written_layer(type_, values)) for type_, values in layers)
    window.session.edit(replace(window.session.document, stages=stages), "Layers")


@pytest.fixture
def numbers(window):
    press_action(window, "chart-numbers,-3-×-3")
    return window


def test_cross_correlation_told_by_hand(numbers):
    set_kernel(numbers, [[0, 1], [2, 3]], padding="valid")
    np.testing.assert_array_equal(shown(numbers)[..., 0], [[19, 25], [37, 43]])
    press_action(numbers, "explain-pixel")
    panel = numbers.lessons.explain
    panel.click((0, 0))
    assert panel.wait(60)
    until(lambda: panel.explained is not None)
    assert panel.story.sum.text() == "0 × 0 + 1 × 1 + 3 × 2 + 4 × 3 = 19"


def test_padding_and_stride(numbers):
    set_kernel(numbers, [[0, 1], [2, 3]], padding=1, padding_mode="zeros")
    np.testing.assert_array_equal(
        shown(numbers)[..., 0], [[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]]
    )
    set_kernel(numbers, [[0, 1], [2, 3]], padding=1, padding_mode="zeros", stride=[3, 2])
    np.testing.assert_array_equal(shown(numbers)[..., 0], [[0, 8], [6, 8]])


def test_several_input_and_output_channels(window):
    press_action(window, "chart-numbers,-two-channels")
    kernel = np.array([[[0, 1], [2, 3]], [[1, 2], [3, 4]]])
    set_kernel(window, [kernel.tolist()], padding="valid")
    np.testing.assert_array_equal(shown(window)[..., 0], [[56, 72], [104, 120]])
    set_kernel(window, [kernel.tolist(), (kernel + 1).tolist(), (kernel + 2).tolist()], padding="valid")
    maps = shown(window)
    np.testing.assert_array_equal(maps[..., 1], [[76, 100], [148, 172]])
    np.testing.assert_array_equal(maps[..., 2], [[96, 128], [192, 224]])
    press_action(window, "explain-pixel")
    panel = window.lessons.explain
    panel.click((0, 0))
    assert panel.wait(60)
    until(lambda: panel.story.source.count() == 2)
    assert len(panel.story.grid.taps) == 4
    assert panel.story.table.model().rowCount() == 8


def test_edges_and_the_kernel_that_finds_nothing(window):
    press_action(window, "chart-stripes,-8-×-6")
    set_kernel(window, [[1, -1]], padding="valid")
    np.testing.assert_array_equal(shown(window)[..., 0], [[0, 1, 0, 0, 0, -1, 0]] * 6)
    set_kernel(window, [[1], [-1]], padding="valid")
    assert not shown(window).any()


def test_learning_the_kernel_from_the_stripes(window):
    press_action(window, "chart-stripes,-8-×-6")
    set_kernel(window, [[1, -1]], padding="valid")
    settle(window)
    press_action(window, "learn")
    learning = window.lessons.learn
    press_button(learning, "Picture and result")
    learning.form.editors["size"].line.setText("1, 2")
    learning.form.editors["size"].line.editingFinished.emit()
    method = learning.form.editors["method"].box
    method.setCurrentIndex(method.findData("gradient"))
    learning.form.editors["rate"].line.setText("0.03")
    learning.form.editors["rate"].line.editingFinished.emit()
    press_button(learning, "Learn")
    until(lambda: not learning.job.running and not learning.descent.playing)
    assert learning.learned.losses[-1][1] < 0.01
    np.testing.assert_allclose(learning.descent.weights.cells[0, 0], [[1, -1]], atol=0.05)
    method.setCurrentIndex(method.findData("least-squares"))
    press_button(learning, "Learn")
    until(lambda: not learning.job.running)
    np.testing.assert_array_equal(learning.descent.weights.cells[0, 0], [[1, -1]])


def test_pooling(numbers):
    set_layers(numbers, ("max_pool", {"size": 2, "stride": 1}))
    np.testing.assert_array_equal(shown(numbers)[..., 0], [[4, 5], [7, 8]])
    set_layers(numbers, ("avg_pool", {"size": 2, "stride": 1}))
    np.testing.assert_array_equal(shown(numbers)[..., 0], [[2, 3], [5, 6]])
    press_action(numbers, "explain-pixel")
    panel = numbers.lessons.explain
    panel.click((1, 0))
    assert panel.wait(60)
    until(lambda: panel.explained is not None)
    assert panel.story.sum.text().splitlines()[0] == "3 + 4 + 6 + 7 = 20"


def test_convolution_commutes_under_full_zero_padding_and_correlation_does_not(numbers):
    first, second = np.arange(9).reshape(3, 3), np.array([[0, 1], [2, 3]])
    fields = {"padding": "full", "padding_mode": "zeros"}
    results = {}
    for operation in ("convolve", "correlate"):
        for picture, kernel in ((first, second), (second, first)):
            numbers.session.open(Picture(Image(picture.astype(np.uint8)), "numbers"))
            set_kernel(numbers, kernel.tolist(), operation=operation, **fields)
            results[operation, len(kernel)] = shown(numbers)
    np.testing.assert_array_equal(results["convolve", 2], results["convolve", 3])
    assert (results["correlate", 2] != results["correlate", 3]).any()


def test_the_feature_maps_of_a_photograph(window, photograph):
    window.files.open_path(photograph("camera.png"))
    filters = np.random.default_rng(0).normal(size=(32, 5, 5)).tolist()
    set_kernel(window, filters, padding=2)
    assert shown(window).shape[2] == 32
    until(lambda: window.inspector.maps.count() == 32)


def open_lesson(window, lesson):
    pixels = np.ascontiguousarray(lesson.planes.transpose(1, 2, 0))
    window.session.open(Picture(Image(pixels, 1.0, "grey" if len(lesson.planes) == 1 else "maps"), lesson.name))
    set_layers(window, *lesson.layers)


def test_every_worked_number_is_shown_and_told(window):
    press_action(window, "explain-pixel")
    panel = window.lessons.explain
    for lesson in LESSONS:
        open_lesson(window, lesson)
        np.testing.assert_array_equal(shown(window).transpose(2, 0, 1), lesson.result, lesson.name)
        for (row, column, channel), said in lesson.said.items():
            told = explained(panel, row, column, channel, lesson.result.shape)
            assert told.explanation.values[channel] == lesson.result[channel, row, column]
            assert panel.story.sum.text().splitlines()[0] == said.replace("x", "×")


def explained(panel, row, column, channel, shape):
    """Pin a pixel and choose a channel as a person does; return the answer to just that."""

    def is_told():
        told, session = panel.explained, panel.session
        return (
            panel.wait(60)
            and told is not None
            and told.inquiry.image is session.picture.image
            and told.inquiry.filter == session.document.filter
            and (told.explanation.at, told.channels) == ((row, column), shape[0])
            and told.channel == panel.channel.currentIndex()
        )

    panel.pin.setChecked(False)
    panel.click((row, column))
    until(is_told)
    panel.channel.setCurrentIndex(channel)
    until(lambda: is_told() and panel.explained.channel == channel)
    return panel.explained


def test_every_kernel_is_stepped_and_written_as_a_matrix(window):
    press_action(window, "steps")
    press_action(window, "matrix")
    steps, matrix = window.lessons.steps, window.lessons.matrix
    for lesson in ONE_KERNEL:
        open_lesson(window, lesson)
        height, width = np.shape(lesson.numbers)
        for asked in (steps, matrix):
            asked.source.setCurrentIndex(asked.source.findData("picture"))
            asked.spins["width"].setValue(width)
            asked.spins["height"].setValue(height)
            asked.follow()
        operation = lesson.layers[0][1].get("operation", "correlate")
        (lane,) = [each for each in steps.view.lanes if each.walked.layer.operation == operation]
        told = np.reshape([float(story.result) for story in lane.walked.stories], lane.walked.size)
        np.testing.assert_array_equal(told, lesson.result[0], lesson.name)
        np.testing.assert_array_equal(matrix.vectors[2].cells[0, 0], lesson.result[0], lesson.name)
        assert "The product is the result." in matrix.told.text()
        for (row, column, _), said in lesson.said.items():
            place = row * lesson.result.shape[2] + column
            assert sum_lines(lane.story(place))[0] == said.replace("x", "×")


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape):
    batch, channels, height, width = shape.before
    values = {field.name: field.default for field in FIELDS}
    values |= {"batch": batch, "channels": channels, "height": height, "width": width, "filters": shape.filters}
    values |= {name: getattr(shape, name) for name in ("size", "padding", "stride", "dilation")}
    wanted = Measure.made_up(values)
    told = dict(totals(measure(wanted), wanted.batch))
    out = f"{shape.after[3]} × {shape.after[2]}, {shape.after[1]} channel{'s' * (shape.after[1] > 1)}"
    assert told["Output"] == (f"{batch} × {out}" if batch > 1 else out)
