"""What stands on a worksheet: the task and the answers, as blocks that a page, a printer or a window lays out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

import numpy as np

from imgconv.borders import PaddingMode, diagram
from imgconv.explain.told import Point
from imgconv.teaching.walk import Walk, sum_text, told

Kind: TypeAlias = Literal["", "padding", "window", "empty"]
TITLE: Final = "Convolution by hand"


@dataclass(frozen=True)
class Heading:
    """A line above what follows; level 1 stands on top of a page."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Words."""

    text: str


@dataclass(frozen=True)
class Blanks:
    """Lines to write on, each with the words before it."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A square with a number."""

    text: str
    kind: Kind = ""


@dataclass(frozen=True)
class Grid:
    """Squares in rows, under a caption."""

    caption: str
    rows: tuple[tuple[Cell, ...], ...]


Block: TypeAlias = Heading | Paragraph | Blanks | Grid


@dataclass(frozen=True)
class Sheet:
    """A worksheet of two pages.

    Attributes
    ----------
    title : str
        Of the whole.
    task, answers : tuple of Block
        The two pages.
    """

    title: str
    task: tuple[Block, ...]
    answers: tuple[Block, ...]


def in_words(made: Sheet, say: Callable[[str], str]) -> Sheet:
    """Return a worksheet with every text told in other words, such as those of another language."""

    def told_by(block: Block) -> Block:
        match block:
            case Heading(text) | Paragraph(text):
                return replace(block, text=say(text))
            case Blanks(words):
                return Blanks(tuple(map(say, words)))
            case Grid(caption):
                return replace(block, caption=say(caption))
        return block

    return Sheet(say(made.title), tuple(map(told_by, made.task)), tuple(map(told_by, made.answers)))


def sheet(walked: Walk, title: str = TITLE) -> Sheet:
    """Ask for the size of the result, its first value and all others.

    Parameters
    ----------
    walked : Walk
        What is to be worked out.
    title : str
        The heading.
    """
    return Sheet(title, tuple(_task(walked, title)), tuple(_answers(walked, title)))


def _task(walked: Walk, title: str) -> list[Block]:
    kernel = walked.layer.kernel
    texts = kernel.to_lists()
    blocks: list[Block] = [
        Heading(title, 1),
        Blanks(("Your name", "Date")),
        Paragraph(settings(walked)),
        _grid("Picture", (walked.pixels.shape[0], walked.pixels.shape[1]), lambda at: _pixel(walked, at)),
        _grid("Kernel", kernel.size, lambda at: Cell(str(texts[at[0]][at[1]]))),
        Heading("1. How large is the result?"),
        Paragraph("floor((length + padding - extent) / stride) + 1"),
        Blanks(("Rows", "Columns")),
        Heading("2. The first value"),
        Paragraph("Write down what is multiplied and added for the top left value of the result."),
        Blanks(("",)),
        Heading("3. The result"),
        _grid("Fill in", walked.size, lambda _: Cell("", "empty")),
    ]
    if any(walked.is_padding(at) for at in walked.inputs):
        mode = PaddingMode(walked.layer.padding_mode)
        blocks += [
            Paragraph(f'Outside the picture the mode "{mode}" holds:'),
            _mode_grid(mode),
        ]
    return blocks


def _answers(walked: Walk, title: str) -> list[Block]:
    (top, bottom), (left, right) = walked.extent

    def padded(place: Point) -> Cell:
        at = place[0] + top, place[1] + left
        # Positions that no window reads hold nothing to be known.
        return Cell(told(walked.inputs[at]) if at in walked.inputs else "", "padding" if walked.is_padding(at) else "")

    rows, columns = walked.size
    return [
        Heading(f"{title}: answers", 1),
        Heading("1. How large is the result?"),
        Paragraph(f"{rows} rows, {columns} columns: {_lengths(walked)}"),
        Heading("2. The first value"),
        Paragraph(sum_text(walked.stories[0])),
        _grid("The picture with what is read around it", (bottom - top, right - left), padded),
        Heading("3. The result"),
        _grid("", walked.size, lambda at: Cell(told(walked.stories[at[0] * columns + at[1]].result))),
    ]


def _grid(caption: str, size: Point, cell: Callable[[Point], Cell]) -> Grid:
    return Grid(caption, tuple(tuple(cell((row, column)) for column in range(size[1])) for row in range(size[0])))


def _mode_grid(mode: PaddingMode) -> Grid:
    """A row of four pixels a b c d, with what stands to their left and right."""
    before, image, after = (part.split() for part in diagram(mode).split("|"))
    outside = [[Cell(text, "padding") for text in part] for part in (before, after)]
    return Grid("", ((*outside[0], *map(Cell, image), *outside[1]),))


def _pixel(walked: Walk, at: Point) -> Cell:
    first = any(tap.at == at for tap in walked.stories[0].taps)
    return Cell(told(walked.inputs[at]), "window" if first else "")


def settings(walked: Walk) -> str:
    """Say in sentences what is done."""
    layer = walked.layer
    doing = (
        "Slide the kernel over the picture as it is written (cross-correlation)."
        if layer.operation == "correlate"
        else "Turn the kernel by 180 degrees, then slide it over the picture (true convolution)."
    )
    parts = [doing]
    for name, value in (("stride", layer.stride), ("dilation", layer.dilation)):
        if value != (1, 1):
            parts.append(f"The {name} is {value[0]} down and {value[1]} across.")  # type: ignore[index]
    (rows, cols), story = layer.windows, walked.stories[0]
    if rows.before or rows.after or cols.before or cols.after:
        parts.append(
            f"Padding: {rows.before} above, {rows.after} below, {cols.before} left, {cols.after} right "
            f"({layer.padding_mode})."
        )
    if story.divisor is not None:
        parts.append(f"Divide each sum by {told(story.divisor)}.")
    if story.bias is not None:
        parts.append(f"Add {told(story.bias)}.")
    return " ".join(parts)


def _lengths(walked: Walk) -> str:
    texts = []
    for window, length in zip(walked.layer.windows, np.shape(walked.pixels), strict=True):
        texts.append(
            f"floor(({length} + {window.before} + {window.after} - {window.extent}) / {window.stride}) + 1 = "
            f"{window.output_length(length)}"
        )
    return ", ".join(texts)
