"""What is looked for: the form of the kernel, and the pairs of pictures that it is looked for in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from imgconv.borders import PaddingMode, standard_mode
from imgconv.errors import ImgconvError
from imgconv.geometry import AxisWindow, Pair, standard_pair
from imgconv.image import Image
from imgconv.kernels import MAX_TAPS, Kernel
from imgconv.layer_fields import OPERATIONS
from imgconv.layers import Conv
from imgconv.learn.relation import is_resized, part_between, turn_between
from imgconv.rational import short

CHANNELS: Final = ("each", "depthwise", "full")
MOST_UNKNOWNS: Final = 2048
"""The equations of so many weights still fit into 32 MB and are solved within seconds."""


@dataclass(frozen=True)
class Model:
    """The form of the kernel.

    Parameters
    ----------
    size : int or (int, int)
        Height and width of the kernel.
    channels : "each", "depthwise" or "full"
        One kernel that runs on each channel by itself; a kernel of its own for each channel; or a full kernel, in which
        each output channel has weights for all input channels.
    bias : bool
        Look for a constant that is added, too: one for "each", else one for each output channel.
    symmetric : bool
        The kernel is its own mirror image, left to right and top to bottom.
    operation : "correlate" or "convolve"
        How the kernel is to be written down.
    padding : "same" or "valid"
        Whether the pictures after are as large as those before, or smaller by the kernel's size less one.
    padding_mode : str or None
        What stood outside the picture. None: not known; only pixels whose window lies inside are learned from.

    Raises
    ------
    ImgconvError
        If an argument is none of these.
    """

    size: int | Pair = (3, 3)
    channels: str = "each"
    bias: bool = False
    symmetric: bool = False
    operation: str = "correlate"
    padding: str = "same"
    padding_mode: PaddingMode | str | None = None

    def __post_init__(self) -> None:
        size = standard_pair(self.size, "size", minimum=1)
        if size[0] * size[1] > min(MOST_UNKNOWNS, MAX_TAPS):
            raise ImgconvError(
                f"size: {size[0]}x{size[1]} are {size[0] * size[1]} weights to learn; at most {MOST_UNKNOWNS} are"
            )
        choices = (("channels", CHANNELS), ("operation", OPERATIONS), ("padding", ("same", "valid")))
        for name, known in choices:
            if getattr(self, name) not in known:
                listed = ", ".join(f'"{word}"' for word in known)
                raise ImgconvError(f"{name}: {short(getattr(self, name))} is not known; use one of {listed}")
        object.__setattr__(self, "size", size)
        if self.padding_mode is not None:
            object.__setattr__(self, "padding_mode", standard_mode(self.padding_mode))

    @property
    def shape(self) -> Pair:
        """(kh, kw)."""
        return self.size  # type: ignore[return-value]

    @property
    def taps(self) -> int:
        """Weights of one plane of the kernel."""
        return self.shape[0] * self.shape[1]

    @cached_property
    def windows(self) -> tuple[AxisWindow, AxisWindow]:
        """How the kernel is laid on a picture."""
        return self.layer(np.zeros(self.shape)).windows

    def layer(self, laid: NDArray[np.float64], bias: Any = 0, mode: str | None = None) -> Conv:
        """Make the layer of weights as they are laid on the picture, written as `operation` wants them."""
        written = laid[..., ::-1, ::-1] if self.operation == "convolve" else laid
        return self.layer_of(Kernel.of(np.ascontiguousarray(written)), bias, mode)

    def layer_of(self, kernel: Kernel, bias: Any = 0, mode: str | None = None) -> Conv:
        """Make the layer of a kernel that is written as `operation` wants it."""
        return Conv(
            kernel,
            operation=self.operation,
            padding=self.padding,
            padding_mode=mode or self.padding_mode or PaddingMode.REFLECT,
            groups=kernel.filters if self.channels == "depthwise" and kernel.levels == 4 else 1,
            bias=bias,
        )

    def cells(self, columns: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
        """Arrange weights as a kernel that is written as `operation` wants it.

        Parameters
        ----------
        columns : sequence of ndarray, shapes (T, R)
            The weights of T taps for R outputs, one array a system of equations.

        Returns
        -------
        ndarray, shape (kh, kw) or (c_out, c_in, kh, kw)
            Two levels where one kernel runs on each channel by itself.
        """
        kh, kw = self.shape
        cells = np.concatenate([one.T.reshape(one.shape[1], -1, kh, kw) for one in columns])
        if self.channels == "each" or cells.shape[:2] == (1, 1):
            cells = cells[0, 0]
        return np.ascontiguousarray(cells[..., ::-1, ::-1] if self.operation == "convolve" else cells)

    def outputs(self, size: Pair) -> tuple[tuple[int, int], tuple[int, int]]:
        """The rows and columns of the result that are learned from, half-open, for pictures before of (H, W).

        Raises
        ------
        ImgconvError
            If there are none.
        """
        spans = []
        for window, length in zip(self.windows, size, strict=True):
            if self.padding_mode is not None:
                spans.append((0, max(window.output_length(length), 0)))
            else:
                spans.append((window.before, window.before + max(length - window.extent + 1, 0)))
        if any(start >= stop for start, stop in spans):
            kh, kw = self.shape
            raise ImgconvError(
                f"size: a kernel of {kh}x{kw} does not fit into a picture of {size[0]}x{size[1]} (height x width); "
                "look for a smaller one, or say by padding_mode what stood outside the picture"
            )
        return spans[0], spans[1]


@dataclass(frozen=True, eq=False)
class Example:
    """A picture before and after the effect, without alpha, known to fit each other.

    Attributes
    ----------
    before, after : ndarray, shapes (H, W, C) and (H', W', C')
        Levels.
    white_before, white_after : float
        The level of each that counts as 1.
    """

    before: NDArray[Any]
    after: NDArray[Any]
    white_before: float
    white_after: float

    @property
    def clips(self) -> bool:
        """Whether levels beyond the ends were lost in the picture after."""
        return self.after.dtype.kind in "iu"

    def saturated(self, values: NDArray[Any]) -> NDArray[np.bool_]:
        """Where levels of the picture after stand at an end of their range."""
        if not self.clips:
            return np.zeros(values.shape, dtype=bool)
        found: NDArray[np.bool_] = (values <= 0) | (values >= self.white_after)
        return found


def example(before: Image, after: Image, model: Model, shift: Pair = (0, 0)) -> Example:
    """Check that two pictures make a pair, and leave out alpha and what a shift moves out of sight.

    Parameters
    ----------
    before, after : Image
        Of the same size, or the second smaller as "valid" padding makes it.
    model : Model
        What is looked for.
    shift : (int, int)
        Rows down and columns to the right by which the picture after is moved.

    Raises
    ------
    ImgconvError
        If the sizes or the channels do not fit; the message says what to try.
    """
    first, second = before.pixels[..., : before.colors], after.pixels[..., : after.colors]
    _check_sizes(first, second, model)
    if model.channels != "full" and first.shape[2] != second.shape[2]:
        raise ImgconvError(
            f"channels: the picture before has {first.shape[2]}, the one after {second.shape[2]}; "
            'look for a kernel that mixes channels (channels "full"), or convert one of the pictures'
        )
    unknowns = model.taps * (first.shape[2] if model.channels == "full" else 1)
    if unknowns > MOST_UNKNOWNS:
        raise ImgconvError(f"size: {unknowns} weights for each output channel; at most {MOST_UNKNOWNS} are learned")
    if any(shift):
        first, second = _shifted(first, second, shift)
    return Example(first, second, before.white, after.white)


def _check_sizes(before: NDArray[Any], after: NDArray[Any], model: Model) -> None:
    height, width = before.shape[:2]
    wanted = tuple(window.output_length(length) for window, length in zip(model.windows, (height, width), strict=True))
    if after.shape[:2] == wanted or min(wanted) < 1:
        return
    kh, kw = model.shape
    raise ImgconvError(
        f"size: the picture before has {width}x{height} pixels, the one after {after.shape[1]}x{after.shape[0]} (width "
        f"x height); a pair has the same size, or the one after is smaller by {kw - 1}x{kh - 1} as a {kh}x{kw} kernel "
        f"without padding makes it: {_remedy(before, after)}"
    )


def _remedy(before: NDArray[Any], after: NDArray[Any]) -> str:
    """What to do about pictures of different sizes, by what they show."""
    turn, part = turn_between(before, after), part_between(before, after)
    if turn is not None:
        return f"the one after looks {turn}, undo that first"
    if part is not None:
        return (
            f"the one after looks like the part of the one before that begins at {part[1]},{part[0]} (column, row), "
            "crop the one before to that"
        )
    if is_resized(before, after):
        return "the one after looks resized, take the effect's result as it was before that"
    return "crop or resize one of them, or take the picture that the effect was applied to"


def _shifted(before: NDArray[Any], after: NDArray[Any], shift: Pair) -> tuple[NDArray[Any], NDArray[Any]]:
    parts: list[tuple[slice, slice]] = []
    for move, length in zip(shift, before.shape, strict=False):
        if abs(move) >= length:
            raise ImgconvError(f"shift: {shift[1]},{shift[0]} moves the whole picture out of sight")
        parts.append((slice(max(-move, 0), length - max(move, 0)), slice(max(move, 0), length - max(-move, 0))))
    return before[parts[0][0], parts[1][0]], after[parts[0][1], parts[1][1]]


def padding_of(before: Pair, after: Pair, size: Pair) -> str:
    """Tell from the sizes of a pair whether the effect padded: "same" or "valid"."""
    shrunk = tuple(length - side + 1 for length, side in zip(before, size, strict=True))
    return "valid" if after == shrunk and after != before else "same"


def planes(model: Model, example: Example) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield which input channels explain which output channels, one pair a system of equations.

    For "each" all systems are later added up into one.
    """
    if model.channels == "full":
        yield tuple(range(example.before.shape[2])), tuple(range(example.after.shape[2]))
        return
    for channel in range(example.before.shape[2]):
        yield (channel,), (channel,)
