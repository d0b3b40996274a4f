"""A worksheet as PDF: the task on one page, the answers on another."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby
from typing import Any, Final

from imgconv.errors import ImgconvError
from imgconv.teaching.sheet import TITLE, Blanks, Block, Grid, Heading, Paragraph, in_words, sheet
from imgconv.teaching.walk import Walk

_SIZES: Final = {1: 18, 2: 13}
_CELL: Final = 31.0
"""Points a side: 1.1 cm."""
_TINTS: Final = {"padding": "#e4e4e4", "window": "#fdd9b5"}
_LATIN: Final = "Helvetica"
_ASIAN: Final = (
    ("STSong-Light", ((0x2E80, 0x303F), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))),
    ("HeiseiKakuGo-W5", ((0x3040, 0x30FF),)),
    ("HYSMyeongJo-Medium", ((0x1100, 0x11FF), (0xAC00, 0xD7AF))),
)
"""Fonts that viewers of PDF bring or replace, and the characters that ask for them."""


def worksheet_pdf(walked: Walk, title: str = TITLE, *, say: Callable[[str], str] = str) -> bytes:
    """Write a worksheet as PDF, on A4; the same worksheet always gives the same bytes.

    Parameters
    ----------
    walked : Walk
        What is to be worked out.
    title : str
        The heading; Chinese, Japanese and Korean are written in fonts of the viewer.
    say : callable
        Tells a text of the worksheet in other words; see `imgconv.teaching.words_of`.

    Raises
    ------
    ImgconvError
        If reportlab is not installed.
    """
    try:
        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import PageBreak, SimpleDocTemplate
    except ImportError:
        raise ImgconvError(
            'PDF needs reportlab: pip install "imgconv[pdf]"; a worksheet as .html prints from any browser'
        ) from None
    made = in_words(sheet(walked, title), say)
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target, pagesize=A4, title=made.title, creator="imgconv", invariant=1, topMargin=50, bottomMargin=50
    )
    flowing = [*_flow(made.task, document.width), PageBreak(), *_flow(made.answers, document.width)]
    document.build(flowing)
    return target.getvalue()


def _marked(text: str) -> str:
    """Escape a text for reportlab, each run of characters in a font that has them."""
    runs = ((font, "".join(characters)) for font, characters in groupby(text, _font_of))
    return "".join(
        escape(run) if font == _LATIN else f'<font name="{_registered(font)}">{escape(run)}</font>'
        for font, run in runs
    )


def _font_of(character: str) -> str:
    if ord(character) < 256:
        return _LATIN
    for name, ranges in _ASIAN:
        if any(low <= ord(character) <= high for low, high in ranges):
            return name
    # Greek, Cyrillic and signs are in the Chinese fonts as well.
    return _ASIAN[0][0]


def _registered(font: str) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    if font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    return font


def _flow(blocks: tuple[Block, ...], width: float) -> Iterator[Any]:
    """Yield what reportlab lays out; grids that follow each other stand side by side where they fit."""
    from reportlab.platypus import Spacer

    waiting: list[Grid] = []
    for block in (*blocks, None):
        if isinstance(block, Grid):
            waiting.append(block)
            continue
        yield from _grids(waiting, width)
        waiting = []
        match block:
            case Heading(text, level):
                yield _words(text, _SIZES[level], above=12 if level > 1 else 0)
            case Paragraph(text):
                yield _words(text, 11)
            case Blanks(words):
                lines = "_" * (18 if any(words) else 70)
                yield _words("    ".join(f"{word} {lines}" for word in words), 11)
                yield Spacer(1, 4)


def _words(text: str, size: float, above: float = 0) -> Any:
    from reportlab.platypus import Paragraph as Words

    # Chinese has no spaces to break lines at.
    wrap = None if all(_font_of(character) == _LATIN for character in text) else "CJK"
    return Words(_marked(text), _style(_LATIN, size, above, wrap))


def _style(font: str, size: float, above: float = 0, wrap: str | None = None) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        f"{font} {size} {wrap}",
        fontName=font,
        fontSize=size,
        leading=size * 1.45,
        spaceBefore=above,
        spaceAfter=5,
        wordWrap=wrap,
    )


def _grids(grids: list[Grid], width: float) -> Iterator[Any]:
    from reportlab.platypus import KeepTogether, Spacer, Table

    made = [(_grid(grid, width), len(grid.rows[0]) * _side(grid, width)) for grid in grids]
    if sum(across for _, across in made) + 30 * len(made) <= width and len(made) > 1:
        row = [table for table, _ in made]
        style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        yield Table([row], [across + 30 for _, across in made], hAlign="LEFT", style=style)
        return
    for table, _ in made:
        yield KeepTogether([*table, Spacer(1, 6)])


def _side(grid: Grid, width: float) -> float:
    return min(_CELL, width / len(grid.rows[0]))


def _grid(grid: Grid, width: float) -> list[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table

    side = _side(grid, width)
    size = min(11.0, side * 0.34)
    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.6, HexColor("#444444")),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("FONTSIZE", (0, 0), (-1, -1), size),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if cell.kind in _TINTS:
                style.append(("BACKGROUND", (column, row), (column, row), HexColor(_TINTS[cell.kind])))
    texts = [[cell.text for cell in cells] for cells in grid.rows]
    table = Table(texts, side, side, style=style, hAlign="LEFT")
    return [*([_words(grid.caption, 9)] if grid.caption else []), table]
