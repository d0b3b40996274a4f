"""Random filters of every kind on every kind of image: what is told of a pixel is what was computed."""

import random
import warnings
from fractions import Fraction

import numpy as np
import pytest

from imgconv.errors import ImgconvError, ImgconvWarning
from imgconv.explain import explain
from imgconv.explain.exact import exact_product, is_finite
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.kernels import Kernel
from imgconv.layer_fields import ACTIVATIONS
from imgconv.layers import Activation, AvgPool, Blend, ChainedBlend, Conv, Magnitude, MaxPool, Range
from imgconv.pipeline import Pipeline
from imgconv.rational import as_written

MODES = ["zeros", "reflect", "symmetric", "replicate", "circular"]
POOLS = [
    MaxPool(2, 1),
    MaxPool((2, 3), 2, ceil_mode=True),
    MaxPool(2, 1, padding=1, dilation=2),
    AvgPool(2, 1, padding=1),
    AvgPool(3, 2, padding=1, count_include_pad=False),
    AvgPool(2, divisor_override=3),
]


class Maker:
    """Makes filters and images from a seed."""

    def __init__(self, seed):
        self.pick = random.Random(seed)
        self.numbers = np.random.default_rng(seed)

    def weights(self, *shape):
        whole = self.pick.random() < 0.5
        return (self.numbers.integers(-3, 4, shape) if whole else self.numbers.normal(size=shape)).tolist()

    def kernel(self, channels):
        """A kernel for so many channels, its groups, and the channels it gives."""
        size = self.pick.randint(1, 4), self.pick.randint(1, 4)
        kind = self.pick.choice(["each", "several", "full", "groups", "depthwise"])
        if kind == "each":
            return Kernel.of(self.weights(*size)), 1, channels
        count = self.pick.randint(1, 3)
        if kind == "several":
            return Kernel.of(self.weights(count, *size)), 1, channels * count
        if kind == "full":
            return Kernel.of(self.weights(count, channels, *size)), 1, count
        groups = channels
        if kind == "groups":
            groups = self.pick.choice([g for g in range(1, channels + 1) if channels % g == 0])
        return Kernel.of(self.weights(groups * count, channels // groups, *size)), groups, groups * count

    def conv(self, channels, keep):
        kernel, groups, made = self.kernel(channels)
        bias = self.pick.choice([0, 0.3, -0.1])
        if kernel.levels == 4 and self.pick.random() < 0.3:
            bias = tuple(self.numbers.normal(size=made).round(2).tolist())
        layer = Conv(
            kernel,
            operation=self.pick.choice(["correlate", "convolve"]),
            padding="same" if keep else self.pick.choice(["same", "full", "valid", 1, ((2, 0), (1, 3))]),
            padding_mode=self.pick.choice(MODES),
            stride=1 if keep else self.pick.choice([1, 2, (1, 3)]),
            dilation=self.pick.choice([1, 1, 2]),
            divisor=self.pick.choice([None, 3, 0.5]),
            groups=groups,
            bias=bias,
            anchor=self.pick.choice([None, None, tuple(self.pick.randrange(length) for length in kernel.size)]),
        )
        return layer, made

    def layer(self, channels, keep, before):
        kind = self.pick.random()
        if kind < 0.5:
            return self.conv(channels, keep)
        if kind < 0.6:
            return Activation(self.pick.choice(ACTIVATIONS)), channels
        if kind < 0.7:
            return self.pick.choice([Range("clip", 0.1, 0.8), Range("stretch"), Range("stretch", -0.2, 1.1)]), channels
        if kind < 0.8 and not keep:
            return self.pick.choice(POOLS), channels
        if kind < 0.9 and channels % 2 == 0:
            return Magnitude(2), channels // 2
        weight = self.pick.choice([0.5, -0.8, 1.5])
        if before and self.pick.random() < 0.5:
            return ChainedBlend(weight, back=self.pick.randint(1, before)), channels
        return Blend(weight), channels

    def case(self):
        channels = self.pick.randint(1, 4)
        dtype = self.pick.choice(["uint8", "uint16", "float32", "float64"])
        size = [self.pick.randint(5, 9) for _ in range(2)]
        if self.pick.random() < 0.1:
            size = [self.pick.randint(300, 500) for _ in range(2)]  # several tiles
        white = {"uint8": 255, "uint16": 65535}.get(dtype, 1)
        image = Image((self.numbers.random((*size, channels)) * white).astype(dtype))
        alpha = self.pick.choice(["keep", "keep", "premultiply", "channel"])
        now = channels - 1 if alpha == "keep" and channels in {2, 4} else channels
        keep, layers = self.pick.random() < 0.5, []
        for _ in range(self.pick.randint(1, 4)):
            layer, now = self.layer(now, keep, len(layers))
            layers.append(layer)
        made = Filter(Pipeline(layers), alpha, self.pick.choice(["encoded", "encoded", "linear"]))
        return made, image, self.pick.choice(["keep", "keep", "8", "16", "float"])


def check_ending(ending, dtype):
    before = float(ending.before)
    if dtype.kind == "u":
        if not np.isnan(before):
            assert min(max(round(ending.before), 0), int(np.iinfo(dtype).max)) == ending.value
    elif np.isnan(before):
        assert np.isnan(ending.value)
    else:
        assert ending.value == pytest.approx(before, rel=1e-6, abs=1e-9)


def check_sum(story):
    """What is written adds up exactly: products to the sum, and the sum to the result."""
    for tap in story.taps:
        if tap.weight is not None:
            assert tap.product == exact_product(tap.value, tap.weight) or not tap.weight or tap.product != tap.product
    if story.total is None or not is_finite(story.total):
        return
    products = [tap.value if tap.product is None else tap.product for tap in story.taps]
    assert story.total == sum(map(Fraction, products))
    if story.rule.startswith("sum"):
        assert story.result == Fraction(story.total) / as_written(story.divisor or 1) + Fraction(story.bias or 0)


def check_story(story, white):
    check_sum(story)
    reach = white + sum(abs(float(tap.value if tap.product is None else tap.product)) for tap in story.taps)
    told, computed = float(story.result), float(story.value)
    assert (
        told == computed
        or (np.isnan(told) and np.isnan(computed))
        or abs(told - computed) <= 2e-5 * (reach + abs(told))
    )


def check(seed):
    """Explain one random pixel; false where the filter does not fit the image."""
    maker = Maker(seed)
    try:
        made, image, depth = maker.case()
        whole = made.apply(image, depth=depth).pixels
    except ImgconvError:
        return False
    column, row = maker.pick.randrange(whole.shape[1]), maker.pick.randrange(whole.shape[0])
    told = explain(made, image, (column, row), depth=depth)
    assert np.array_equal(np.array(told.values, dtype=whole.dtype), whole[row, column], equal_nan=True)
    for ending in told.endings:
        check_ending(ending, whole.dtype)
    for stage in told.stages:
        for story in stage.channels:
            check_story(story, image.white)
    return True


def rounds(seeds):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImgconvWarning)  # alpha has no place beside feature maps
        return sum(map(check, seeds))


def test_random_filters():
    assert rounds(range(120)) > 60


@pytest.mark.slow
def test_many_random_filters():
    assert rounds(range(1000, 4000)) > 1500
