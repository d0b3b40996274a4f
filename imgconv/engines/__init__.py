"""The engines: one file a method, behind one small protocol (`imgconv.engines.base.Engine`).

`choose` is the table the planner asks. Adding a method is adding a file and a row.
"""

from __future__ import annotations

from imgconv.engines.base import ConvRequest, Engine
from imgconv.engines.taps import DirectTaps
from imgconv.errors import ImgconvError


def choose(request: ConvRequest, method: str | None = None) -> Engine:
    """Return the cheapest engine for a convolution, or the one named.

    Raises
    ------
    ImgconvError
        If there is no engine of that name.
    """
    if method not in {None, "taps"}:
        raise ImgconvError(f'method: {method!r} is not known; use "taps"')
    return DirectTaps(request)
