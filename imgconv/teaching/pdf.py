"""A worksheet as PDF: the task on one page, the answers on another."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import escape
from itertools import groupby
from typing import Any, Final

from imgconv.errors import ImgconvError
from imgconv.fonts import files_for
from imgconv.teaching.sheet import TITLE, Block, Grid, Heading, Paragraph, in_words, sheet
from imgconv.teaching.walk import Walk

_SIZES: Final = {1: 18, 2: 13}
_CELL: Final = 31.0
"""Points a side: 1.1 cm."""
_WIDTH: Final = 0.64
"""Of a digit, as a part of the font's size."""
_TINTS: Final = {"padding": "#e4e4e4", "window": "#fdd9b5"}
_LATIN: Final = "Vera"
"""Comes with reportlab, so that it can be embedded."""
_ASIAN: Final = (
    ("STSong-Light", ((0x2E80, 0x303F), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))),
    ("HeiseiKakuGo-W5", ((0x3040, 0x30FF),)),
    ("HYSMyeongJo-Medium", ((0x1100, 0x11FF), (0xAC00, 0xD7AF))),
)
"""Fonts of PDF viewers, for a computer that has none to embed, and the characters that ask for them."""


def worksheet_pdf(walked: Walk, title: str = TITLE, *, say: Callable[[str], str] = str) -> bytes:
    """Write a worksheet as PDF, on A4; the same worksheet always gives the same bytes.

    Parameters
    ----------
    walked : Walk
        What is to be worked out.
    title : str
        The heading. Fonts are embedded; where this computer has none for Chinese, the viewer's is asked for.
    say : callable
        Tells a text of the worksheet in other words; see `imgconv.teaching.words_of`.

    Raises
    ------
    ImgconvError
        If reportlab is not installed.
    """
    try:
        from reportlab.lib.pagesizes import A4
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.platypus import PageBreak, SimpleDocTemplate
    except ImportError:
        raise ImgconvError(
            'PDF needs reportlab: pip install "imgconv[pdf]"; a worksheet as .html prints from any browser'
        ) from None
    pdfmetrics.registerFont(TTFont(_LATIN, f"{_LATIN}.ttf"))
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
        escape(run) if font == _LATIN else f'<font name="{_registered(font, run)}">{escape(run)}</font>'
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


def _registered(font: str, text: str) -> str:
    """Make a font known that has the characters of a text: one of this computer's, or one of the viewer's."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    known = pdfmetrics.getRegisteredFontNames()
    for path in files_for(text):
        # Outlines of PostScript's kind are not embedded; another file may have the other kind.
        with suppress(TTFError):
            if path.stem not in known:
                pdfmetrics.registerFont(TTFont(path.stem, str(path)))
            return path.stem
    if font not in known:
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    return font


def _flow(blocks: tuple[Block, ...], width: float) -> Iterator[Any]:
    """Yield what reportlab lays out: headings with what follows them, grids side by side where they fit."""
    from reportlab.platypus import KeepTogether

    headings: list[Any] = []
    for kind, group in groupby(blocks, type):
        if kind is Heading:
            headings += [_heading(block) for block in group]
            continue
        for piece in _grids(list(group), width) if kind is Grid else map(_lines, group):
            yield KeepTogether([*headings, *piece])
            headings = []
    yield from headings


def _heading(block: Any) -> Any:
    return _words(block.text, _SIZES[block.level], above=12 if block.level > 1 else 0)


def _lines(block: Any) -> list[Any]:
    from reportlab.platypus import Spacer

    if isinstance(block, Paragraph):
        return [_words(block.text, 11)]
    lines = "_" * (18 if any(block.words) else 60)
    return [_words("    ".join(f"{word} {lines}" for word in block.words), 11), Spacer(1, 4)]


def _words(text: str, size: float, above: float = 0) -> Any:
    from reportlab.platypus import Paragraph as Words

    # Chinese has no spaces to break lines at.
    wrap = None if all(_font_of(character) == _LATIN for character in text) else "CJK"
    return Words(_marked(text), _style(_LATIN, size, above, wrap))


def _style(font: str, size: float, above: float, wrap: str | None) -> Any:
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


def _grids(grids: list[Any], width: float) -> Iterator[list[Any]]:
    from reportlab.platypus import Spacer, Table

    made = [(_grid(grid, width), len(grid.rows[0]) * _side(grid, width)) for grid in grids]
    if sum(across for _, across in made) + 30 * len(made) <= width and len(made) > 1:
        row = [table for table, _ in made]
        style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        yield [Table([row], [across + 30 for _, across in made], hAlign="LEFT", style=style)]
        return
    for table, _ in made:
        yield [*table, Spacer(1, 6)]


def _side(grid: Grid, width: float) -> float:
    return min(_CELL, width / len(grid.rows[0]))


def _grid(grid: Grid, width: float) -> list[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table

    side = _side(grid, width)
    longest = max(len(cell.text) for cells in grid.rows for cell in cells)
    size = min(11.0, side * 0.34, 0.92 * side / (_WIDTH * max(longest, 1)))
    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.6, HexColor("#444444")),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("FONT", (0, 0), (-1, -1), _LATIN, size),
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
