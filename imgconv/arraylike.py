"""From whatever may be asked for its numbers (lists, arrays, objects of other libraries) to a plain array."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.rational import short

_LONGEST_REASON = 200


def as_array(source: object, name: str) -> NDArray[Any]:
    """Return an array-like as an array, of any shape and dtype; the data of an array is not copied.

    Parameters
    ----------
    source : array_like
        What the caller gave.
    name : str
        The argument, for messages.

    Raises
    ------
    ImgconvError
        If it is no array of anything, ragged, masks some of its values, or raises when it is asked for its numbers.
    """
    if source is None or isinstance(source, str | bytes | PurePath):
        raise ImgconvError(f"{name}: {short(source)} is no array; imgconv.read(path).pixels gives those of a file")
    if hasattr(source, "pixels") and not hasattr(source, "__array__"):
        raise ImgconvError(f"{name}: an {type(source).__name__} is no array; take its .pixels")
    # Only a subclass can hold a mask, and asking for one loads numpy.ma.
    if isinstance(source, np.ndarray) and type(source) is not np.ndarray and np.ma.is_masked(source):
        raise ImgconvError(f"{name}: some values are masked; say with .filled(value) what they count as")
    try:
        array = np.asarray(source)
    except Exception as error:  # other libraries' objects raise what they like
        if isinstance(source, list | tuple):
            raise ImgconvError(f"{name}: nested lists of unequal length; every row must be the same length") from None
        reason = " ".join(str(error).split())[:_LONGEST_REASON]
        raise ImgconvError(f"{name}: {short(source)} cannot be read as an array ({reason})") from None
    if array.dtype == object and array.ndim == 0:
        # What NumPy wraps whole, because it finds no numbers in it: a dictionary, a generator, a sparse matrix.
        raise ImgconvError(f"{name}: {short(source)} is no array; give an array, or nested lists of numbers")
    return array
