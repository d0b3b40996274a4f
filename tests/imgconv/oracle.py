"""Convolution and pooling by the definition: plain loops over plain lists of exact numbers.

It shares no code with imgconv and uses no NumPy, so that agreement means something. An image is a list of rows of
pixels, a pixel a list of channels; numbers may be int, float or Fraction, and results are Fractions.
"""

import math
from fractions import Fraction
from itertools import product


def position(p, n, mode):
    """Walk a position outside an axis of n pixels back inside, or return None where "zeros" puts nothing."""
    if mode == "zeros":
        return p if 0 <= p < n else None
    if mode == "replicate":
        return 0 if p < 0 else n - 1 if p >= n else p
    if mode == "circular":
        while p < 0:
            p += n
        while p >= n:
            p -= n
        return p
    if mode == "reflect" and n == 1:
        return 0
    edge = {"reflect": 0, "symmetric": 1}[mode]
    while not 0 <= p < n:
        p = -edge - p if p < 0 else 2 * (n - 1) + edge - p
    return p


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


def sides(padding, extent, anchor, dilation):
    """Pixels of padding (before, after) along both axes; `anchor` is that of the kernel as laid on the image."""
    if padding == "same":
        before = [a * d for a, d in zip(anchor, dilation, strict=True)]
        return [(b, e - 1 - b) for b, e in zip(before, extent, strict=True)]
    if padding == "valid":
        return [(0, 0), (0, 0)]
    if padding == "full":
        return [(e - 1, e - 1) for e in extent]
    return [s if isinstance(s, tuple) else (s, s) for s in pair(padding)]


def starts(n, before, after, extent, stride, ceil_mode=False):
    """Where windows start, in image positions; a partly fitting last one counts in ceil mode if it starts inside."""
    found = []
    start = -before
    while start + extent <= n + after or (ceil_mode and start + extent < n + after + stride and start < n):
        found.append(start)
        start += stride
    return found


def turned(plane):
    return [row[::-1] for row in plane[::-1]]


def depth(nested):
    return 1 + depth(nested[0]) if isinstance(nested, list) else 0


def flat(nested):
    return [v for part in nested for v in flat(part)] if isinstance(nested, list) else [nested]


def whole(nested, denominator):
    if isinstance(nested, list):
        return [whole(part, denominator) for part in nested]
    return int(Fraction(nested) * denominator)


def over_one_denominator(nested):
    """Integers and the one denominator that gives the numbers back; floats are taken for exactly what they are."""
    denominator = math.lcm(*(Fraction(v).denominator for v in flat(nested)))
    return whole(nested, denominator), denominator


