"""The same picture under two settings, split and as an amplified difference, with the numbers."""

import numpy as np
import pytest
from hands import drag, press_action, press_button, settle, until

from imgconv.filtering import Filter
from imgconv.preset import load_preset


@pytest.fixture
def comparing(window, photograph):
    window.files.open_path(photograph("chelsea.png"))
    window.presets_actions.load(load_preset("emboss"))
    settle(window)
    press_action(window, "compare-settings")
    return window.lessons.compare


def choose(comparing, name, value, side=1):
    box = comparing.boxes[name][side]
    box.setCurrentIndex(box.findData(value))


def compared(comparing):
    until(lambda: comparing.wait(60) and comparing.compared is not None and not comparing.asking.is_waiting)
    return comparing.compared


def fact(comparing, name):
    for row in range(comparing.facts.rowCount()):
        if comparing.facts.itemAt(row, comparing.facts.ItemRole.LabelRole).widget().text() == f"{name}:":
            return comparing.facts.itemAt(row, comparing.facts.ItemRole.FieldRole).widget().text()
    raise AssertionError(name)


def test_correlation_against_convolution_split(window, comparing):
    choose(comparing, "operation", "convolve")
    result = compared(comparing)
    image = window.session.picture.image
    first = window.session.document.filter.apply(image).pixels
    np.testing.assert_array_equal(result.first.pixels, first)
    apart = np.abs(first.astype(int) - result.second.pixels.astype(int))
    assert fact(comparing, "Largest difference").startswith(f"{apart.max()} levels")
    assert fact(comparing, "Mean difference") == f"{apart.mean():.4g}"
    canvas = comparing.canvas
    assert canvas.captions == ("A: correlate", "B: convolve")
    before = canvas.grab().toImage()
    drag(canvas, (canvas.width() // 2, 40), (canvas.width() // 4, 40))
    assert canvas.grab().toImage() != before


def test_padding_modes_differ_at_the_borders_only(comparing):
    choose(comparing, "padding_mode", "zeros", side=0)
    choose(comparing, "padding_mode", "circular", side=1)
    compared(comparing)
    assert fact(comparing, "Away from the borders") == "0.0000%"
    assert fact(comparing, "Pixels that differ") != "0.0000%"
    press_button(comparing, "Go to the largest difference")
    row, column = comparing.compared.numbers.worst
    region = comparing.canvas.view.visible(comparing.compared.first.size)
    assert region[0][0] <= row < region[0][1]
    assert region[1][0] <= column < region[1][1]


def test_the_difference_made_stronger(comparing):
    choose(comparing, "color", "linear")
    compared(comparing)
    comparing.buttons["difference"].setChecked(True)
    automatic = compared(comparing).apart_rgb
    assert automatic.max() == 255
    comparing.factor.setValue(1.0)
    until(lambda: compared(comparing).factor == 1.0)
    plain = comparing.compared.apart_rgb
    assert plain.sum() < automatic.sum()
    levels = np.abs(comparing.compared.first.pixels.astype(int) - comparing.compared.second.pixels.astype(int))
    np.testing.assert_array_equal(plain, levels)
    np.testing.assert_array_equal(comparing.compared.apart.pixels, levels)


def test_it_follows_the_filter_and_says_what_cannot_be_compared(window, comparing):
    until(lambda: "Both sides have the same settings" in comparing.told.text())
    choose(comparing, "padding", "valid")
    until(lambda: "cannot be laid on each other" in comparing.told.text())
    choose(comparing, "padding", "as it is")
    choose(comparing, "operation", "convolve")
    assert compared(comparing).numbers.largest_difference > 0
    window.session.edit(window.session.document.with_family(0, "gaussian", sigma=2.0), "Blur")
    until(lambda: compared(comparing).numbers.largest_difference == 0)
    assert isinstance(comparing.compared.request.filter, Filter)
