"""An explanation as a page of text: a table of taps a layer, and how they add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from imgconv.explain import ChannelStory, Ending, Explanation, Stage, Tap
from imgconv.explain.written import before_text, heaviest, is_tie, product_texts, sum_text, value_text
from imgconv.rational import Number

from .messages import columns
from .tables import print_table, say_line

_HEADS = ("channel", "input channel", "cell (row,column)", "at (x,y)", "", "value", "weight", "product")
_NUMBERS = {0, 1, 5, 6, 7}
"""The columns that stand to the right."""


def print_explanation(told: Explanation, *, every_tap: bool = False) -> None:
    """Print all layers, what the pixel sees, and how it was rounded."""
    for stage in told.stages:
        _print_stage(stage, every_tap)
    _print_field(told)
    for ending in told.endings:
        say_line(f"channel {ending.channel}: {_ending_text(ending)}")
    if told.alpha_source is not None:
        row, column = told.alpha_source
        say_line(f"alpha: carried over from {column},{row}")
    say_line(f"result at {told.at[1]},{told.at[0]}: {' '.join(map(value_text, told.values))} ({told.dtype})")


def print_numbers(planes: Mapping[int, Sequence[Sequence[Number]]], told: str) -> None:
    """Print all numbers of a result, channel by channel."""
    for channel, rows in planes.items():
        say_line(f"channel {channel}")
        say_line(columns([list(map(value_text, row)) for row in rows], right=range(len(rows[0]))))
        say_line("")
    say_line(f"result: {told}")


def _print_stage(stage: Stage, every_tap: bool) -> None:
    row, column = stage.at
    name = f"Layer {stage.number}: {stage.type}" if stage.number else stage.type.capitalize()
    settings = f" ({stage.text})" if stage.text else ""
    rows = [row for story in stage.channels for row in _tap_rows(stage, story, every_tap)]
    print_table(f"{name}{settings} at {column},{row}", _HEADS, rows, right=_NUMBERS, drop_empty=True)
    for story in stage.channels:
        say_line(f"channel {story.channel}: {_story_text(story)}")
    say_line("")


def _tap_rows(stage: Stage, story: ChannelStory, every_tap: bool) -> list[tuple[str, ...]]:
    places, rest = heaviest(story, **({"most": len(story.taps)} if every_tap else {}))
    write = product_texts(story)
    row = partial(_tap_row, write=write, is_maximum=stage.type == "max_pool")
    rows = [(str(story.channel), *row(story.taps[place], taken=place == story.taken)) for place in places]
    left = len(story.taps) - len(places)
    if left:
        weighted = story.taps[0].product is not None
        together = "" if story.total is None else write(rest)
        others = "", "", "", f"{left} others", "" if weighted else together, "", together if weighted else ""
        rows.append((str(story.channel), *others))
    return rows


def _tap_row(tap: Tap, *, taken: bool, write: Callable[[Number | None], str], is_maximum: bool) -> tuple[str, ...]:
    return (
        str(tap.channel),
        "" if tap.cell is None else f"{tap.cell[0]},{tap.cell[1]}",
        f"{tap.at[1]},{tap.at[0]}",
        f"padding: {_origin_text(tap, is_maximum)}" if tap.padded else "taken" if taken else "",
        value_text(tap.value),
        value_text(tap.weight),
        write(tap.product),
    )


def _origin_text(tap: Tap, is_maximum: bool) -> str:
    if tap.source is not None:
        return f"taken from {tap.source[1]},{tap.source[0]}"
    return "never the largest" if is_maximum else "nothing there"


def _story_text(story: ChannelStory) -> str:
    """Say how taps became a value: their sum, and what was done to it."""
    steps = []
    if story.total is not None:
        steps.append(f"sum = {sum_text(story) or value_text(story.total)}")
    if story.rule != "sum":
        steps.append(f"{story.rule or 'unchanged'} = {value_text(story.result)}")
    if story.index is not None:
        steps.append(f"index {story.index}" + (" (no pixel in the window)" if story.taken is None else ""))
    return "; ".join(steps)


def _ending_text(ending: Ending) -> str:
    before, value = before_text(ending), value_text(ending.value)
    if ending.saturated:
        return f"{before} is out of range, saturated to {value}"
    if ending.rounded:
        return f"{before} is rounded to {value}" + (", the even one of two" if is_tie(ending.before) else "")
    return before


def _print_field(told: Explanation) -> None:
    (top, bottom), (left, right) = told.receptive_field
    height, width = told.image_size
    beyond = "" if top >= 0 and bottom <= height and left >= 0 and right <= width else ", partly in padding"
    read = len(told.seen[0]) * len(told.seen[1])
    gaps = "" if read == (bottom - top) * (right - left) else f"; {read} of {(bottom - top) * (right - left)} are read"
    say_line(
        f"receptive field: columns {left} to {right - 1}, rows {top} to {bottom - 1} of the image "
        f"({bottom - top}x{right - left}, height x width){beyond}{gaps}"
    )
