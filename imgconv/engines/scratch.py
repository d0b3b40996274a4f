"""Working memory: buffers that tiles use again and again, cut from slabs that runs use again and again.

Fresh memory is dear where threads share it: the system clears every page on its first touch and must tell the other
cores when it is given back. With two threads that took as long as filtering 12 megapixels. So a thread borrows slabs
of a size for which NumPy asks for huge pages, and returns them when its run has ended. What was made in a single slab
stays there until somebody needs the slab, so that the next run of the same kind finds everything prepared.
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

SLAB, SMALL_SLAB = 8 << 20, 1 << 19
"""Bytes of a slab: what a tile's buffers usually take, and more than the 4 MB from which NumPy asks for huge pages; and
what those of a small image take."""
KEPT, SMALL_KEPT = 4, 16
"""Slabs of either size that are kept between runs, in the whole process."""
_ALIGNMENT = 64
_BUFFER = "one tile's buffer"


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


@dataclass(eq=False)
class _Slab:
    """A slab, and what was left in it.

    Attributes
    ----------
    data : ndarray of bytes
        The slab itself.
    owner, content : object
        Whom the content is for, and the content; None where there is nothing of worth in the slab.
    """

    data: Bytes
    owner: object = None
    content: Any = None


@dataclass(eq=False)
class Pool:
    """Slabs of one size that are not in use.

    Attributes
    ----------
    size : int
        Bytes of a slab.
    most : int
        How many are kept.
    spared : int
        Up to how many are left alone for what is in them, while whoever needs another one gets fresh memory.
    """

    size: int
    most: int
    spared: int
    _kept: list[_Slab] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def borrow(self) -> _Slab:
        """Take a slab with nothing of worth in it, else fresh memory or the slab that was used longest ago."""
        with self._lock:
            empty = self._empty()
            if empty is not None or len(self._kept) > self.spared:
                slab = self._kept.pop(empty or 0)
                slab.owner = slab.content = None
                return slab
        return _Slab(_aligned(allocate((self.size + _ALIGNMENT,), np.dtype(np.uint8), _BUFFER))[: self.size])

    def keep(self, slabs: list[_Slab]) -> None:
        """Add slabs; where there are too many, those with nothing in them and those used longest ago are let go."""
        with self._lock:
            self._kept.extend(slabs)
            while len(self._kept) > self.most:
                del self._kept[self._empty() or 0]

    def wake(self, owner: object) -> Any:
        """Return what was left for an owner; None if there is nothing, or its slab is used otherwise."""
        with self._lock:
            for at in range(len(self._kept) - 1, -1, -1):
                if self._kept[at].owner is owner:
                    slab = self._kept.pop(at)
                    content = slab.content
                    slab.owner = slab.content = None
                    return content
        return None

    def _empty(self) -> int | None:
        return next((at for at, slab in enumerate(self._kept) if slab.owner is None), None)


LARGE = Pool(SLAB, KEPT, 0)
SMALL = Pool(SMALL_SLAB, SMALL_KEPT, SMALL_KEPT - 1)


@dataclass
class Arena:
    """One thread's slabs for the time of a run; what is cut from them is not to be used after `release`."""

    pool: Pool = LARGE
    """Where they come from."""
    _slabs: list[_Slab] = field(default_factory=list)
    _used: int = 0
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
        if size > self.pool.size:
            self._large += size
            return _aligned(allocate((size + _ALIGNMENT,), np.dtype(np.uint8), _BUFFER))[:size]
        if not self._slabs or self._used + size > self.pool.size:
            self._slabs.append(self.pool.borrow())
            self._used = 0
        start = self._used
        self._used += -(-size // _ALIGNMENT) * _ALIGNMENT
        return self._slabs[-1].data[start : start + size]

    @property
    def nbytes(self) -> int:
        """Bytes taken so far; of the last slab only what was cut, as the rest was never touched."""
        return self._large + self.pool.size * max(len(self._slabs) - 1, 0) + self._used

    def release(self) -> None:
        """Give the slabs back for other runs."""
        self.pool.keep(self._slabs)
        self._slabs, self._used, self._large = [], 0, 0
        self.passing = {}

    def rest(self, owner: object, content: object) -> bool:
        """Leave everything as it is until the same owner wakes it, if it is all in one slab.

        Parameters
        ----------
        owner : object
            Who may ask for it, told by identity.
        content : object
            What `Pool.wake` is to return; holds this arena, and all that was cut from it.

        Returns
        -------
        bool
            Whether it was left; otherwise the arena is still in use.
        """
        if len(self._slabs) != 1 or self._large:
            return False
        self._slabs[0].owner, self._slabs[0].content = owner, content
        self.pool.keep(self._slabs)
        return True


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
