"""Numbers of an explanation as they are written: what is written adds up to what is written."""

import math
import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgconv.explain import ChannelStory, Ending, Tap, explain
from imgconv.explain.written import (
    before_text,
    bracketed,
    heaviest,
    is_tie,
    product_texts,
    sum_text,
    value_text,
)
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import AvgPool, Conv, MaxPool
from imgconv.pipeline import Pipeline


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (3, "3"),
        (3.0, "3"),
        (1234567.0, "1234567"),
        (-0.25, "-0.25"),
        (Fraction(1, 9), "1/9"),
        (Fraction(1, 4), "0.25"),
        (Fraction(1, 273), "1/273"),
        (Fraction(12345, 98765), "0.124994"),
        (1 / 3, "0.333333"),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
        (1e300, "1e+300"),
        (1 << 53, "9.00720e+15"),
        (-(10**400), "-1.00000e+400"),
        (Fraction(10**400, 3), "3.33333e+399"),
    ],
)
def test_numbers(value, text):
    assert value_text(value) == text


def test_negative_terms_stand_in_brackets():
    assert (bracketed(-2), bracketed(2)) == ("(-2)", "2")


def story_of(layer, pixels, at=(0, 0)):
    told = explain(Filter(Pipeline([layer])), Image(np.asarray(pixels)), at, depth="float")
    return told.stages[-1].channels[0]


def test_sums():
    told = story_of(Conv([[1, -1]], padding="valid"), np.array([[3, 4]], np.uint8))
    assert sum_text(told) == "3 x 1 + 4 x (-1) = -1"
    assert sum_text(told, "×") == "3 × 1 + 4 × (-1) = -1"
    assert sum_text(told, most=1) is None
    assert sum_text(story_of(AvgPool(2), np.array([[3, 4], [5, 6]], np.uint8))) == "3 + 4 + 5 + 6 = 18"
    assert sum_text(story_of(MaxPool(2), np.array([[3, 4], [5, 6]], np.uint8))) is None


def test_products_that_floats_make_long_are_written_short():
    write = product_texts(story_of(Conv([[0.7, 0.3]], padding="valid"), np.array([[5, 4]], np.uint8)))
    assert write(Fraction(-5.75) * Fraction(0.7)) == "-4.025"
    assert write(Fraction(1, 7)) == "1/7"
    assert write(Fraction(2, 7) * 100001) == "28571.7142857"


@pytest.mark.parametrize("seed", range(40))
def test_written_products_add_up_to_the_written_sum(seed):
    pick = random.Random(seed)
    rng = np.random.default_rng(seed)
    side = pick.randint(2, 31)
    pixels = rng.integers(0, 256, (side, side), dtype=np.uint8)
    told = story_of(Conv(rng.normal(size=(side, side)) * 10.0 ** pick.randint(-3, 3), padding="valid"), pixels)
    places, rest = heaviest(told)
    write = product_texts(told)
    listed = [Fraction(write(told.taps[place].product)) for place in places] + [Fraction(write(rest))]
    assert len(listed) <= 50
    digits = value_text(told.total)
    assert f"{float(sum(listed)):.6g}" == f"{float(digits):.6g}"


def test_the_heaviest_hold_what_pooling_took():
    pixels = -np.arange(100, dtype=np.float32).reshape(10, 10)
    told = story_of(MaxPool(10), pixels)
    places, _ = heaviest(told)
    assert told.taken == 0
    assert told.taken in places
    assert len(places) == 24
    assert heaviest(story_of(MaxPool(7), pixels))[0] == tuple(range(49))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite(value):
    taps = tuple(Tap(0, (0, place), (0, place), (0, place), value, 1, value) for place in range(60))
    told = ChannelStory(0, taps, "sum", value, value, total=value)
    places, rest = heaviest(told)
    assert len(places) == 24
    assert product_texts(told)(value) == str(value)
    assert not math.isfinite(rest)


def ending(before):
    value = round(before)
    return Ending(0, before, value, rounded=value != before, saturated=False)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (141.421356, "141.421"),
        (Fraction(281, 2) - Fraction(1, 10**7), "140.4999999"),
        (140.50000001, "140.50000001"),
        (140.5, "140.5"),
        (7, "7"),
        (Fraction(1384, 9), "153.778"),
    ],
)
def test_a_value_shows_why_it_is_rounded_as_it_is(before, text):
    assert before_text(ending(before)) == text


@given(st.floats(-300, 300))
def test_whatever_is_written_is_rounded_to_the_same(before):
    assert round(Fraction(before_text(ending(before)))) == round(before)


def test_ties():
    assert [is_tie(value) for value in (0.5, Fraction(3, 2), 1, 0.25, math.nan, math.inf)] == [True, True] + [False] * 4
