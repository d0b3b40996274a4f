"""A worksheet as a page of HTML: the task, and on a page of its own the answer key; it prints as it stands."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from imgconv.teaching.sheet import TITLE, Blanks, Block, Grid, Heading, Paragraph, in_words, sheet
from imgconv.teaching.walk import Walk

_STYLE = """\
body { font: 12pt/1.5 sans-serif; max-width: 18cm; margin: 1cm auto; color: #000; }
h1 { font-size: 18pt; } h2 { font-size: 13pt; margin: 1.2em 0 0.4em; }
table { border-collapse: collapse; display: inline-table; margin: 0 1cm 0.5cm 0; vertical-align: top; }
caption { text-align: left; font-size: 10pt; }
td { border: 1px solid #444; min-width: 1.1cm; height: 1.1cm; text-align: center; }
td.padding { background: #e4e4e4; color: #555; } td.window { background: #fdd9b5; } td.empty { background: #fff; }
.line { border-bottom: 1px solid #444; display: inline-block; width: 3cm; }
.line.long { width: 15cm; }
section.answers { break-before: page; page-break-before: always; border-top: 1px dashed #999; margin-top: 2cm; }
@media print { section.answers { border: 0; margin-top: 0; } }"""


def worksheet(
    walked: Walk, title: str = TITLE, *, say: Callable[[str], str] | None = None, language: str = "en"
) -> str:
    """Write a worksheet.

    Parameters
    ----------
    walked : Walk
        What is to be worked out.
    title : str
        The heading.
    say : callable, optional
        Tells a text of the worksheet in other words; see `in_words`.
    language : str
        Of what it tells, for the browser.

    Returns
    -------
    str
        HTML without references to other files: the task, and on a page of its own the answer key.
    """
    made = sheet(walked, title)
    if say is not None:
        made = in_words(made, say)
    parts = [
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
        f"<title>{escape(made.title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>",
        "<section>",
        *map(_html, made.task),
        "</section>\n<section class=answers>",
        *map(_html, made.answers),
        "</section>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _html(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Blanks(words):
            kind = "line" if any(words) else "line long"
            return "<p>" + " ".join(f"{escape(word)} <span class='{kind}'></span>" for word in words) + "</p>"
        case Grid(caption, rows):
            lines = (
                "<tr>" + "".join(f'<td class="{cell.kind}">{escape(cell.text)}</td>' for cell in row) + "</tr>"
                for row in rows
            )
            body = "\n".join(lines)
            return f"<table>\n<caption>{escape(caption)}</caption>\n{body}\n</table>"
