"""What the explanation of a pixel says, as lines and rows for a panel. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from imgconv.explain import ChannelStory, Ending, Explanation, Stage, Tap, explain
from imgconv.explain.told import Point
from imgconv.explain.written import before_text, bracketed, is_tie, sum_text, value_text
from imgconv.filtering import Filter
from imgconv.geometry import Region
from imgconv.image import Image
from imgconv.pipeline import Pipeline
from imgconv.rational import Number

from .words import plural, told, tr


@dataclass(frozen=True, eq=False)
class Inquiry:
    """A pixel that is to be explained.

    Attributes
    ----------
    image : Image
        The original.
    filter : Filter
        What is applied.
    at : (int, int)
        Row and column of the result.
    channel : int
        Of the result; one that is not there stands for the last.
    selection : Region or None
        Where the filter applies.
    """

    image: Image
    filter: Filter
    at: Point
    channel: int = 0
    selection: Region | None = None

    @property
    def is_selected(self) -> bool:
        """Whether the filter applies to the pixel."""
        return self.selection is None or all(
            start <= place < stop for place, (start, stop) in zip(self.at, self.selection, strict=True)
        )


@dataclass(frozen=True, eq=False)
class Explained:
    """An explanation and what a panel wants to know besides.

    Attributes
    ----------
    inquiry : Inquiry
        What was asked.
    explanation : Explanation
        Of one channel.
    channel, channels : int
        The channel that is explained, and how many the filter gives.
    size : (int, int)
        Height and width of the result.
    """

    inquiry: Inquiry
    explanation: Explanation
    channel: int
    channels: int
    size: Point


def answer(inquiry: Inquiry) -> Explained:
    """Explain a pixel.

    Raises
    ------
    ImgconvError
        If the filter does not fit the image, or there is no such pixel.
    """
    shape = inquiry.filter.plan_for(inquiry.image).out_shape
    channel = min(inquiry.channel, shape[2] - 1)
    row, column = inquiry.at
    explanation = explain(inquiry.filter, inquiry.image, (column, row), channels=[channel])
    return Explained(inquiry, explanation, channel, shape[2], (shape[0], shape[1]))


def stage_title(stage: Stage) -> str:
    """Name a layer and the pixel of its output that is told of."""
    name = (
        tr("Layer {number}: {type}", number=stage.number, type=told(stage.type)) if stage.number else told(stage.type)
    )
    row, column = stage.at
    return tr("{layer} at {x},{y}", layer=name, x=column, y=row)


def grid_taps(story: ChannelStory, channel: int | None) -> tuple[Tap, ...]:
    """Return the taps that a grid shows: those of one input channel where there is a window, else all."""
    if any(tap.cell is not None for tap in story.taps):
        return tuple(tap for tap in story.taps if tap.channel == channel)
    return story.taps


def result_text(explained: Explained) -> str:
    """Say which pixel it is, what it holds, and how that was rounded."""
    text = heading(explained)
    if not explained.inquiry.is_selected:
        text += tr(" (outside the selected part, where the picture stays as it is)")
    return "\n".join([text, *map(ending_line, explained.explanation.endings)])


def sum_lines(story: ChannelStory) -> list[str]:
    """Say how the taps became a value, one step a line."""
    lines = []
    if story.total is not None:
        lines.append(_sum_line(story))
    value: Number | None = story.total
    if value is not None and story.divisor is not None:
        lines.append(f"÷ {value_text(story.divisor)} = {value_text(float(value) / float(story.divisor))}")
    if value is not None and story.bias is not None:
        lines.append(tr("+ {bias} (bias) = {result}", bias=bracketed(story.bias), result=value_text(story.result)))
    if story.total is None or story.taps[0].product is None or "root" in story.rule:
        plain = told(story.rule) or tr("unchanged")
        lines.append(f"{plain}: {value_text(story.result)}")
    if story.taken is not None:
        row, column = story.taps[story.taken].at
        lines.append(tr("taken from {x}, {y}; index {index}", x=column, y=row, index=story.index))
    elif story.index is not None:
        lines.append(tr("no pixel in the window; index {index}", index=story.index))
    if abs(float(story.value) - float(story.result)) > 1e-5 * max(abs(float(story.result)), 1):
        lines.append(tr("computed: {value}", value=value_text(story.value)))
    return lines


def _sum_line(story: ChannelStory) -> str:
    total = value_text(story.total)
    return sum_text(story, "×") or plural(
        len(story.taps), "{n} product = {total}", "sum of {n} products = {total}", total=total
    )


def ending_line(ending: Ending) -> str:
    """Say how a computed value became one of the result."""
    before, value = before_text(ending), value_text(ending.value)
    if ending.saturated:
        return tr("{before} is out of range, saturated to {value}", before=before, value=value)
    if ending.rounded and is_tie(ending.before):
        return tr("{before} is rounded to {value}, the even one of two", before=before, value=value)
    if ending.rounded:
        return tr("{before} is rounded to {value}", before=before, value=value)
    return tr("{value}, nothing to round", value=value)


def heading(explained: Explained) -> str:
    """Say which pixel it is and what it holds."""
    values = " ".join(map(value_text, explained.explanation.values))
    row, column = explained.explanation.at
    return tr("Result at x {x}, y {y}: {values}", x=column, y=row, values=values)


def field_line(explanation: Explanation) -> str:
    """Say what the pixel sees of the picture."""
    (top, bottom), (left, right) = explanation.receptive_field
    height, width = explanation.image_size
    text = tr(
        "Receptive field {height} × {width}: columns {left} to {right}, rows {top} to {bottom}",
        height=bottom - top,
        width=right - left,
        left=left,
        right=right - 1,
        top=top,
        bottom=bottom - 1,
    )
    if top < 0 or left < 0 or bottom > height or right > width:
        text += tr("; partly in padding")
    read, all_ = len(explanation.seen[0]) * len(explanation.seen[1]), (bottom - top) * (right - left)
    if read < all_:
        text += tr("; {read} of {all} pixels are read", read=read, all=all_)
    return text


def origin_text(tap: Tap, *, is_maximum: bool = False) -> str:
    """Say where the value of a tap in the padding comes from; empty inside the image."""
    if not tap.padded:
        return ""
    if tap.source is None:
        return tr("never the largest") if is_maximum else tr("nothing there")
    return tr("from {x}, {y}", x=tap.source[1], y=tap.source[0])


def tap_text(tap: Tap) -> str:
    """Tell all of a tap in a few lines."""
    lines = [tr("x {x}, y {y} of channel {channel}", x=tap.at[1], y=tap.at[0], channel=tap.channel)]
    if tap.cell is not None:
        lines.append(tr("kernel row {row}, column {column}", row=tap.cell[0], column=tap.cell[1]))
    if tap.padded:
        lines.append(tr("padding: {origin}", origin=origin_text(tap)))
    if tap.product is not None and tap.weight is not None:
        lines.append(f"{value_text(tap.value)} × {value_text(tap.weight)} = {value_text(tap.product)}")
    return "\n".join(lines)


def stories_of(explanation: Explanation) -> Iterator[tuple[Stage, ChannelStory]]:
    """Every layer with every channel that matters, first layer first."""
    for stage in explanation.stages:
        for story in stage.channels:
            yield stage, story


def stage_field(explained: Explained, stage: Stage) -> Region | None:
    """What the pixel of a layer sees of the picture, half-open; None for what is done before and after the layers."""
    if not stage.number:
        return None
    fields = Pipeline(explained.inquiry.filter.pipeline.layers[: stage.number]).receptive_fields()
    starts = [field.start + at * field.stride for field, at in zip(fields, stage.at, strict=True)]
    (top, left), (rows, cols) = starts, fields
    return (top, top + rows.size), (left, left + cols.size)
