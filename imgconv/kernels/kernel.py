"""The kernel as a value: weights, and where they are rational the integers behind them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from numbers import Integral, Rational, Real
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError

MAX_SIDE = 4096
MAX_TAPS = 1 << 24
# Rational reconstruction of floats stops here: 1/9 or 0.05 are found again, a measured weight is left a float.
_MAX_DENOMINATOR = 4096
_MAX_COMMON_DENOMINATOR = 1 << 20
_MAX_EXACT = 1 << 53

Number: TypeAlias = int | float | Fraction
KernelLike: TypeAlias = "Kernel | Sequence[object] | NDArray[np.generic]"


@dataclass(frozen=True, eq=False)
class Kernel:
    """A convolution kernel of two, three or four levels.

    Attributes
    ----------
    weights : ndarray of float64
        Shape (kh, kw): this kernel on every channel by itself; (n, kh, kw): n filters on every channel by itself;
        (c_out, c_in / groups, kh, kw): the full multichannel kernel. Read-only.
    integers : ndarray of int64 or None
        Integers with ``weights == integers / divisors`` (the divisor of each filter), where the kernel is rational
        with small enough terms; None otherwise. Read-only.
    divisors : tuple of int
        One positive integer a filter: one for two levels, n for three, c_out for four.
    """

    weights: NDArray[np.float64]
    integers: NDArray[np.int64] | None
    divisors: tuple[int, ...]

    @classmethod
    def of(cls, source: KernelLike) -> Kernel:
        """Make a kernel of nested sequences, an array or another kernel.

        Parameters
        ----------
        source : Kernel, nested sequences of int, float or Fraction, or array of integers or floats
            Two to four levels.

        Raises
        ------
        ImgconvError
            If the levels are not 2 to 4, a row is ragged or empty, a side exceeds 4096, or a weight is not a
            finite real number (booleans and complex numbers are not).
        """
        if isinstance(source, Kernel):
            return source
        if isinstance(source, np.ndarray) and source.dtype.kind not in "iuf" and source.dtype != object:
            raise ImgconvError(
                f"kernel: weights of dtype {source.dtype} are not real numbers; cast them with .astype(float)"
            )
        cells = source if isinstance(source, np.ndarray) else _nested_array(source)
        _check_shape(cells.shape)
        if cells.dtype.kind == "f":
            _check_finite(cells)
            weights = cells.astype(np.float64)
            _check_finite(weights)
            return cls._of_rationals(weights, _rationals_of_floats(weights))
        if cells.dtype.kind in "iu":
            numbers: list[Number] = [int(v) for v in cells.ravel()]
        else:
            numbers = [_real(v) for v in cells.ravel()]
        weights = _to_floats(numbers).reshape(cells.shape)
        return cls._of_rationals(weights, _rationals(numbers))

    @classmethod
    def of_integers(cls, integers: object, divisor: int = 1) -> Kernel:
        """Make the kernel ``integers / divisor``; a divisor of 0 or below is an error."""
        if divisor < 1:
            raise ImgconvError(f"kernel: divisor {divisor} must be 1 or more")
        whole = np.asarray(integers)
        if whole.dtype.kind not in "iu":
            raise ImgconvError(f"kernel: integers expected, not dtype {whole.dtype}")
        return cls.of(whole).divided_by(divisor)

    @classmethod
    def _of_rationals(cls, weights: NDArray[np.float64], terms: tuple[list[int], int] | None) -> Kernel:
        filters = 1 if weights.ndim == 2 else weights.shape[0]
        weights = np.ascontiguousarray(weights)
        weights.setflags(write=False)
        if terms is None:
            return cls(weights, None, (1,) * filters)
        numerators, denominator = terms
        integers = np.array(numerators, dtype=np.int64).reshape(weights.shape)
        integers.setflags(write=False)
        return cls(weights, integers, (denominator,) * filters)

    @property
    def levels(self) -> int:
        """2, 3 or 4."""
        return self.weights.ndim

    @property
    def size(self) -> tuple[int, int]:
        """(kh, kw), height first."""
        return self.weights.shape[-2], self.weights.shape[-1]

    @property
    def filters(self) -> int:
        """How many filters: 1 for two levels, n for three, c_out for four."""
        return 1 if self.levels == 2 else self.weights.shape[0]

    def by_filter(self) -> Iterator[NDArray[np.float64]]:
        """Yield each filter's weights, of shape (kh, kw) or (c_in / groups, kh, kw)."""
        yield from (self.weights[np.newaxis] if self.levels == 2 else self.weights)

    @cached_property
    def _key(self) -> tuple[object, ...]:
        whole = None if self.integers is None else self.integers.tobytes()
        return self.weights.shape, self.weights.tobytes(), whole, self.divisors

    def __eq__(self, other: object) -> bool:
        return self._key == other._key if isinstance(other, Kernel) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        shape = "x".join(map(str, self.weights.shape))
        if self.weights.size > 64:
            return f"Kernel({shape})"
        return f"Kernel({self.to_lists()!r})"

    def __array__(self, dtype: object = None, copy: bool | None = None) -> NDArray[np.float64]:
        return np.array(self.weights, dtype=dtype)  # type: ignore[call-overload,no-any-return]

    def flipped(self) -> Kernel:
        """Turn kh and kw by 180 degrees, never the channels: correlation with this is the true convolution."""
        return self.mapped(lambda a: a[..., ::-1, ::-1])

    def mapped(self, rearrange: _Rearrange) -> Kernel:
        """Apply a rearrangement of the last two axes (a flip, a turn, a crop) to weights and integers alike."""
        weights = np.ascontiguousarray(rearrange(self.weights))
        weights.setflags(write=False)
        integers = None
        if self.integers is not None:
            integers = np.ascontiguousarray(rearrange(self.integers))
            integers.setflags(write=False)
        return Kernel(weights, integers, self.divisors)

    def divided_by(self, divisor: Number | str) -> Kernel:
        """Divide by a number, or each filter by its own sum.

        Parameters
        ----------
        divisor : int, float, Fraction or "sum"
            "sum" takes each filter's own sum of weights (over its channels too).

        Raises
        ------
        ImgconvError
            If the divisor is 0, is not finite, or a filter's sum is 0 or vanishes against its weights.
        """
        if divisor == "sum":
            by = [self._filter_sum(i) for i in range(self.filters)]
        elif isinstance(divisor, str):
            raise ImgconvError(f'divisor: {divisor!r} is not a number or "sum"')
        else:
            number = _real(divisor, "divisor")
            if number == 0:
                raise ImgconvError("divisor: 0 divides nothing; leave it out to keep the weights as they are")
            by = [number] * self.filters
        return self._divided(by)

    def _filter_sum(self, index: int) -> Number:
        part = (slice(None),) if self.levels == 2 else (index,)
        name = "" if self.filters == 1 else f" of filter {index}"
        if self.integers is not None:
            # The integers' sum over the filter's own divisor: exact.
            total = Fraction(int(self.integers[part].sum()), self.divisors[index])
        else:
            values = self.weights[part]
            approximate = math.fsum(values.ravel())
            size = math.fsum(np.abs(values).ravel())
            total = approximate if abs(approximate) > 1e-12 * size else 0.0  # type: ignore[assignment]
        if total == 0:
            raise ImgconvError(f'divisor "sum": the weights{name} sum to 0; give a number instead')
        return total

    def _divided(self, by: list[Number]) -> Kernel:
        column = (len(by),) + (1,) * (self.levels - 1) if self.levels > 2 else (1, 1)
        with np.errstate(over="ignore"):
            weights = self.weights / _to_floats(by).reshape(column)
        if not np.isfinite(weights).all():
            raise ImgconvError(f"divisor: {_short(by[0])} makes a weight too large to compute with")
        ratios = [_ratio(b) for b in by]
        exact = self.integers is not None and all(r is not None for r in ratios)
        if exact:
            terms = self._rational_quotient([r for r in ratios if r is not None])
            if terms is not None:
                integers, divisors = terms
                exact_weights = integers / np.array(divisors, dtype=np.float64).reshape(column)
                for array in (exact_weights, integers):
                    array.setflags(write=False)
                return Kernel(exact_weights, integers, divisors)
        weights.setflags(write=False)
        return Kernel(weights, None, (1,) * self.filters)

    def _rational_quotient(self, ratios: list[Fraction]) -> tuple[NDArray[np.int64], tuple[int, ...]] | None:
        if self.integers is None:
            return None
        rows = self.integers.reshape(self.filters, -1)
        out: list[list[int]] = []
        divisors: list[int] = []
        for row, old, ratio in zip(rows, self.divisors, ratios, strict=True):
            sign = -1 if ratio < 0 else 1
            numerators = [sign * int(v) * ratio.denominator for v in row]
            divisor = old * abs(ratio.numerator)
            common = math.gcd(divisor, *numerators)
            numerators = [v // common for v in numerators]
            divisor //= common
            if divisor > _MAX_EXACT or sum(map(abs, numerators)) > _MAX_EXACT:
                return None
            out.append(numerators)
            divisors.append(divisor)
        return np.array(out, dtype=np.int64).reshape(self.integers.shape), tuple(divisors)

    def to_lists(self) -> list[object]:
        """Return the weights as nested lists: ints where whole, Fractions where rational, floats otherwise."""
        if self.integers is None:
            return self.weights.tolist()  # type: ignore[no-any-return]
        rows = self.integers.reshape(self.filters, -1)
        cells = np.empty(rows.shape, dtype=object)
        for i, (row, divisor) in enumerate(zip(rows, self.divisors, strict=True)):
            for j, value in enumerate(row):
                term = Fraction(int(value), divisor)
                cells[i, j] = term.numerator if term.denominator == 1 else term
        return cells.reshape(self.weights.shape).tolist()  # type: ignore[no-any-return]


class _Rearrange:  # pragma: no cover - a typing protocol without behaviour
    def __call__(self, array: NDArray[np.generic], /) -> NDArray[np.generic]: ...  # type: ignore[empty-body]


def _nested_array(source: object) -> NDArray[np.generic]:
    """Read nested sequences into an array, with an error of our own for ragged rows."""
    shape = _nested_shape(source, "kernel")
    flat: list[object] = []
    _flatten(source, flat)
    cells = np.empty(len(flat), dtype=object)
    for i, value in enumerate(flat):
        cells[i] = value
    if flat and all(type(v) is float for v in flat):
        cells = cells.astype(np.float64)
    return cells.reshape(shape)


def _nested_shape(source: object, where: str) -> tuple[int, ...]:
    if not isinstance(source, list | tuple | np.ndarray):
        return ()
    if len(source) == 0:
        raise ImgconvError(f"{where}: empty; write at least one number")
    shapes = [_nested_shape(part, where) for part in source]
    for i, shape in enumerate(shapes):
        if shape != shapes[0]:
            expected = shapes[0][0] if shapes[0] else "a number"
            found = shape[0] if shape else "a number"
            raise ImgconvError(
                f"{where}: row {i + 1} has {found} entries where row 1 has {expected}; every row must be the same length"
            )
    if len(shapes[0]) > 4:
        raise ImgconvError(f"{where}: more than 4 levels of lists; write [[...], [...]], or 3 or 4 levels deep")
    return (len(source), *shapes[0])


def _flatten(source: object, into: list[object]) -> None:
    if isinstance(source, list | tuple | np.ndarray):
        for part in source:
            _flatten(part, into)
    else:
        into.append(source)


def _check_shape(shape: tuple[int, ...]) -> None:
    if not 2 <= len(shape) <= 4:
        raise ImgconvError(
            f"kernel: {len(shape)} level(s) of numbers; write (kh, kw), (n, kh, kw) or (c_out, c_in / groups, kh, kw)"
        )
    if 0 in shape:
        raise ImgconvError(f"kernel: shape {shape} is empty; write at least one number")
    if max(shape) > MAX_SIDE:
        raise ImgconvError(f"kernel: shape {shape} exceeds {MAX_SIDE} a side")
    if math.prod(shape) > MAX_TAPS:
        raise ImgconvError(f"kernel: shape {shape} has more than {MAX_TAPS:,} weights")


def _check_finite(values: NDArray[np.generic]) -> None:
    bad = np.argwhere(~np.isfinite(values))  # type: ignore[arg-type]
    if len(bad):
        place = tuple(int(i) for i in bad[0])
        raise ImgconvError(f"kernel: weight {values[place]} at {list(place)} is not a finite number")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _real(value: object, name: str = "kernel") -> Number:
    """Check that a weight is a finite real number and return it as int, Fraction or float."""
    if isinstance(value, bool | np.bool_):
        raise ImgconvError(f"{name}: {value} is a truth value, not a number; write 1 or 0")
    if isinstance(value, Integral):
        number: Number = int(value)
    elif isinstance(value, Rational):
        number = Fraction(value)
    elif isinstance(value, Real):
        number = float(value)
    else:
        raise ImgconvError(f"{name}: {_short(value)} is not a real number")
    try:
        finite = math.isfinite(float(number))
    except OverflowError:
        raise ImgconvError(f"{name}: a number too large to compute with (above 1.8e308)") from None
    if not finite:
        raise ImgconvError(f"{name}: {number} is not a finite number")
    return number


def _to_floats(numbers: Sequence[Number]) -> NDArray[np.float64]:
    return np.array([float(v) for v in numbers], dtype=np.float64)


def _ratio(value: Number) -> Fraction | None:
    """The small fraction that a number is, or None: 0.05 is 1/20, a measured value stays a float."""
    if isinstance(value, float):
        guess = Fraction(value).limit_denominator(_MAX_DENOMINATOR)
        return guess if float(guess) == value else None
    return Fraction(value)


def _rationals(numbers: Sequence[Number]) -> tuple[list[int], int] | None:
    """Numerators over one common denominator, or None where no small ones exist."""
    terms: list[Fraction] = []
    denominator = 1
    for number in numbers:
        term = _ratio(number)
        if term is None:
            return None
        terms.append(term)
        denominator = math.lcm(denominator, term.denominator)
        if denominator > (_MAX_COMMON_DENOMINATOR if isinstance(number, float) else _MAX_EXACT):
            return None
    numerators = [t.numerator * (denominator // t.denominator) for t in terms]
    if sum(map(abs, numerators)) > _MAX_EXACT:
        return None
    return numerators, denominator


def _rationals_of_floats(weights: NDArray[np.float64]) -> tuple[list[int], int] | None:
    """As `_rationals`, with a quick way out for the dense float kernels that have none."""
    flat = weights.ravel()
    whole = np.rint(flat)
    if np.array_equal(whole, flat):
        total = float(np.abs(flat).sum())
        return ([int(v) for v in whole], 1) if total <= _MAX_EXACT else None
    return _rationals([float(v) for v in flat])
