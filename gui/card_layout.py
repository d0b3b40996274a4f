"""Where the cards of the preset browser stand: in as many columns as fit, without a gap beside them. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .preset_shelf import THUMBNAIL

ABOVE: Final = 6
"""Pixels of a window above each picture."""
_BETWEEN: Final = 12
_BELOW: Final = 8
_WIDE: Final = THUMBNAIL[1] + _BETWEEN


@dataclass(frozen=True)
class CardLayout:
    """The size of a card and of its picture, in pixels of a window.

    Attributes
    ----------
    width, height : int
        Of a card, its caption included.
    picture : int
        Width of the picture; a narrow one shows the middle.
    """

    width: int
    height: int
    picture: int

    @classmethod
    def of(cls, room: int, line: int) -> CardLayout:
        """Return the layout for a list of some width and lines of text of some height; captions have two."""
        columns = max(round(room / _WIDE), 1)
        # Qt breaks a line one pixel before it is full.
        width = max((room - 1) // columns, _BETWEEN + 1)
        return cls(width, ABOVE + THUMBNAIL[0] + 2 * line + _BELOW, min(width - _BETWEEN, THUMBNAIL[1]))