def filters_of(kernel, channels, groups):
    """For every output channel, the planes laid on the image: a list of (input channel, plane)."""
    levels = depth(kernel)
    if levels == 2:
        return [[(c, kernel)] for c in range(channels)]
    if levels == 3:
        return [[(c, plane)] for c in range(channels) for plane in kernel]
    outputs, each_in = len(kernel), len(kernel[0])
    each_out = outputs // groups
    return [[(o // each_out * each_in + i, kernel[o][i]) for i in range(each_in)] for o in range(outputs)]


def correlate(
    image,
    kernel,
    *,
    stride=1,
    padding="same",
    padding_mode="reflect",
    dilation=1,
    groups=1,
    bias=0,
    anchor=None,
    convolution=False,
):
    """The sum over all taps, one output pixel at a time."""
    height, width, channels = len(image), len(image[0]), len(image[0][0])
    stride, dilation = pair(stride), pair(dilation)
    pixels, pixel_unit = over_one_denominator(image)
    weights, weight_unit = over_one_denominator(kernel)
    filters = filters_of(weights, channels, groups)
    size = len(filters[0][0][1]), len(filters[0][0][1][0])
    anchor = anchor or (size[0] // 2, size[1] // 2)
    if convolution:
        filters = [[(c, turned(plane)) for c, plane in f] for f in filters]
        anchor = tuple(k - 1 - a for k, a in zip(size, anchor, strict=True))
    extent = [(k - 1) * d + 1 for k, d in zip(size, dilation, strict=True)]
    (top, bottom), (left, right) = sides(padding, extent, anchor, dilation)
    rows = starts(height, top, bottom, extent[0], stride[0])
    cols = starts(width, left, right, extent[1], stride[1])
    biases = bias if isinstance(bias, list | tuple) else [bias] * len(filters)

    def one(y0, x0, planes):
        total = 0
        for c, plane in planes:
            for i, j in product(range(size[0]), range(size[1])):
                if plane[i][j]:
                    y = position(y0 + i * dilation[0], height, padding_mode)
                    x = position(x0 + j * dilation[1], width, padding_mode)
                    if y is not None and x is not None:
                        total += plane[i][j] * pixels[y][x][c]
        return Fraction(total, pixel_unit * weight_unit)

    return [
        [[one(y, x, planes) + Fraction(b) for planes, b in zip(filters, biases, strict=True)] for x in cols]
        for y in rows
    ]


def convolve(image, kernel, **options):
    return correlate(image, kernel, convolution=True, **options)


def windows(image, size, stride, padding, dilation, ceil_mode):
    """For every output pixel and channel, the real (value, flat index) pairs and the start of its window."""
    height, width, channels = len(image), len(image[0]), len(image[0][0])
    size, dilation = pair(size), pair(dilation)
    stride = size if stride is None else pair(stride)
    extent = [(k - 1) * d + 1 for k, d in zip(size, dilation, strict=True)]
    padding = sides(padding, extent, None, dilation)
    rows = starts(height, *padding[0], extent[0], stride[0], ceil_mode)
    cols = starts(width, *padding[1], extent[1], stride[1], ceil_mode)

    def one(y0, x0, c):
        taps = product(range(size[0]), range(size[1]))
        places = [(y0 + i * dilation[0], x0 + j * dilation[1]) for i, j in taps]
        return [(image[y][x][c], y * width + x) for y, x in places if 0 <= y < height and 0 <= x < width]

    return [[[(one(y, x, c), (y, x)) for c in range(channels)] for x in cols] for y in rows]


def max_pool(image, size, *, stride=None, padding=0, dilation=1, ceil_mode=False, lowest=-math.inf):
    """Maxima and their flat indices: the first of equals, the last NaN, -1 where there is no real pixel."""

    def best(pixels):
        value, index = lowest, -1
        for v, i in pixels:
            if index < 0 or v > value or v != v:
                value, index = v, i
        return value, index

    found = windows(image, size, stride, padding, dilation, ceil_mode)
    both = [[[best(pixels) for pixels, _ in pixel] for pixel in row] for row in found]
    return tuple([[[cell[part] for cell in pixel] for pixel in row] for row in both] for part in (0, 1))


def avg_pool(image, size, *, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
    """Means, over the window clipped to the padded image, or to the image, or over what the caller says."""
    height, width = len(image), len(image[0])
    size = pair(size)
    (top, bottom), (left, right) = sides(padding, size, None, (1, 1))

    def mean(pixels, start):
        total = sum(Fraction(v) for v, _ in pixels)
        if divisor_override is not None:
            return total / divisor_override
        if not count_include_pad:
            return total / (len(pixels) or 1)
        down = sum(-top <= start[0] + i < height + bottom for i in range(size[0]))
        across = sum(-left <= start[1] + j < width + right for j in range(size[1]))
        return total / (down * across)

    found = windows(image, size, stride, padding, 1, ceil_mode)
    return [[[mean(*cell) for cell in pixel] for pixel in row] for row in found]


def rounded(value, low, high):
    """Half to even, saturated."""
    floor = math.floor(value)
    rest = value - floor
    up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and floor % 2 == 1)
    return min(max(floor + up, low), high)
