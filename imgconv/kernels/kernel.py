"""The kernel as a value: weights, and where they are rational the integers behind them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from numbers import Integral
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.kernels.cells import read_cells
from imgconv.rational import MAX_DIVISOR, MAX_EXACT, Number, as_written, integer_terms, real_number, short

# Kernels of arrays of up to so many bytes, and of lists of up to so many rows and columns, are made once: finding the
# fractions behind floats takes longer than filtering a small image.
_REMEMBERED, _REMEMBERED_ROWS = 1 << 15, 64
# Equal numbers of these types make equal kernels; a truth value equals a number and is refused.
_PLAIN = frozenset({int, float})

KernelLike: TypeAlias = "Kernel | Sequence[object] | NDArray[np.generic]"


@dataclass(frozen=True, eq=False)
class Kernel:
    """A convolution kernel of two, three or four levels; make one with `Kernel.of`.

    Attributes
    ----------
    weights : ndarray of float64
        Shape (kh, kw): this kernel on every channel by itself; (n, kh, kw): n filters on every channel by itself;
        (c_out, c_in / groups, kh, kw): the full multichannel kernel. Read-only.
    integers : ndarray of int64 or None
        Integers with ``weights == integers / divisors`` (the divisor of each filter) in lowest terms, where every
        filter is rational with a divisor up to 2^45 and magnitudes that sum to at most 2^53; None otherwise. Read-only.
    divisors : tuple of int
        One positive integer a filter: one for two levels, n for three, c_out for four.

    Notes
    -----
    A float stands for the fraction that was meant by it: 0.05 for 1/20, 1/9 for one ninth, 0.0002 for 2/10000. A
    measured weight has no such fraction, and a kernel with one of those keeps no integers.
    """

    weights: NDArray[np.float64]
    integers: NDArray[np.int64] | None
    divisors: tuple[int, ...]

    def __post_init__(self) -> None:
        self.weights.setflags(write=False)
        if self.integers is not None:
            self.integers.setflags(write=False)

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
        if type(source) is np.ndarray and source.dtype.kind in "iuf" and source.nbytes <= _REMEMBERED:
            return _of_buffer(source.dtype.str, source.shape, source.tobytes())
        rows = _plain_rows(source)
        return cls._of_cells(read_cells(source)) if rows is None else _of_rows(rows)

    @classmethod
    def of_integers(cls, integers: object, divisor: int = 1) -> Kernel:
        """Make the kernel ``integers / divisor``.

        Raises
        ------
        ImgconvError
            As `of` does, and if an entry or the divisor is not an integer or the divisor is below 1.
        """
        if not isinstance(divisor, Integral) or isinstance(divisor, bool) or divisor < 1:
            raise ImgconvError(f"kernel: divisor {short(divisor)} must be an integer of 1 or more")
        cells = read_cells(integers)
        if cells.dtype.kind == "f" or (cells.dtype == object and not all(isinstance(v, int) for v in cells.flat)):
            raise ImgconvError("kernel: integers expected; for other numbers take Kernel.of(...).divided_by(...)")
        return cls._of_cells(cells).divided_by(divisor)

    @classmethod
    def _of_cells(cls, cells: NDArray[Any]) -> Kernel:
        rows = _by_filter(cells)
        terms = []
        for row in rows:
            found = integer_terms(row)
            if found is None:
                # Adding 0 turns -0.0 into 0.0: equal kernels must have equal bytes.
                return cls(np.ascontiguousarray(cells.astype(np.float64) + 0.0), None, (1,) * len(rows))
            terms.append(found)
        integers = np.stack([whole for whole, _ in terms]).reshape(cells.shape)
        return cls._of_terms(integers, tuple(divisor for _, divisor in terms))

    @classmethod
    def _of_terms(cls, integers: NDArray[np.int64], divisors: tuple[int, ...]) -> Kernel:
        return cls(integers / _column(divisors, integers.ndim), integers, divisors)

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
        return len(self.divisors)

    def by_filter(self) -> Iterator[NDArray[np.float64]]:
        """Yield each filter's weights, of shape (kh, kw) or (c_in / groups, kh, kw)."""
        yield from (self.weights[np.newaxis] if self.levels == 2 else self.weights)

    def sums(self) -> tuple[Number, ...]:
        """Return the sum of each filter's weights, over its channels too: exact where the kernel keeps integers."""
        return self._totals(lambda values: values)

    def magnitudes(self) -> tuple[Number, ...]:
        """Return the sum of the absolute values of each filter's weights, as `sums` does."""
        return self._totals(np.abs)

    def _totals(self, of: Callable[[NDArray[Any]], NDArray[Any]]) -> tuple[Number, ...]:
        if self.integers is None:
            return tuple(_float_sum(of(values)) for values in self.by_filter())
        rows = of(_by_filter(self.integers))
        return tuple(_simplest(int(row.sum()), divisor) for row, divisor in zip(rows, self.divisors, strict=True))

    @cached_property
    def _key(self) -> tuple[object, ...]:
        kept = self.weights if self.integers is None else self.integers
        return kept.dtype.kind, kept.shape, kept.tobytes(), self.divisors

    def __eq__(self, other: object) -> bool:
        return self._key == other._key if isinstance(other, Kernel) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key)

    def __reduce__(self) -> tuple[object, ...]:
        """Go through the constructor again, so that a copy in another process is read-only too."""
        return Kernel, (self.weights, self.integers, self.divisors)

    def __repr__(self) -> str:
        if self.weights.size > 64:
            return f"<Kernel of shape {self.weights.shape}>"
        return f"Kernel.of({self.to_lists()!r})"

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.weights, dtype=dtype, copy=copy)

    def flipped(self) -> Kernel:
        """Turn kh and kw by 180 degrees, never the channels: correlation with this is the true convolution."""
        return self.mapped(lambda a: a[..., ::-1, ::-1])

    def mapped(self, rearrange: Callable[[NDArray[Any]], NDArray[Any]]) -> Kernel:
        """Apply a rearrangement of the last two axes (a flip, a turn, a crop) to weights and integers alike."""
        if self.integers is None:
            return Kernel.of(np.ascontiguousarray(rearrange(self.weights)))
        integers = np.ascontiguousarray(rearrange(self.integers))
        return Kernel._of_terms(integers, self.divisors).divided_by(1)

    def divided_by(self, divisor: Number | str | Sequence[Number]) -> Kernel:
        """Divide by a number, by one number a filter, or each filter by its own sum.

        Parameters
        ----------
        divisor : int, float, Fraction, a sequence of them, or "sum"
            "sum" takes each filter's own sum of weights (over its channels too).

        Raises
        ------
        ImgconvError
            If a divisor is 0 or not finite, a filter's sum is 0 or vanishes against its weights, or the number of
            divisors is not the number of filters.
        """
        by = self._divisor_of_each_filter(divisor)
        if self.integers is not None:
            terms = _quotients(self.integers, self.divisors, [as_written(number) for number in by])
            if terms is not None:
                return Kernel._of_terms(*terms)
        with np.errstate(over="ignore"):
            weights = self.weights / _column([float(number) for number in by], self.levels)
        if not np.isfinite(weights).all():
            raise ImgconvError(f"divisor: {short(divisor)} makes a weight too large to compute with")
        return Kernel.of(weights)

    def _divisor_of_each_filter(self, divisor: Number | str | Sequence[Number]) -> list[Number]:
        if divisor == "sum":
            sums = self.sums()
            if 0 in sums:
                name = "" if self.filters == 1 else f" of filter {sums.index(0)}"
                raise ImgconvError(f'divisor "sum": the weights{name} sum to 0; give a number instead')
            return list(sums)
        if isinstance(divisor, str):
            raise ImgconvError(f'divisor: {short(divisor)} is not a number or "sum"')
        numbers = divisor if isinstance(divisor, Sequence) else [divisor] * self.filters
        if len(numbers) != self.filters:
            raise ImgconvError(f"divisor: {len(numbers)} numbers for {self.filters} filter(s); give one a filter")
        checked = [real_number(number, "divisor") for number in numbers]
        if 0 in checked:
            raise ImgconvError("divisor: 0 divides nothing; leave it out to keep the weights as they are")
        return checked

    def to_lists(self) -> list[Any]:
        """Return the weights as nested lists: ints where whole, Fractions where rational, floats otherwise."""
        if self.integers is None:
            floats: list[Any] = self.weights.tolist()
            return floats
        cells = np.empty((self.filters, self.weights.size // self.filters), dtype=object)
        for row, whole, divisor in zip(cells, _by_filter(self.integers), self.divisors, strict=True):
            row[:] = [_simplest(value, divisor) for value in whole.tolist()]
        exact: list[Any] = cells.reshape(self.weights.shape).tolist()
        return exact


def _plain_rows(source: object) -> tuple[tuple[float, ...], ...] | None:
    """Return two levels of Python's own numbers as a key that equal rows share; None for anything else."""
    if not isinstance(source, list | tuple) or len(source) > _REMEMBERED_ROWS:
        return None
    for row in source:
        if not isinstance(row, list | tuple) or len(row) > _REMEMBERED_ROWS or not _PLAIN.issuperset(map(type, row)):
            return None
    return tuple(map(tuple, source))


@lru_cache(maxsize=256)
def _of_rows(rows: tuple[tuple[float, ...], ...]) -> Kernel:
    return Kernel._of_cells(read_cells(rows))


@lru_cache(maxsize=256)
def _of_buffer(dtype: str, shape: tuple[int, ...], data: bytes) -> Kernel:
    return Kernel._of_cells(read_cells(np.frombuffer(data, dtype).reshape(shape)))


def _by_filter(cells: NDArray[Any]) -> NDArray[Any]:
    return cells.reshape(1 if cells.ndim == 2 else len(cells), -1)


def _column(per_filter: Sequence[float], levels: int) -> NDArray[np.float64]:
    """One number a filter, shaped to broadcast over a kernel of so many levels."""
    return np.array(per_filter, dtype=np.float64).reshape(-1, *(1,) * (levels - 1))


def _simplest(numerator: int, divisor: int) -> int | Fraction:
    term = Fraction(numerator, divisor)
    return term.numerator if term.denominator == 1 else term


def _float_sum(values: NDArray[np.float64]) -> float:
    total = math.fsum(values.flat)
    # What is left of weights that cancel is rounding, not a sum.
    return total if abs(total) > 1e-12 * math.fsum(np.abs(values).flat) else 0.0


def _quotients(
    integers: NDArray[np.int64], divisors: tuple[int, ...], by: list[Fraction]
) -> tuple[NDArray[np.int64], tuple[int, ...]] | None:
    """Divide each filter by its fraction and reduce to lowest terms; None where the terms grow too large."""
    rows: list[NDArray[np.int64]] = []
    new_divisors: list[int] = []
    for row, old, ratio in zip(_by_filter(integers), divisors, by, strict=True):
        unit = int(np.gcd.reduce(np.abs(row))) or 1
        scale = Fraction(unit, old) / ratio
        reduced = row // unit
        if scale.denominator > MAX_DIVISOR or abs(scale.numerator) * int(np.abs(reduced).sum()) > MAX_EXACT:
            return None
        zero = not reduced.any()
        rows.append(reduced * (0 if zero else scale.numerator))
        new_divisors.append(1 if zero else scale.denominator)
    return np.stack(rows).reshape(integers.shape), tuple(new_divisors)
