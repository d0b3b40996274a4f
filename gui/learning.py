"""Learning a kernel as a window asks for it: pairs of pictures, a form, the steps of a descent. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from imgconv.errors import ImgconvError
from imgconv.image import Image
from imgconv.learn import DescentStep, Learned, Model, learn
from imgconv.learn.fields import METHOD_FIELDS, MODEL_FIELDS, LearnSettings

from .document import Document, Stage
from .files import open_picture
from .kernel_editing import number_text
from .words import plural, told, tr

FIELDS: Final = (*MODEL_FIELDS, *METHOD_FIELDS)
DEFAULTS: Final = {field.name: field.default for field in FIELDS}
_MOST_FRAMES: Final = 600
_SHOW_SECONDS: Final = 4.0
"""How long it takes to watch a descent, however many steps it has."""


@dataclass(frozen=True, eq=False)
class Source:
    """A picture of a pair: a file, or what the window shows.

    Attributes
    ----------
    name : str
        For a list.
    load : callable
        Returns the picture; called when it is needed, on another thread.
    """

    name: str
    load: Callable[[], Image]

    @classmethod
    def of_file(cls, path: Path) -> Source:
        """A file, read each time it is asked for."""
        return cls(path.name, lambda: open_picture(path).picture.image)


@dataclass(frozen=True)
class Frame:
    """The kernel after some steps of a descent, for showing.

    Attributes
    ----------
    number : int
        Steps made.
    loss : float
        The sum of squared errors.
    cells : ndarray
        The kernel, of two or four levels.
    """

    number: int
    loss: float
    cells: NDArray[np.float64]


@dataclass
class Frames:
    """The steps of a descent as they come; a long one is thinned out.

    Attributes
    ----------
    listed : list of Frame
        What there is so far; written by one thread, read by another.
    """

    model: Model
    steps: int
    listed: list[Frame] = field(default_factory=list)

    def add(self, step: DescentStep) -> None:
        """Keep a step, if it is one of those that are shown."""
        every = max(1, self.steps // _MOST_FRAMES)
        if step.number % every == 0 or step.number == self.steps:
            self.listed.append(Frame(step.number, step.loss, self.model.cells([step.weights[:-1]])))


@dataclass
class _Pairs:
    """Pairs that are loaded when they are asked for; the last one is kept."""

    sources: Sequence[tuple[Source, Source]]
    _last: dict[int, tuple[Image, Image]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[Image, Image]]:
        for index, (before, after) in enumerate(self.sources):
            if index not in self._last:
                self._last = {index: (before.load(), after.load())}
            yield self._last[index]


@dataclass(frozen=True, eq=False)
class LearnRequest:
    """All that learning depends on.

    Attributes
    ----------
    pairs : tuple of (Source, Source)
        Before and after.
    settings : LearnSettings
        What is looked for and how.
    """

    pairs: tuple[tuple[Source, Source], ...]
    settings: LearnSettings

    @classmethod
    def of(cls, pairs: Sequence[tuple[Source, Source]], values: dict[str, Any]) -> LearnRequest:
        """Check what was entered.

        Raises
        ------
        ImgconvError
            If there is no pair, or a value does not suit its field.
        """
        if not pairs:
            raise ImgconvError("Choose a picture before and one after the effect first")
        return cls(tuple(pairs), LearnSettings.of(values))

    @property
    def is_descent(self) -> bool:
        """Whether the kernel is found step by step."""
        return self.settings.is_descent

    def frames(self) -> Frames:
        """What the steps are collected in."""
        return Frames(self.settings.model, self.settings.steps)

    def run(
        self, frames: Frames, progress: Callable[[int, int], None] | None, cancel: Callable[[], bool] | None
    ) -> Learned:
        """Learn.

        Raises
        ------
        ImgconvError
            As `imgconv.learn.learn` does.
        CancelledError
            If `cancel` said so.
        """
        return learn(
            _Pairs(self.pairs),
            self.settings.model,
            **self.settings.arguments(),
            progress=progress,
            cancel=cancel,
            watch=frames.add,
        )


def paired(before: Sequence[Path], after: Sequence[Path]) -> list[tuple[Source, Source]]:
    """Return files before and after as pairs, in their order.

    Raises
    ------
    ImgconvError
        If there are not as many of both.
    """
    if len(before) != len(after):
        raise ImgconvError(f"Choose as many pictures after as before: {len(before)} and {len(after)}")
    return [(Source.of_file(first), Source.of_file(second)) for first, second in zip(before, after, strict=True)]


def pace(last: int, tick: int) -> int:
    """How many steps of a descent go by in so many milliseconds, where `last` is its last one."""
    return max(1, round(last * tick / 1000 / _SHOW_SECONDS))


def step_text(frame: Frame) -> str:
    """Say which step it is, and what is left there."""
    return tr("step {number}, loss {loss}", number=frame.number, loss=f"{frame.loss:.4g}")


def verdict(learned: Learned) -> str:
    """Say what a person should know about a learned kernel."""
    return "\n".join(map(told, learned.advice)) or tr("The kernel explains the pictures.")


def unshifted(learned: Learned) -> dict[str, Any]:
    """Return the values of the form that undo the shift that was found; none where there is none."""
    shift = learned.shift
    return {} if shift is None else {"shift_right": shift.columns, "shift_down": shift.rows}


def facts(learned: Learned) -> list[tuple[str, str]]:
    """Return what is known of a learned kernel, as (name, text)."""
    fit, layer = learned.fit, learned.layer
    levels = " ".join(number_text(round(bias * 255, 3)) for bias in dict.fromkeys(learned.bias))
    known = str(layer.padding_mode) if learned.padding_known else tr("{mode} (not known)", mode=layer.padding_mode)
    lost = len(learned.undetermined)
    return [
        (tr("Bias"), tr("{levels} of 255 levels", levels=levels)),
        (tr("Padding mode"), known),
        (tr("R squared"), f"{fit.r_squared:.6f}"),
        (
            tr("Residual"),
            tr(
                "{rms} of 255 levels (root mean square), at most {largest}",
                rms=f"{fit.rms:.4g}",
                largest=f"{fit.largest:.4g}",
            ),
        ),
        (tr("Same after rounding"), tr("{share} of the samples", share=f"{fit.same:.4%}")),
        (tr("Uncertainty"), tr("{error} (largest standard error of a weight)", error=f"{learned.errors.max():.2g}")),
        (tr("Condition"), f"{learned.condition:.4g}"),
        (tr("Not determined"), plural(lost, "{n} weight", "{n} weights") if lost else tr("none")),
        (tr("Pixels"), tr("{used}, {left} left out", used=f"{learned.pixels:,}", left=f"{learned.left_out:,}")),
    ]


def with_learned(document: Document, index: int, learned: Learned) -> Document:
    """Put a learned kernel in the place of a convolution of a document; after the layer where it is none."""
    (layer,) = learned.preset(tr("Learned kernel")).layers
    stage = Stage(layer)
    stages = document.stages
    if 0 <= index < len(stages) and stages[index].layer.type == "conv":
        return document.with_stage(index, stage)
    return document.inserted(min(index + 1, len(stages)), stage)


def alone(learned: Learned) -> Document:
    """Return a document of nothing but a learned kernel."""
    return replace(Document.of_preset(learned.preset(tr("Learned kernel"))), name="")
