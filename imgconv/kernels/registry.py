"""How a kernel family is described, and how its function is entered into the table of families."""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, ParamSpec

from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.kernels.cells import check_shape
from imgconv.kernels.kernel import Kernel

P = ParamSpec("P")

_SMALL: Final = 81
"""Weights of the largest family of a fixed size: nine masks of 3 x 3."""

GROUPS = ("identity", "blur", "sharpen", "edge", "texture")


@dataclass(frozen=True)
class Family:
    """A family of kernels, one for each setting of its parameters.

    Attributes
    ----------
    name : str
        As in a preset: ``kernel = { family = "gaussian", sigma = 2.0 }``.
    function : callable
        Makes the kernel; checks its arguments against `parameters`.
    parameters : tuple of Field
        In the order of the function's arguments.
    group : str
        One of `GROUPS`: what the family is for.
    summary, reference : str
        The first sentence and the References of the function's documentation.
    shape : callable, optional
        From the function's arguments to the shape of its kernel, before it is made; None where all are small.
    """

    name: str
    function: Callable[..., Kernel]
    parameters: tuple[Field, ...]
    group: str
    summary: str
    reference: str
    shape: Callable[..., tuple[int, ...]] | None = None

    def weights(self, **arguments: Any) -> int:
        """Return how many weights a kernel would have, at most, without making it.

        Parameters
        ----------
        **arguments
            As for `function`; those left out take their defaults.

        Raises
        ------
        ImgconvError
            If a value is not allowed.
        """
        if self.shape is None:
            return _SMALL
        try:
            return math.prod(self.shape(**{f.name: f.check(arguments.get(f.name, f.default)) for f in self.parameters}))
        except ImgconvError as error:
            raise ImgconvError(f"{self.name}: {error}") from None


REGISTERED: list[Family] = []


def register(
    group: str, *parameters: Field, shape: Callable[..., tuple[int, ...]] | None = None
) -> Callable[[Callable[P, Kernel]], Callable[P, Kernel]]:
    """Enter a function into the table of families and have its arguments checked before it runs.

    The fields name the function's arguments, in order and with the same defaults. Families whose size follows their
    arguments say with `shape`, which takes the same ones, how large a kernel would be, so that one that is too large
    is refused before it is made.
    """

    def enter(function: Callable[P, Kernel]) -> Callable[P, Kernel]:
        name = function.__name__
        signature = inspect.signature(function)

        @functools.wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> Kernel:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            try:
                for field in parameters:
                    bound.arguments[field.name] = field.check(bound.arguments[field.name])
                if shape is not None:
                    check_shape(shape(**bound.arguments))
                return function(*bound.args, **bound.kwargs)
            except ImgconvError as error:
                raise ImgconvError(f"{name}: {error}") from None

        summary, _, rest = (inspect.getdoc(function) or "").partition("\n")
        reference = rest.partition("References\n----------\n")[2].strip()
        REGISTERED.append(Family(name, checked, parameters, group, summary, reference, shape))
        return checked

    return enter
