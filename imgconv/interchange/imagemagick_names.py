"""ImageMagick's kernels by name: `Gaussian:0x2`, `Sobel:90`, `Disk:3`, as its versions of 16 bits a quantum make them.

References
----------
"ImageMagick v6 Examples: Morphology of Shapes" and "Convolution of Images" (the kernels and their arguments); the
weights are those that ImageMagick prints with ``-define showkernel=1``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.geometry import Pair
from imgconv.interchange.imagemagick_tables import COMPASS, FREICHEN, LAPLACIANS, SHAPES
from imgconv.interchange.plain import InterchangeError
from imgconv.kernels import Kernel, binomial, rotate
from imgconv.preset.nearest import quoted, unknown

NAMED: Final = re.compile(r"\s*([A-Za-z]+)\s*(?:[:,]\s*([-+0-9.,x@<>!% ]*))?\s*")

Floats = NDArray[np.float64]
Numbers = list[float]

_QUANTUM: Final = 1 / 65535
"""A weight below this is left off where ImageMagick chooses the radius."""
_OVERSAMPLED: Final = 3
_FARTHEST: Final = 180
"""The largest radius: a preset holds no more numbers than those of 361 x 361 cells."""


def is_name(text: str) -> bool:
    """Tell whether a text is the name of a kernel, perhaps with arguments."""
    found = NAMED.fullmatch(text)
    return found is not None and found[1].lower() in _MAKERS.keys() | SHAPES.keys()


def named_kernel(text: str) -> tuple[Kernel, Pair | None]:
    """Make a kernel of a name and its arguments.

    Parameters
    ----------
    text : str
        A name, and after a colon its arguments.

    Returns
    -------
    (Kernel, origin or None)
        None where the origin is the usual one.

    Raises
    ------
    InterchangeError
        If the name is not known here, or its arguments are not those it takes.
    """
    found = NAMED.fullmatch(text)
    if found is None:
        raise InterchangeError("this is no kernel string; write one such as 3x3: 0,-1,0 -1,5,-1 0,-1,0")
    name = found[1].lower()
    if name in SHAPES:
        raise InterchangeError(f"{found[1]} belongs to -morphology {SHAPES[name]}; it is no kernel to convolve with")
    if name not in _MAKERS:
        raise InterchangeError(unknown(found[1], [known.capitalize() for known in _MAKERS], "kernel"))
    if (found[2] or "").count("x") > 1:
        raise InterchangeError(f"{quoted(found[2])}: ImageMagick reads one x only; put commas between the numbers")
    try:
        numbers = [float(part) for part in re.findall(r"[+-]?[^-+,x@ ]+", found[2] or "")]
    except ValueError:
        raise InterchangeError(f"{quoted(found[2])} are no numbers") from None
    try:
        return _MAKERS[name](numbers)
    except _UnfitError as error:
        raise InterchangeError(f"{quoted(text.strip())}: {error}") from None


class _UnfitError(ImgconvError):
    """Arguments that a kernel does not take; the name is told around it."""


def _gaussian(numbers: Numbers) -> tuple[Kernel, None]:
    radius, sigma = _radius_and_sigma(numbers)
    return _normalised(_bell(_square(_reach_2d(radius, sigma)), sigma)), None


def _log(numbers: Numbers) -> tuple[Kernel, None]:
    radius, sigma = _radius_and_sigma(numbers)
    squares = _square(_reach_2d(radius, sigma)) / (2 * sigma**2)
    return _normalised((1 - squares) * np.exp(-squares)), None


def _dog(numbers: Numbers) -> tuple[Kernel, None]:
    _refuse_unless(len(numbers) == 3 and min(numbers[1:]) > 0, "write DoG:RADIUS,SIGMA1,SIGMA2 with sigmas above 0")
    radius, first, second = numbers
    _radius_and_sigma([radius, max(first, second)])
    squares = _square(_reach_2d(radius, max(first, second)))
    return _normalised(_bell(squares, first) - _bell(squares, second)), None


def _blur(numbers: Numbers) -> tuple[Kernel, None]:
    *sizes, angle = [*numbers, 0.0] if len(numbers) < 3 else numbers
    radius, sigma = _radius_and_sigma(sizes)
    width = 2 * _reach_1d(radius, sigma) + 1
    positions = np.arange(_OVERSAMPLED * width) - (_OVERSAMPLED * width - 1) // 2
    line = _normalised(_gathered(positions, sigma)[np.newaxis])
    return _turned(line, angle), None


def _comet(numbers: Numbers) -> tuple[Kernel, Pair]:
    *sizes, angle = [*numbers, 0.0] if len(numbers) < 3 else numbers
    radius, sigma = _radius_and_sigma(sizes)
    width = int(radius) if radius >= 1 else _reach_1d(0, sigma) + 1
    line = _normalised(_gathered(np.arange(_OVERSAMPLED * width), sigma)[np.newaxis])
    turns = _quarter_turns(angle)
    return _turned(line, angle), [(0, 0), (0, 0), (0, width - 1), (width - 1, 0)][turns]


def _gathered(positions: NDArray[np.int_], sigma: float) -> Floats:
    """Sum a bell that is sampled three times a pixel."""
    bell = np.exp(-((positions / (_OVERSAMPLED * sigma)) ** 2) / 2)
    return np.asarray(bell.reshape(-1, _OVERSAMPLED).sum(axis=1), dtype=np.float64)


def _binomial(numbers: Numbers) -> tuple[Kernel, None]:
    kernel = binomial(2 * _radius(numbers, 1, most=11) + 1)
    assert kernel.integers is not None
    return Kernel.of(kernel.integers), None


def _unity(numbers: Numbers) -> tuple[Kernel, None]:
    _refuse_unless(len(numbers) <= 1, "give one scale")
    return Kernel.of([[(numbers or [1.0])[0]]]), None


def _laplacian(numbers: Numbers) -> tuple[Kernel, None]:
    kind = (numbers or [0.0])[0]
    _refuse_unless(len(numbers) <= 1 and kind in LAPLACIANS, f"it is not one of {', '.join(map(str, LAPLACIANS))}")
    return Kernel.of(LAPLACIANS[int(kind)]), None


def _compass(name: str) -> Callable[[Numbers], tuple[Kernel, None]]:
    def make(numbers: Numbers) -> tuple[Kernel, None]:
        _refuse_unless(len(numbers) <= 1, "it takes one angle")
        return _compass_turned(Kernel.of(COMPASS[name]), (numbers or [0.0])[0]), None

    return make


def _shape(default: int, inside: Callable[[NDArray[np.int_], NDArray[np.int_], int], NDArray[np.bool_]]) -> _Maker:
    """Make kernels that are one number inside a shape of some radius."""

    def make(numbers: Numbers) -> tuple[Kernel, None]:
        _refuse_unless(len(numbers) <= 2, "it takes a radius and a scale")
        reach = _radius(numbers[:1], default, most=_FARTHEST)
        y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
        scale = numbers[1] if len(numbers) > 1 else 1.0
        return Kernel.of(np.where(inside(y, x, reach), scale, 0.0)), None

    return make


def _disk(numbers: Numbers) -> tuple[Kernel, None]:
    _refuse_unless(len(numbers) <= 2, "it takes a radius and a scale")
    reach = _radius(numbers[:1], 4, most=_FARTHEST)
    squares = reach**2 if numbers else 4.3**2
    scale = numbers[1] if len(numbers) > 1 else 1.0
    return Kernel.of(np.where(_square(reach) <= squares, scale, 0.0)), None


def _ring(numbers: Numbers) -> tuple[Kernel, None]:
    whole = len(numbers) == 2 and all(number.is_integer() and number > 0 for number in numbers)
    _refuse_unless(
        whole and max(numbers) <= _FARTHEST, f"write Ring:RADIUS1,RADIUS2 with whole radii up to {_FARTHEST}"
    )
    inner, outer = sorted(map(int, numbers))
    squares = _square(outer)
    return Kernel.of(np.where((squares > inner**2) & (squares <= outer**2), 1.0, 0.0)), None


def _rectangle(numbers: Numbers) -> tuple[Kernel, Pair | None]:
    whole = len(numbers) in {2, 4} and all(number.is_integer() and number >= 0 for number in numbers)
    _refuse_unless(whole and min(numbers[:2]) >= 1, "write Rectangle:WIDTHxHEIGHT or Rectangle:WIDTHxHEIGHT+X+Y")
    width, height = (int(number) for number in numbers[:2])
    _refuse_unless(width * height <= (2 * _FARTHEST + 1) ** 2, "it has more cells than a preset holds numbers")
    if len(numbers) == 2:
        return Kernel.of(np.ones((height, width), dtype=np.int64)), None
    x, y = (int(number) for number in numbers[2:])
    _refuse_unless(x < width and y < height, "the origin lies outside")
    return Kernel.of(np.ones((height, width), dtype=np.int64)), (y, x)


def _freichen(numbers: Numbers) -> tuple[Kernel, None]:
    _refuse_unless(len(numbers) <= 2, "it takes a type and an angle")
    kind, angle = [*numbers, 0.0, 0.0][:2]
    # An angle may stand in the type's place.
    angle = kind if angle == 0 and abs(kind) > 30 else angle
    kernel = Kernel.of(FREICHEN.get(kind, FREICHEN[0]))
    return _compass_turned(kernel, angle), None


_Maker = Callable[[Numbers], tuple[Kernel, Pair | None]]
_MAKERS: Final[dict[str, _Maker]] = {
    "unity": _unity,
    "gaussian": _gaussian,
    "dog": _dog,
    "log": _log,
    "blur": _blur,
    "comet": _comet,
    "binomial": _binomial,
    "laplacian": _laplacian,
    **{name: _compass(name) for name in COMPASS},
    "freichen": _freichen,
    "disk": _disk,
    "square": _shape(1, lambda y, x, r: (np.abs(y) <= r) & (np.abs(x) <= r)),
    "diamond": _shape(1, lambda y, x, r: np.abs(y) + np.abs(x) <= r),
    "octagon": _shape(2, lambda y, x, r: np.abs(y) + np.abs(x) <= r + r // 2),
    "plus": _shape(2, lambda y, x, r: (y == 0) | (x == 0)),
    "cross": _shape(2, lambda y, x, r: np.abs(y) == np.abs(x)),
    "ring": _ring,
    "rectangle": _rectangle,
}


def _refuse_unless(fits: bool, why: str) -> None:
    if not fits:
        raise _UnfitError(why)


def _radius_and_sigma(numbers: Numbers) -> tuple[float, float]:
    _refuse_unless(len(numbers) == 2 and numbers[1] > 0, "write RADIUSxSIGMA with a sigma above 0")
    radius, sigma = numbers
    _refuse_unless(0 <= radius <= _FARTHEST and sigma <= _FARTHEST, f"the radius would exceed {_FARTHEST} pixels")
    return radius, sigma


def _radius(numbers: Numbers, default: int, most: int) -> int:
    radius = (numbers or [float(default)])[0]
    fits = len(numbers) <= 1 and radius.is_integer() and 1 <= radius <= most
    _refuse_unless(fits, f"the radius is a whole number from 1 to {most}")
    return int(radius)


def _square(reach: int) -> Floats:
    """Return the squared distances of a square's cells from its middle."""
    positions = np.arange(-reach, reach + 1, dtype=np.float64) ** 2
    return positions + positions[:, np.newaxis]


