"""The numbers that a first course on convolution and pooling works out, as a table for the tests of every face."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np

X = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
X2 = [X, [[1, 2, 3], [4, 5, 6], [7, 8, 9]]]
K = [[0, 1], [2, 3]]
K2 = [K, [[1, 2], [3, 4]]]
FILTERS = [K2, [[[1, 2], [3, 4]], [[2, 3], [4, 5]]], [[[2, 3], [4, 5]], [[3, 4], [5, 6]]]]
STRIPES = [[1, 1, 0, 0, 0, 0, 1, 1]] * 6
SQUARE = np.arange(16).reshape(4, 4).tolist()
PAIR = np.arange(32).reshape(2, 4, 4).tolist()
PADDED = [[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]]
ZEROS = {"padding_mode": "zeros"}


@dataclass(frozen=True)
class Lesson:
    """A picture, layers, and what comes out.

    `said` holds sums as they are told, by row, column and channel of the result.
    """

    name: str
    numbers: Any
    layers: list[tuple[str, dict[str, Any]]]
    gives: Any
    said: dict[tuple[int, int, int], str] = field(default_factory=dict)

    @property
    def planes(self):
        """The picture, (C, H, W)."""
        return np.array(self.numbers, dtype=float).reshape(-1, *np.shape(self.numbers)[-2:])

    @property
    def result(self):
        """What comes out, (C, H, W)."""
        return np.array(self.gives, dtype=float).reshape(-1, *np.shape(self.gives)[-2:])

    @property
    def is_one_kernel(self):
        """Whether it is one convolution of one channel by one kernel, as steps and worksheets show it."""
        (type_, values), *rest = self.layers
        return type_ == "conv" and not rest and np.ndim(values["kernel"]) == 2 and len(self.planes) == 1

    @property
    def preset(self):
        """A preset file of the layers."""
        lines = ["format = 1", f"name = {json.dumps(self.name)}"]
        for type_, values in self.layers:
            lines += ["", "[[layers]]", f'type = "{type_}"']
            lines += [f"{name} = {json.dumps(value)}" for name, value in values.items()]
        return "\n".join(lines) + "\n"


def conv(name, numbers, kernel, gives, said=None, **fields):
    return Lesson(name, numbers, [("conv", {"kernel": kernel, **fields})], gives, said or {})


def pool(name, type_, numbers, gives, said=None, **fields):
    return Lesson(name, numbers, [(type_, fields)], gives, said or {})


LESSONS = [
    conv(
        "cross-correlation",
        X,
        K,
        [[19, 25], [37, 43]],
        {
            (0, 0, 0): "0 x 0 + 1 x 1 + 3 x 2 + 4 x 3 = 19",
            (0, 1, 0): "1 x 0 + 2 x 1 + 4 x 2 + 5 x 3 = 25",
            (1, 0, 0): "3 x 0 + 4 x 1 + 6 x 2 + 7 x 3 = 37",
            (1, 1, 0): "4 x 0 + 5 x 1 + 7 x 2 + 8 x 3 = 43",
        },
        padding="valid",
    ),
    conv(
        "true convolution",
        X,
        K,
        [[5, 11], [23, 29]],
        {(0, 0, 0): "0 x 3 + 1 x 2 + 3 x 1 + 4 x 0 = 5"},
        padding="valid",
        operation="convolve",
    ),
    *(
        conv(f"commutes, {name}", numbers, kernel, gives, padding="full", operation="convolve", **ZEROS)
        for gives in [[[0, 0, 1, 2], [0, 5, 11, 11], [6, 23, 29, 23], [12, 32, 37, 24]]]
        for name, numbers, kernel in (("picture first", X, K), ("kernel first", K, X))
    ),
    conv("does not commute, picture first", X, K, PADDED, padding="full", **ZEROS),
    conv(
        "does not commute, kernel first",
        K,
        X,
        [[0, 8, 7, 6], [16, 43, 37, 21], [10, 25, 19, 9], [4, 8, 3, 0]],
        padding="full",
        **ZEROS,
    ),
    conv("one dimension", [[1, 2, 3]], [[0, 1, 4]], [[0, 1, 6, 11, 12]], padding="full", operation="convolve", **ZEROS),
    conv(
        "edges",
        STRIPES,
        [[1, -1]],
        [[0, 1, 0, 0, 0, -1, 0]] * 6,
        {(0, 1, 0): "1 x 1 + 0 x (-1) = 1", (5, 5, 0): "0 x 1 + 1 x (-1) = -1"},
        padding="valid",
    ),
    conv("edges, turned", STRIPES, [[1], [-1]], np.zeros((5, 8)).tolist(), padding="valid"),
    conv("padding with zeros", X, K, PADDED, {(0, 3, 0): "0 x 0 + 0 x 1 + 2 x 2 + 0 x 3 = 4"}, padding=1, **ZEROS),
    *(
        conv(f"padding mode {mode}", X, K, gives, padding=1, padding_mode=mode)
        for mode, gives in {
            "reflect": [[5, 7, 13, 11], [17, 19, 25, 23], [35, 37, 43, 41], [23, 25, 31, 29]],
            "replicate": [[0, 4, 10, 12], [15, 19, 25, 27], [33, 37, 43, 45], [36, 40, 46, 48]],
            "circular": [[10, 10, 16, 10], [19, 19, 25, 19], [37, 37, 43, 37], [10, 10, 16, 10]],
        }.items()
    ),
    conv("even, correlate", X, K, [row[:3] for row in PADDED[:3]], padding="same", **ZEROS),
    conv(
        "even, convolve",
        X,
        [[3, 2], [1, 0]],
        [row[1:] for row in PADDED[1:]],
        padding="same",
        operation="convolve",
        **ZEROS,
    ),
    conv(
        "stride",
        X,
        K,
        [[0, 8], [6, 8]],
        {(1, 1, 0): "7 x 0 + 8 x 1 + 0 x 2 + 0 x 3 = 8"},
        padding=1,
        stride=[3, 2],
        **ZEROS,
    ),
    conv(
        "several input channels",
        X2,
        [K2],
        [[56, 72], [104, 120]],
        {(0, 0, 0): "0 x 0 + 1 x 1 + 3 x 2 + 4 x 3 + 1 x 1 + 2 x 2 + 4 x 3 + 5 x 4 = 56"},
        padding="valid",
    ),
    conv(
        "several output channels",
        X2,
        FILTERS,
        [[[56, 72], [104, 120]], [[76, 100], [148, 172]], [[96, 128], [192, 224]]],
        {(1, 1, 2): "4 x 2 + 5 x 3 + 7 x 4 + 8 x 5 + 5 x 3 + 6 x 4 + 8 x 5 + 9 x 6 = 224"},
        padding="valid",
    ),
    conv(
        "1x1",
        [[[1, 2]], [[3, 4]], [[5, 6]]],
        [[[[1]], [[2]], [[3]]], [[[4]], [[5]], [[6]]]],
        [[[22, 28]], [[49, 64]]],
        {(0, 0, 0): "1 x 1 + 3 x 2 + 5 x 3 = 22"},
    ),
    conv(
        "a bias for each filter",
        X2,
        FILTERS,
        [[[57, 73], [105, 121]], [[96, 120], [168, 192]], [[396, 428], [492, 524]]],
        padding="valid",
        bias=[1, 20, 300],
    ),
    conv(
        "groups",
        [[[1]], [[2]], [[3]], [[4]]],
        [[[[1]], [[10]]], [[[100]], [[1000]]]],
        [[[21]], [[4300]]],
        {(0, 0, 1): "3 x 100 + 4 x 1000 = 4300"},
        groups=2,
    ),
    conv("depthwise", [[[1]], [[2]], [[3]]], [[[[7]]], [[[8]]], [[[9]]]], [[[7]], [[16]], [[27]]], groups=3),
    Lesson(
        "depthwise separable",
        [[[1, 2]], [[3, 4]]],
        [
            ("conv", {"kernel": [[[[1, 1]]], [[[1, -1]]]], "groups": 2, "padding": "valid"}),
            ("conv", {"kernel": [[[[2]], [[5]]]]}),
        ],
        [[1]],
        {(0, 0, 0): "3 x 2 + (-1) x 5 = 1"},
    ),
    conv(
        "as a matrix",
        SQUARE,
        [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
        [[303, 348], [483, 528]],
        {(0, 0, 0): "0 x 1 + 1 x 2 + 2 x 3 + 4 x 4 + 5 x 5 + 6 x 6 + 8 x 7 + 9 x 8 + 10 x 9 = 303"},
        padding="valid",
    ),
    pool("max pooling", "max_pool", X, [[4, 5], [7, 8]], size=2, stride=1),
    pool("average pooling", "avg_pool", X, [[2, 3], [5, 6]], {(1, 0, 0): "3 + 4 + 6 + 7 = 20"}, size=2, stride=1),
    pool("max pooling, stride of the size", "max_pool", SQUARE, [[10]], size=3),
    pool("max pooling, padded", "max_pool", SQUARE, [[5, 7], [13, 15]], size=3, padding=1, stride=2),
    pool("max pooling, oblong", "max_pool", SQUARE, [[5, 7], [13, 15]], size=[2, 3], stride=[2, 3], padding=[0, 1]),
    pool(
        "max pooling of channels",
        "max_pool",
        PAIR,
        [[[5, 6, 7, 7], [13, 14, 15, 15]], [[21, 22, 23, 23], [29, 30, 31, 31]]],
        size=3,
        padding=1,
        stride=[2, 1],
    ),
    pool("ceil mode", "max_pool", X, [[4, 5], [7, 8]], size=2, ceil_mode=True),
    pool("dilated pooling", "max_pool", SQUARE, [[10, 11], [14, 15]], size=2, stride=1, dilation=2),
    pool("average without padding", "avg_pool", X, [[0, 1.5], [4.5, 6]], size=2, padding=1, count_include_pad=False),
    pool(
        "average with padding",
        "avg_pool",
        X,
        [[0, 0.75], [2.25, 6]],
        {(0, 1, 0): "0 + 0 + 1 + 2 = 3"},
        size=2,
        padding=1,
    ),
]
ONE_KERNEL = [lesson for lesson in LESSONS if lesson.is_one_kernel]


@dataclass(frozen=True)
class Shape:
    """A layer of a network, and the shape it gives: batch, channels, height and width."""

    before: tuple[int, int, int, int]
    filters: int
    size: tuple[int, int]
    after: tuple[int, int, int, int]
    padding: Any = "valid"
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)

    @property
    def kernel(self):
        """The shape of its kernel."""
        return self.filters, self.before[1], *self.size


SHAPES = [
    Shape((20, 16, 50, 100), 33, (3, 3), (20, 33, 24, 49), stride=(2, 2)),
    Shape((20, 16, 50, 100), 33, (3, 5), (20, 33, 28, 100), (4, 2), (2, 1)),
    Shape((20, 16, 50, 100), 33, (3, 5), (20, 33, 26, 100), (4, 2), (2, 1), (3, 1)),
    Shape((1, 3, 32, 32), 2, (5, 5), (1, 2, 28, 28)),
    Shape((1, 1, 6, 6), 1, (3, 3), (1, 1, 4, 4)),
    Shape((1, 3, 100, 100), 4, (3, 3), (1, 4, 102, 102), (2, 2)),
    Shape((4, 2, 3, 5), 3, (3, 5), (4, 3, 3, 5), (1, 2)),
]
