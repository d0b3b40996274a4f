"""Working memory: buffers that tiles use again and again, cut from slabs that runs use again and again.

Fresh memory is dear where threads share it: the system clears every page on its first touch and must tell the other
cores when it is given back. With two threads that took as long as filtering 12 megapixels. So a thread borrows slabs
of a size for which NumPy asks for huge pages, and returns them when its run has ended.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError

Bytes: TypeAlias = NDArray[np.uint8]

SLAB = 8 << 20
"""Bytes of a slab: what a tile's buffers usually take, and more than the 4 MB from which NumPy asks for huge pages."""
KEPT = 4
"""Slabs that are kept between runs, in the whole process."""
_ALIGNMENT = 64


def allocate(shape: tuple[int, ...], dtype: np.dtype[Any], what: str) -> NDArray[Any]:
    """Return an uninitialised array.

    Raises
    ------
    ImgconvError
        If it does not fit into memory, or not into an address.
    """
    try:
        return np.empty(shape, dtype=dtype)
    except (MemoryError, ValueError):
        raise ImgconvError(
            f"memory: {what} of shape {shape} and dtype {dtype} does not fit into memory; use a smaller image, kernel, "
            "dilation or padding"
        ) from None


_lock = threading.Lock()
_kept: list[Bytes] = []


@dataclass
class Arena:
    """One thread's slabs for the time of a run; what is cut from them is not to be used after `release`."""

    _slabs: list[Bytes] = field(default_factory=list)
    _used: int = SLAB
    _large: int = 0
    passing: dict[object, Bytes] = field(default_factory=dict)
    """Buffers that all steps share: what they hold is lost when another step computes."""

    def cut(self, size: int) -> Bytes:
        """Return uninitialised bytes, apart from all that were cut before.

        Raises
        ------
        ImgconvError
            If they do not fit into memory.
        """
        if size > SLAB:
            self._large += size
            return _aligned(allocate((size + _ALIGNMENT,), np.dtype(np.uint8), "one tile's buffer"))[:size]
        if self._used + size > SLAB:
            self._slabs.append(_borrow())
            self._used = 0
        start = self._used
        self._used += -(-size // _ALIGNMENT) * _ALIGNMENT
        return self._slabs[-1][start : start + size]

    @property
    def nbytes(self) -> int:
        """Bytes taken so far; of the last slab only what was cut, as the rest was never touched."""
        return self._large + SLAB * (len(self._slabs) - 1) + self._used

    def release(self) -> None:
        """Give the slabs back for other runs."""
        with _lock:
            _kept.extend(self._slabs[: max(KEPT - len(_kept), 0)])
        self._slabs, self._used, self._large = [], SLAB, 0
        self.passing = {}


def _borrow() -> Bytes:
    with _lock:
        if _kept:
            return _kept.pop()
    return _aligned(allocate((SLAB + _ALIGNMENT,), np.dtype(np.uint8), "one tile's buffer"))[:SLAB]


def _aligned(buffer: Bytes) -> Bytes:
    """Start where a cache line does."""
    return buffer[-buffer.ctypes.data % _ALIGNMENT :]


@dataclass
class Scratch:
    """Buffers that one step of one thread uses again for every tile."""

    arena: Arena = field(default_factory=Arena)
    _buffers: dict[object, Bytes] = field(default_factory=dict)
    _user: object = None

    def changes_hands(self, user: object) -> bool:
        """Whether somebody else used these buffers since `user` last asked: nothing in them may be relied on then."""
        changed, self._user = self._user is not user, user
        return changed

    def take(self, key: object, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Return an uninitialised array of this shape; the same key gives the same memory."""
        return self._from(self._buffers, key, shape, dtype)

    def passing(self, key: object, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        """As `take`, from the buffers of all steps: what it holds is lost when another step computes."""
        return self._from(self.arena.passing, key, shape, dtype)

    def _from(
        self, buffers: dict[object, Bytes], key: object, shape: tuple[int, ...], dtype: np.dtype[Any]
    ) -> NDArray[Any]:
        size = math.prod(shape) * dtype.itemsize
        buffer = buffers.get(key)
        if buffer is None or buffer.size < size:
            buffer = buffers[key] = self.arena.cut(size)
        return buffer[:size].view(dtype).reshape(shape)
