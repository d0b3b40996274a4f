"""Functions that code for Pillow calls: what its pictures of floats lack, in terms of what they have."""

from __future__ import annotations

from typing import Final

from imgconv.borders import PaddingMode, diagram
from imgconv.interchange.array_pooling import LEFT_OVER

FOLDED: Final = {
    PaddingMode.REFLECT: ("i %= max(2 * n - 2, 1)", "return min(i, 2 * n - 2 - i)"),
    PaddingMode.SYMMETRIC: ("i %= 2 * n", "return min(i, 2 * n - 1 - i)"),
    PaddingMode.REPLICATE: ("return min(max(i, 0), n - 1)",),
    PaddingMode.CIRCULAR: ("return i % n",),
}
"""From a place outside a picture of n pixels to the pixel that stands there."""
_PADDED: Final = (
    "def {border}(image, left, top, right, bottom):",
    '    """Extend a picture on all sides: {diagram}."""',
    "",
    "    def inside(i, n):",
    "        {folded}",
    "",
    "    wide = Image.new(image.mode, (left + image.width + right, image.height))",
    "    for x in range(wide.width):",
    "        column = inside(x - left, image.width)",
    "        wide.paste(image.crop((column, 0, column + 1, image.height)), (x, 0))",
    "    tall = Image.new(image.mode, (wide.width, top + image.height + bottom))",
    "    for y in range(tall.height):",
    "        row = inside(y - top, image.height)",
    "        tall.paste(wide.crop((0, row, wide.width, row + 1)), (0, y))",
    "    return tall",
)
ZEROS: Final = (
    "def zeros(image, left, top, right, bottom):",
    '    """Extend a picture on all sides by zeros."""',
    "    return image.crop((-left, -top, image.width + right, image.height + bottom))",
)
_CORRELATE: Final = (
    "def correlate(bands, kernels, down=1, across=1):",
    '    """Slide a kernel over each band, where it fits, and add up; down and across are the steps between taps."""',
    "    width = bands[0].width - (len(kernels[0][0]) - 1) * across",
    "    height = bands[0].height - (len(kernels[0]) - 1) * down",
    '    total = Image.new("F", (width, height))',
    "    for band, kernel in zip(bands, kernels):",
    "        for y, row in enumerate(kernel):",
    "            for x, weight in enumerate(row):",
    "                if weight:",
    "                    left, top = x * across, y * down",
    "                    part = band.crop((left, top, left + width, top + height))",
    '                    total = ImageMath.lambda_eval(lambda a: a["t"] + weight * a["p"], t=total, p=part)',
    "    return total",
)
_MAXIMUM: Final = (
    "def maximum(band, width, height, across=1, down=1):",
    '    """Return the largest value of each window; across and down are the steps between its values."""',
    "    right, bottom = band.width - (width - 1) * across, band.height - (height - 1) * down",
    "    total = band.crop((0, 0, right, bottom))",
    "    for y in range(0, height * down, down):",
    "        for x in range(0, width * across, across):",
    "            part = band.crop((x, y, x + right, y + bottom))",
    '            total = ImageMath.lambda_eval(lambda a: a["max"](a["t"], a["p"]), t=total, p=part)',
    "    return total",
)
_EXTENDED: Final = (
    "def extended(band, left, top, right, bottom, value):",
    '    """Extend a band on all sides by a value."""',
    '    around = Image.new("F", (left + band.width + right, top + band.height + bottom), value)',
    "    around.paste(band, (left, top))",
    "    return around",
)
_PICKED: Final = (
    "def picked(band, across, down):",
    '    """Keep the pixels at 0, across, 2 * across ... of every row at 0, down, 2 * down ..."""',
    "    size = (band.width - 1) // across + 1, (band.height - 1) // down + 1",
    "    places = (across, 0, (1 - across) / 2, 0, down, (1 - down) / 2)",
    "    return band.transform(size, Image.Transform.AFFINE, places)",
)
_COMPUTED: Final = (
    "def computed(formula, *groups):",
    '    """Compute with the values of bands: of one group, or of those at the same place of several groups."""',
    "    done = []",
    "    for bands in zip(*groups):",
    '        named = {f"band{i}": band for i, band in enumerate(bands)}',
    "        done.append(ImageMath.lambda_eval(lambda known: formula(*(known[name] for name in named)), **named))",
    "    return done",
)
HELPERS: Final = {
    "computed(": _COMPUTED,
    "correlate(": _CORRELATE,
    "maximum(": _MAXIMUM,
    "extended(": _EXTENDED,
    "picked(": _PICKED,
    "zeros(": ZEROS,
    "left_over(": LEFT_OVER,
}


def padding(border: PaddingMode) -> list[str]:
    """Return the function that extends a picture by a border other than zeros."""
    folded = "\n        ".join(FOLDED[border])
    return [
        line.replace("{border}", border).replace("{diagram}", diagram(border)).replace("{folded}", folded)
        for line in _PADDED
    ]
