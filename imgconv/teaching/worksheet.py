"""A worksheet: one page with the task, one with the answers, in a single HTML file that prints as it stands."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import numpy as np

from imgconv.borders import DIAGRAMS
from imgconv.explain.told import Point
from imgconv.teaching.walk import Walk, sum_text, told

_STYLE = """\
body { font: 12pt/1.5 sans-serif; max-width: 18cm; margin: 1cm auto; color: #000; }
h1 { font-size: 18pt; } h2 { font-size: 13pt; margin: 1.2em 0 0.4em; }
table { border-collapse: collapse; display: inline-table; margin: 0 1cm 0.5cm 0; vertical-align: top; }
caption { text-align: left; font-size: 10pt; }
td { border: 1px solid #444; min-width: 1.1cm; height: 1.1cm; text-align: center; }
td.padding { background: #e4e4e4; color: #555; } td.window { background: #fdd9b5; } td.empty { background: #fff; }
pre { font-size: 10pt; } .line { border-bottom: 1px solid #444; display: inline-block; width: 3cm; }
section.answers { break-before: page; page-break-before: always; border-top: 1px dashed #999; margin-top: 2cm; }
@media print { section.answers { border: 0; margin-top: 0; } }"""


def worksheet(walked: Walk, title: str = "Convolution by hand") -> str:
    """Write a worksheet.

    Parameters
    ----------
    walked : Walk
        What is to be worked out.
    title : str
        The heading.

    Returns
    -------
    str
        HTML without references to other files: the task, and on a page of its own the answer key.
    """
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>",
        *_task(walked, title),
        *_answers(walked, title),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _task(walked: Walk, title: str) -> list[str]:
    height, width = walked.pixels.shape
    lines = [
        f"<section>\n<h1>{escape(title)}</h1>",
        "<p>Name <span class=line></span> Date <span class=line></span></p>",
        f"<p>{escape(_settings(walked))}</p>",
        _grid("Picture", (height, width), lambda at: (told(walked.inputs[at]), _window_class(walked, at))),
        _grid("Kernel", walked.layer.kernel.size, lambda at: (_weight(walked, at), "")),
        "<h2>1. How large is the result?</h2>",
        "<p>floor((length + padding - extent) / stride) + 1: <span class=line></span> rows, "
        "<span class=line></span> columns</p>",
        "<h2>2. The first value</h2>",
        "<p>Write down what is multiplied and added for the top left value of the result.</p>",
        "<p><span class=line style='width: 15cm'></span></p>",
        "<h2>3. The result</h2>",
        _grid("Fill in", walked.size, lambda _: ("", "empty")),
    ]
    if any(walked.is_padding(at) for at in walked.inputs):
        lines += [
            f'<p>Outside the picture the mode "{escape(str(walked.layer.padding_mode))}" holds:</p>',
            f"<pre>{escape(DIAGRAMS)}</pre>",
        ]
    return [*lines, "</section>"]


def _answers(walked: Walk, title: str) -> list[str]:
    (top, bottom), (left, right) = walked.extent
    size = bottom - top, right - left

    def padded(place: Point) -> tuple[str, str]:
        at = place[0] + top, place[1] + left
        # Positions that no window reads hold nothing to be known.
        return (told(walked.inputs[at]) if at in walked.inputs else "", "padding" if walked.is_padding(at) else "")

    first = walked.stories[0]
    return [
        f"<section class=answers>\n<h1>{escape(title)}: answers</h1>",
        "<h2>1. How large is the result?</h2>",
        f"<p>{walked.size[0]} rows, {walked.size[1]} columns: {escape(_lengths(walked))}</p>",
        "<h2>2. The first value</h2>",
        f"<p>{escape(sum_text(first))}</p>",
        _grid("The picture with what is read around it", size, padded),
        "<h2>3. The result</h2>",
        _grid("", walked.size, lambda at: (told(walked.stories[at[0] * walked.size[1] + at[1]].result), "")),
        "</section>",
    ]


def _grid(caption: str, size: tuple[int, int], cell: Callable[[Point], tuple[str, str]]) -> str:
    rows = []
    for row in range(size[0]):
        cells = (cell((row, column)) for column in range(size[1]))
        rows.append("<tr>" + "".join(f'<td class="{kind}">{escape(text)}</td>' for text, kind in cells) + "</tr>")
    body = "\n".join(rows)
    return f"<table>\n<caption>{escape(caption)}</caption>\n{body}\n</table>"


def _weight(walked: Walk, at: Point) -> str:
    return str(walked.layer.kernel.to_lists()[at[0]][at[1]])


def _window_class(walked: Walk, at: Point) -> str:
    return "window" if any(tap.at == at for tap in walked.stories[0].taps) else ""


def _settings(walked: Walk) -> str:
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