def _bell(squares: Floats, sigma: float) -> Floats:
    return np.asarray(np.exp(-squares / (2 * sigma**2)) / (2 * math.pi * sigma**2), dtype=np.float64)


def _reach_1d(radius: float, sigma: float) -> int:
    return _reach(radius, sigma, 1)


def _reach_2d(radius: float, sigma: float) -> int:
    return _reach(radius, sigma, 2)


def _reach(radius: float, sigma: float, dimensions: int) -> int:
    """Return a radius given, or the one beyond which a bell has no weight that a level could show."""
    if radius > 1e-15:
        return math.ceil(radius)
    reach = 2
    while True:
        total = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2)).sum() ** dimensions
        if math.exp(-(reach**2) / (2 * sigma**2)) / total < _QUANTUM:
            break
        reach += 1
    _refuse_unless(reach - 1 <= _FARTHEST, f"the radius would exceed {_FARTHEST} pixels")
    return reach - 1


def _normalised(weights: Floats) -> Kernel:
    """Scale the weights above 0 to sum 1 and those below to sum -1, as far as there are some."""
    above, below = weights.clip(min=0), -weights.clip(max=0)
    scaled = [part / total if (total := part.sum()) > 1e-15 else part for part in (above, below)]
    return Kernel.of(scaled[0] - scaled[1])


def _compass_turned(kernel: Kernel, angle: float) -> Kernel:
    """Turn a kernel of 3x3 clockwise; angles count to the nearest eighth of a turn."""
    return rotate(kernel, -45 * math.ceil(angle / 45 - 0.5) % 360)


def _quarter_turns(angle: float) -> int:
    _refuse_unless(angle % 90 == 0, "the angle is a multiple of 90")
    return int(angle // 90) % 4


def _turned(line: Kernel, angle: float) -> Kernel:
    """Turn a line clockwise."""
    return rotate(line, -90 * _quarter_turns(angle) % 360)
