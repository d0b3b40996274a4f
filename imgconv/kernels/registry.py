"""How a kernel family is described, and how its function is entered into the table of families."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec

from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.kernels.kernel import Kernel

P = ParamSpec("P")

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
    """

    name: str
    function: Callable[..., Kernel]
    parameters: tuple[Field, ...]
    group: str
    summary: str
    reference: str


REGISTERED: list[Family] = []


def register(group: str, *parameters: Field) -> Callable[[Callable[P, Kernel]], Callable[P, Kernel]]:
    """Enter a function into the table of families and have its arguments checked before it runs.

    The fields name the function's arguments, in order and with the same defaults.
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
                return function(*bound.args, **bound.kwargs)
            except ImgconvError as error:
                raise ImgconvError(f"{name}: {error}") from None

        summary, _, rest = (inspect.getdoc(function) or "").partition("\n")
        reference = rest.partition("References\n----------\n")[2].strip()
        REGISTERED.append(Family(name, checked, parameters, group, summary, reference))
        return checked

    return enter
