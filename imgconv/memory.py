"""The memory that one thread works in, and what is left in it for the next run of the same plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from imgconv.engines.base import Bound, Engine
from imgconv.engines.scratch import LARGE, SMALL, Arena, Scratch

if TYPE_CHECKING:
    from imgconv.plan import Plan

# Tile shapes that an engine is kept ready for; windows of ever other sizes would add up.
_SHAPES = 16


@dataclass
class Memory:
    """One thread's buffers, a set for every step."""

    _arena: Arena = field(default_factory=Arena)
    _steps: dict[int, Scratch] = field(default_factory=dict)
    _bound: dict[tuple[int, tuple[int, int, int]], Bound] = field(default_factory=dict)

    def bound(self, step: int, engine: Engine, shape: tuple[int, int, int]) -> Bound:
        """The engine of one step, ready for windows of one shape."""
        found = self._bound.get((step, shape))
        if found is None:
            found = self._bound[step, shape] = engine.bind(shape, self.of(step))
        return found

    def of(self, step: int) -> Scratch:
        """The buffers of one step."""
        found = self._steps.get(step)
        if found is None:
            found = self._steps[step] = Scratch(self._arena)
        return found

    def release(self) -> None:
        """Give the memory back; nothing computed in it may be used any more."""
        self._bound.clear()
        self._steps.clear()
        self._arena.release()

    @classmethod
    def ready(cls, plan: Plan) -> Memory:
        """Take memory for a run, with the engines that an earlier run of the same plan made ready, if it is left."""
        pool = SMALL if plan.is_small else LARGE
        return pool.wake(plan) or cls(Arena(pool))

    def leave(self, plan: Plan) -> None:
        """As `release`, but leave what was made ready for the next run of the plan, where it is small enough."""
        if len(self._bound) > _SHAPES * len(plan.steps) or not self._arena.rest(plan, self):
            self.release()

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self._arena.nbytes

    @cached_property
    def apart(self) -> Memory:
        """Buffers for computing something else while these hold a tile."""
        return Memory(self._arena)
