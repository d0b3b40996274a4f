"""The engines: one file a method, behind one small protocol (`imgconv.engines.base.Engine`).

`choose` is the table the planner asks. Adding a method is adding a file and a row.
"""

from __future__ import annotations

from typing import Protocol

from imgconv.engines.banded import Banded
from imgconv.engines.base import Engine
from imgconv.engines.channels import Channels, Pointwise
from imgconv.engines.fourier import Fourier
from imgconv.engines.request import ConvRequest
from imgconv.engines.separable import Separable
from imgconv.engines.taps import DirectTaps
from imgconv.errors import ImgconvError


class Method(Protocol):
    """A row of the table: an engine that knows what it can compute and what that costs."""

    def __call__(self, request: ConvRequest) -> Engine:
        """Make the engine."""
        ...

    def suits(self, request: ConvRequest) -> bool:
        """Whether it can compute a request."""
        ...


METHODS: dict[str, Method] = {
    "taps": DirectTaps,
    "separable": Separable,
    "banded": Banded,
    "fourier": Fourier,
    "pointwise": Pointwise,
    "channels": Channels,
}


def choose(request: ConvRequest, method: str | None = None) -> Engine:
    """Return the cheapest engine for a convolution, or the one named.

    Raises
    ------
    ImgconvError
        If there is no engine of that name, or it cannot compute this.
    """
    if method is not None:
        made = METHODS.get(method)
        if made is None:
            known = ", ".join(f'"{name}"' for name in METHODS)
            raise ImgconvError(f"method: {method!r} is not known; use one of {known}")
        if not made.suits(request):
            raise ImgconvError(f'method: "{method}" cannot compute this convolution; leave it out')
        return made(request)
    return min((made(request) for made in METHODS.values() if made.suits(request)), key=lambda engine: engine.cost)
