"""Whole commands of ImageMagick, as people paste them: the convolution in them, with its settings.

``convert in.png -define convolve:scale='!' -bias 50% -morphology Convolve 'Sobel' out.png``
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

import numpy as np

from imgconv.borders import PaddingMode
from imgconv.interchange.imagemagick_strings import MAX_LIST, Placed, kernel_list
from imgconv.interchange.plain import InterchangeError
from imgconv.kernels import Kernel, parse_kernel
from imgconv.layers import Conv, Layer, Range
from imgconv.preset.nearest import quoted

VIRTUAL_PIXELS: Final = {
    PaddingMode.REPLICATE: "Edge",
    PaddingMode.SYMMETRIC: "Mirror",
    PaddingMode.CIRCULAR: "Tile",
    PaddingMode.ZEROS: "Black",
}

_COMMAND = re.compile(r"(?:^|\s)-(?:morphology|convolve)\s")
_BORDERS: Final = {word.lower(): mode for mode, word in VIRTUAL_PIXELS.items()} | {"undefined": PaddingMode.REPLICATE}
_METHOD = re.compile(r"(convolve|correlate)(?::(\d{1,2}))?", re.IGNORECASE)
_SCALE = re.compile(r"([!^%]*)([-+]?[0-9.]+)?([!^%]*)(?:[,x]([-+]?[0-9.]+))?([!^%]*)")
_NEUTRAL: Final = {"-quiet": 0, "-verbose": 0, "+repage": 0, "-strip": 0, "+channel": 0, "-depth": 1, "-quality": 1}
"""Options that do not change what a kernel makes, with the number of their arguments."""


def is_command(text: str) -> bool:
    """Tell whether a text is a command, or a part of one, that convolves."""
    return _COMMAND.search(text) is not None


def command_layers(text: str) -> list[Layer]:
    """Read the convolution in a command.

    Raises
    ------
    InterchangeError
        If the command does something else, too, or its kernel cannot be read; the message names it.
    """
    try:
        words = shlex.split(text.replace("\\\n", " ").replace("^\n", " "))
    except ValueError as error:
        raise InterchangeError(f"the command cannot be taken apart: {error}") from None
    settings = _Settings()
    layers: list[Layer] = []
    rest = iter(words)
    for word in rest:
        if not re.match(r"[-+][a-z]", word):
            continue  # a program or a file
        if word in {"-morphology", "-convolve"}:
            layers += _convolved(word, rest, settings)
        else:
            settings.take(word, lambda word=word: _next(rest, word))  # type: ignore[misc]
    if len(layers) >= 2 * MAX_LIST:
        raise InterchangeError(f"the command convolves more than {MAX_LIST} times")
    return layers


def chained(placed: list[Placed], settings: _Settings | None = None, operation: str = "convolve") -> list[Layer]:
    """Return kernels as layers one after the other; in between ImageMagick cuts off what is no level."""
    chosen = settings or _Settings()
    layers: list[Layer] = []
    for kernel, origin in placed:
        conv = Conv(
            scaled(kernel, origin, chosen.scale),
            operation=operation,
            anchor=origin,
            bias=chosen.bias,
            padding_mode=chosen.border,
        )
        layers += [*([Range()] if layers else []), conv]
    return layers


def scaled(kernel: Kernel, origin: tuple[int, int], scale: str) -> Kernel:
    """Return a kernel as ``-define convolve:scale=`` makes it: normalised (!, ^), scaled, added to the original.

    Raises
    ------
    InterchangeError
        If the scale is none.
    """
    if not scale:
        return kernel
    found = _SCALE.fullmatch(scale.replace(" ", ""))
    if found is None:
        raise InterchangeError(f"convolve:scale={quoted(scale)} is not a scale such as 50%! or 1,2")
    flags = found[1] + found[3] + found[5]
    unit = Fraction(1, 100) if "%" in flags else Fraction(1)
    factor = _number(found[2]) * unit if found[2] else Fraction(1)
    cells = np.array(kernel.to_lists(), dtype=object)
    exact: Callable[[Any], Any] = Fraction if kernel.integers is not None else float
    above, below = (exact(sum(part)) for part in (cells[cells > 0].tolist(), cells[cells < 0].tolist()))
    divisors = (exact(1), exact(1))
    if "^" in flags:
        divisors = above or exact(1), -below or exact(1)
    elif "!" in flags:
        total = abs(above + below)
        one = total if total > 1e-12 else above or exact(1)
        divisors = one, one
    cells = np.where(cells > 0, cells * (exact(factor) / divisors[0]), cells * (exact(factor) / divisors[1]))
    cells[origin] += exact(_number(found[4]) * unit) if found[4] else 0
    return Kernel.of(cells)


def _number(text: str) -> Fraction:
    try:
        return Fraction(parse_kernel(text).to_lists()[0][0])
    except ValueError:
        raise InterchangeError(f"{quoted(text)} is not a number") from None


@dataclass
class _Settings:
    """What options before a convolution say about it."""

    border: PaddingMode = PaddingMode.REPLICATE
    bias: Fraction = field(default_factory=Fraction)
    scale: str = ""

    def take(self, option: str, argument: Callable[[], str]) -> None:
        """Take over an option."""
        match option:
            case "-virtual-pixel":
                self.border = _border(argument())
            case "-bias":
                self.bias = _bias(argument())
            case "-define":
                name, _, value = argument().partition("=")
                self._define(name.lower(), value)
            case "-set":
                self._define(argument().lower().removeprefix("option:"), argument())
            case "-channel":
                channels = argument()
                if not {"r", "g", "b"} <= set(channels.lower()) and channels.lower() not in {"all", "default"}:
                    raise InterchangeError(
                        f"-channel {quoted(channels)} leaves out colours; every colour is filtered here"
                    )
            case _ if option in _NEUTRAL:
                for _ in range(_NEUTRAL[option]):
                    argument()
            case _:
                raise InterchangeError(f"the command does {quoted(option)}, too; give its kernel alone")

    def _define(self, name: str, value: str) -> None:
        if name == "convolve:scale":
            self.scale = value
        elif name == "convolve:bias":
            self.bias = _bias(value)
        elif name == "morphology:compose" and value.lower() not in {"none", "no", "undefined"}:
            raise InterchangeError(
                f"morphology:compose={quoted(value)} joins the results of several kernels; here they run one after the "
                "other. Give one kernel, or write a kernel of three levels and a magnitude after it"
            )


def _convolved(option: str, rest: Any, settings: _Settings) -> list[Layer]:
    if option == "-convolve":
        ((kernel, origin), *others) = kernel_list(_next(rest, option))
        if others:
            raise InterchangeError("-convolve takes one kernel")
        return chained([(_over_sum(kernel), origin)], _Settings(settings.border, settings.bias), "correlate")
    word = _next(rest, option)
    method = _METHOD.fullmatch(word)
    if method is None:
        raise InterchangeError(f"-morphology {quoted(word)} is no convolution")
    times = int(method[2] or 1)
    if not 1 <= times <= MAX_LIST:
        raise InterchangeError(f"-morphology {quoted(word)}: up to {MAX_LIST} times are read")
    placed = [each for each in kernel_list(_next(rest, option)) for _ in range(times)]
    return chained(placed, settings, method[1].lower())


def _over_sum(kernel: Kernel) -> Kernel:
    return kernel if abs(float(kernel.sums()[0])) < 1e-12 else kernel.divided_by("sum")


def _next(rest: Any, option: str) -> str:
    word: str | None = next(rest, None)
    if word is None:
        raise InterchangeError(f"nothing follows {option}")
    return word


def _border(word: str) -> PaddingMode:
    border = _BORDERS.get(word.lower())
    if border is None:
        raise InterchangeError(f"-virtual-pixel {quoted(word)} is not one of {', '.join(VIRTUAL_PIXELS.values())}")
    return border


def _bias(text: str) -> Fraction:
    percent = text.endswith("%")
    number = _number(text.removesuffix("%"))
    return number / 100 if percent else number / 65535
