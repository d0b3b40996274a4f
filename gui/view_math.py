"""Where the picture lies in the window: zoom about the cursor, pan, fit, and the part that can be seen.

Positions on the screen are device pixels from the canvas's top left corner, positions in the picture are its pixels;
both are (x, y).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from imgconv.geometry import Region

Point: TypeAlias = tuple[float, float]

SMALLEST_ZOOM: Final = 1 / 256
LARGEST_ZOOM: Final = 128.0
GRID_ZOOM: Final = 10.0
"""From here on the borders between pixels are drawn."""
VALUES_ZOOM: Final = 44.0
"""From here on each pixel has room for its numbers."""
_MARGIN: Final = 40.0


@dataclass(frozen=True)
class View:
    """What a canvas shows of a picture.

    Attributes
    ----------
    zoom : float
        Device pixels for each pixel of the picture.
    x, y : float
        The position in the picture at the canvas's top left corner.
    width, height : int
        Of the canvas, in device pixels.
    """

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    width: int = 1
    height: int = 1

    def to_picture(self, point: Point) -> Point:
        """Return the position in the picture under a point of the screen."""
        return self.x + point[0] / self.zoom, self.y + point[1] / self.zoom

    def to_screen(self, point: Point) -> Point:
        """Return where a position of the picture stands on the screen."""
        return (point[0] - self.x) * self.zoom, (point[1] - self.y) * self.zoom

    def pixel_at(self, point: Point, size: tuple[int, int]) -> tuple[int, int] | None:
        """Return the (row, column) under a point of the screen; None beside a picture of (height, width)."""
        x, y = self.to_picture(point)
        row, column = math.floor(y), math.floor(x)
        return (row, column) if 0 <= row < size[0] and 0 <= column < size[1] else None

    def visible(self, size: tuple[int, int]) -> Region | None:
        """Return the rows and columns that can be seen of a picture of (height, width); None if none can."""
        spans = []
        for start, room, length in ((self.y, self.height, size[0]), (self.x, self.width, size[1])):
            first = max(math.floor(start), 0)
            last = min(math.ceil(start + room / self.zoom), length)
            if first >= last:
                return None
            spans.append((first, last))
        return spans[0], spans[1]

    def screen_rect(self, region: Region) -> tuple[float, float, float, float]:
        """Return (left, top, width, height) on the screen of a part of the picture."""
        (top, bottom), (left, right) = region
        x, y = self.to_screen((left, top))
        return x, y, (right - left) * self.zoom, (bottom - top) * self.zoom

    def zoomed(self, factor: float, at: Point) -> View:
        """Zoom so that what lies under a point of the screen stays there; passing 1:1 stops at it."""
        zoom = min(max(self.zoom * factor, SMALLEST_ZOOM), LARGEST_ZOOM)
        if (self.zoom < 1 < zoom) or (zoom < 1 < self.zoom):
            zoom = 1.0
        return self.at_zoom(zoom, at)

    def at_zoom(self, zoom: float, at: Point) -> View:
        """Take another zoom, with what lies under a point of the screen staying there."""
        x, y = self.to_picture(at)
        return replace(self, zoom=zoom, x=x - at[0] / zoom, y=y - at[1] / zoom)._on_grid()

    def panned(self, dx: float, dy: float) -> View:
        """Move the picture by device pixels: to the right and down for positive numbers."""
        return replace(self, x=self.x - dx / self.zoom, y=self.y - dy / self.zoom)._on_grid()

    def resized(self, width: int, height: int) -> View:
        """Give the canvas another size; the middle of what it shows stays in the middle."""
        x = self.x + (self.width - width) / 2 / self.zoom
        y = self.y + (self.height - height) / 2 / self.zoom
        return replace(self, x=x, y=y, width=width, height=height)._on_grid()

    def fitted(self, size: tuple[int, int]) -> View:
        """Show the whole of a picture of (height, width) in the middle."""
        zoom = min(self.width / size[1], self.height / size[0])
        zoom = min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM)
        return replace(self, zoom=_steady(zoom)).centred(size)

    def centred(self, size: tuple[int, int]) -> View:
        """Put the middle of a picture of (height, width) into the middle of the canvas."""
        x = size[1] / 2 - self.width / 2 / self.zoom
        y = size[0] / 2 - self.height / 2 / self.zoom
        return replace(self, x=x, y=y)._on_grid()

    def held(self, size: tuple[int, int]) -> View:
        """Keep some of a picture of (height, width) on the canvas, however far it is moved."""
        margin = min(_MARGIN, self.width / 2, self.height / 2) / self.zoom
        x = min(max(self.x, margin - self.width / self.zoom), size[1] - margin)
        y = min(max(self.y, margin - self.height / self.zoom), size[0] - margin)
        return self if (x, y) == (self.x, self.y) else replace(self, x=x, y=y)._on_grid()

    def _on_grid(self) -> View:
        """Put the corner on a device pixel, so that pixels at whole zooms have equal sizes and are not smeared."""
        return replace(self, x=round(self.x * self.zoom) / self.zoom, y=round(self.y * self.zoom) / self.zoom)


def _steady(zoom: float) -> float:
    """Take whole zooms where that costs little of the room."""
    return float(math.floor(zoom)) if zoom > 3 else zoom


def rectangle(first: tuple[int, int], second: tuple[int, int], size: tuple[int, int]) -> Region | None:
    """Return the part of a picture of (height, width) between two (row, column) corners, both of them included."""
    spans = []
    for one, other, length in zip(first, second, size, strict=True):
        start, stop = max(min(one, other), 0), min(max(one, other) + 1, length)
        if start >= stop:
            return None
        spans.append((start, stop))
    return spans[0], spans[1]


def common(first: Region, second: Region) -> Region | None:
    """Return what two parts of a picture have in common; None if nothing."""
    spans = []
    for one, other in zip(first, second, strict=True):
        start, stop = max(one[0], other[0]), min(one[1], other[1])
        if start >= stop:
            return None
        spans.append((start, stop))
    return spans[0], spans[1]
