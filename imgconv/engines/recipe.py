"""Recipes: sums of shifted windows as a short list of whole-tile operations on flat buffers.

A tile is laid out so that moving by one row or one pixel is an offset into one flat run. A tap is then one addition of
two such runs, a shared sum is a run used twice, and a recipe bound to a tile's shape is a plain list of NumPy calls
whose arguments never change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from imgconv.engines.scratch import Scratch
from imgconv.engines.tile import AnyArray
from imgconv.geometry import Pair

WINDOW = 0
"""The register that holds the input window."""

Shift: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Ref:
    """A register read at an offset of rows and pixels."""

    register: int
    dy: int = 0
    dx: int = 0

    def moved(self, by: Shift) -> Ref:
        """Read further down and to the right."""
        return Ref(self.register, self.dy + by[0], self.dx + by[1])


Operand: TypeAlias = Ref | float


@dataclass(frozen=True)
class Operation:
    """target = function(left, right), value by value."""

    function: np.ufunc
    target: int
    left: Ref
    right: Operand


@dataclass
class Recipe:
    """Operations in order; each register is written by one operation or updated in place by later ones.

    Attributes
    ----------
    operations : list of Operation
        What to do.
    registers : int
        How many there are, the window included.
    strided : bool
        Only the window can be read at an offset.
    """

    operations: list[Operation] = field(default_factory=list)
    registers: int = 1
    strided: bool = False

    @property
    def cost(self) -> int:
        """Passes over the tile."""
        return len(self.operations)

    def new(self, function: np.ufunc, left: Ref, right: Operand) -> Ref:
        """Append an operation into a fresh register."""
        target = self.registers
        self.registers += 1
        self.operations.append(Operation(function, target, left, right))
        return Ref(target)

    def update(self, function: np.ufunc, target: Ref, right: Operand) -> Ref:
        """Append an operation that replaces a register by function(register, right)."""
        self.operations.append(Operation(function, target.register, target, right))
        return target

    def buffers(self, results: list[Ref]) -> int:
        """How many buffers its registers take besides the window."""
        return 1 + max(self.slots(results)[1:], default=-1)

    def slots(self, results: list[Ref]) -> list[int]:
        """Assign registers to as few buffers as their lifetimes allow; the window and the results keep their own."""
        last_use = {ref.register: len(self.operations) for ref in results}
        for at, operation in enumerate(self.operations):
            for ref in (operation.left, operation.right):
                if isinstance(ref, Ref):
                    last_use.setdefault(ref.register, at)
                    last_use[ref.register] = max(last_use[ref.register], at)
        slots = [-1] * self.registers
        free: list[int] = []
        used = 0
        for at, operation in enumerate(self.operations):
            if slots[operation.target] < 0:
                # A register read for the last time here may not lend its buffer: the shifted runs would overlap.
                if free:
                    slots[operation.target] = free.pop()
                else:
                    slots[operation.target] = used
                    used += 1
            read = {ref.register for ref in (operation.left, operation.right) if isinstance(ref, Ref)}
            free += [slots[register] for register in sorted(read - {WINDOW}) if last_use[register] == at]
        return slots


@dataclass(frozen=True)
class Lattice:
    """How a window's samples are addressed.

    Attributes
    ----------
    shape : (int, int, int)
        Of the window, (h, w, C).
    stride, dilation, extent : (int, int)
        Of the convolution.
    """

    shape: tuple[int, int, int]
    stride: Pair
    dilation: Pair
    extent: Pair

    @property
    def out(self) -> Pair:
        """Height and width of the output."""
        return (
            (self.shape[0] - self.extent[0]) // self.stride[0] + 1,
            (self.shape[1] - self.extent[1]) // self.stride[1] + 1,
        )

    @property
    def row(self) -> int:
        """Samples from one row of the window to the next."""
        return self.shape[1] * self.shape[2]

    @property
    def is_flat(self) -> bool:
        """Whether every output is read by one flat run; a stride skips samples and needs views instead."""
        return self.stride == (1, 1)

    @property
    def length(self) -> int:
        """Samples of a flat output run, gaps included."""
        return (self.out[0] - 1) * self.row + self.out[1] * self.shape[2]

    def offset(self, ref: Ref) -> int:
        """Samples between a register's start and a reference into it."""
        return ref.dy * self.dilation[0] * self.row + ref.dx * self.dilation[1] * self.shape[2]


Call: TypeAlias = tuple[np.ufunc, AnyArray, Any, AnyArray]


def bind(
    recipe: Recipe, results: list[Ref], window: AnyArray, lattice: Lattice, scratch: Scratch, key: object = ""
) -> tuple[list[Call], list[AnyArray]]:
    """Turn a recipe into calls on real buffers.

    Parameters
    ----------
    recipe : Recipe
        What to compute.
    results : list of Ref
        Registers to return, unshifted.
    window : ndarray, shape (h, w, C), contiguous
        The buffer that will hold the input.
    lattice : Lattice
        How it is addressed.
    scratch : Scratch
        Where the registers live.
    key : object
        Keeps the buffers of several recipes apart.

    Returns
    -------
    calls : list of (ufunc, left, right, out)
        To be made in order for every tile.
    arrays : list of ndarray
        The results: flat runs of the output's length, or (h, w, C) arrays where a stride skips samples.
    """
    slots = recipe.slots(results)
    lengths = _lengths(recipe, results, window.size, lattice)
    held: dict[int, AnyArray] = {WINDOW: window.reshape(-1) if lattice.is_flat else window}
    calls: list[Call] = []
    for operation in recipe.operations:
        if operation.target not in held:
            shape = (lengths[operation.target],) if lattice.is_flat else (*lattice.out, lattice.shape[2])
            held[operation.target] = scratch.take((key, slots[operation.target]), shape, window.dtype)
        out = held[operation.target]
        left, right = (_read(held, operand, lattice, out, window) for operand in (operation.left, operation.right))
        calls.append((operation.function, left, right, out))
    return calls, [held[ref.register] for ref in results]


def make_calls(calls: list[Call]) -> None:
    """Do what `bind` prepared."""
    for function, left, right, out in calls:
        function(left, right, out)


def _lengths(recipe: Recipe, results: list[Ref], size: int, lattice: Lattice) -> dict[int, int]:
    """How many samples of each register can be computed from those before it."""
    lengths = {WINDOW: size}
    for operation in recipe.operations:
        reads = [ref for ref in (operation.left, operation.right) if isinstance(ref, Ref)]
        room = min(lengths[ref.register] - lattice.offset(ref) for ref in reads)
        lengths[operation.target] = min(room, lengths.get(operation.target, room))
    return lengths | {ref.register: lattice.length for ref in results}


def _read(
    held: dict[int, AnyArray], operand: Operand, lattice: Lattice, out: AnyArray, window: AnyArray
) -> AnyArray | Any:
    if not isinstance(operand, Ref):
        return window.dtype.type(operand)
    array = held[operand.register]
    if lattice.is_flat:
        start = lattice.offset(operand)
        return array[start : start + out.size]
    if operand.register != WINDOW:
        return array
    y, x = operand.dy * lattice.dilation[0], operand.dx * lattice.dilation[1]
    (sy, sx), (height, width) = lattice.stride, lattice.out
    return window[y : y + (height - 1) * sy + 1 : sy, x : x + (width - 1) * sx + 1 : sx]
