"""Pipelines by the definition: layer after layer on the whole image, with the oracle's loops, where white is 1.

A layer is written as (name, options); `built` makes imgconv's layer of it and `run` computes it here.
"""

import math
from fractions import Fraction

import oracle

from imgconv.layers import LAYERS
from imgconv.pipeline import Pipeline


def built(layers):
    return Pipeline([LAYERS[name](**options) for name, options in layers])


def each(image, function):
    return [[[function(v) for v in pixel] for pixel in row] for row in image]


def both(first, second, function):
    return [
        [[function(a, b) for a, b in zip(p, q, strict=True)] for p, q in zip(r, s, strict=True)]
        for r, s in zip(first, second, strict=True)
    ]


FUNCTIONS = {
    "relu": lambda v: max(v, 0),
    "abs": abs,
    "square": lambda v: v * v,
    "sigmoid": lambda v: 1 / (1 + math.exp(-v)),
    "tanh": math.tanh,
    "sqrt": math.sqrt,
    # IEC 61966-2-1, and its mirror below 0.
    "to_linear": lambda v: math.copysign(
        (abs(v) + 0.055) ** 2.4 / 1.055**2.4 if abs(v) > 0.04045 else abs(v) / 12.92, v
    ),
    "to_encoded": lambda v: math.copysign(
        1.055 * abs(v) ** (1 / 2.4) - 0.055 if abs(v) > 0.0031308 else abs(v) * 12.92, v
    ),
}


def conv(image, original, *, kernel, operation="correlate", divisor=1, **options):
    cells = [[Fraction(v) / divisor for v in row] for row in kernel] if oracle.depth(kernel) == 2 else kernel
    return getattr(oracle, operation)(image, cells, **options)


def magnitude(image, original, *, filters):
    def joined(pixel):
        groups = [pixel[i : i + filters] for i in range(0, len(pixel), filters)]
        return [math.hypot(*map(float, group)) for group in groups]

    return [[joined(pixel) for pixel in row] for row in image]


def value_range(image, original, *, mode="clip", low=0.0, high=1.0):
    if mode == "clip":
        return each(image, lambda v: min(max(v, low), high))
    values = oracle.flat(image)
    least, most = min(values), max(values)
    if least == most:
        return each(image, lambda v: low)
    return each(image, lambda v: low + (high - low) * float((v - least) / (most - least)))


STEPS = {
    "conv": conv,
    "max_pool": lambda image, original, **options: oracle.max_pool(image, **options)[0],
    "avg_pool": lambda image, original, **options: oracle.avg_pool(image, **options),
    "activation": lambda image, original, function: each(image, FUNCTIONS[function]),
    "magnitude": magnitude,
    "blend": lambda image, original, weight: both(
        image, original, lambda a, b: Fraction(weight) * Fraction(a) + (1 - Fraction(weight)) * Fraction(b)
    ),
    "range": value_range,
}


def run(layers, image, white=1):
    """Compute an image of shape (H, W, C), given and returned in levels, as nested lists."""
    original = now = each(image, lambda v: Fraction(v) / white)
    for name, options in layers:
        now = STEPS[name](now, original, **options)
        # Floats from here on keep the fractions short; their error is far below what the tests allow.
        now = each(now, lambda v: Fraction(float(v)) if math.isfinite(v) else v)
    return each(now, lambda v: v * white)
