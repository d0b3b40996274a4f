"""What a mouse does on the canvas: pan, drag the wipe, draw a selection, point at a pixel. Knows no Qt.

Points are (x, y) in device pixels from the canvas's top left corner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from imgconv.geometry import Region

from .view_math import Point, View, rectangle

Compare: TypeAlias = Literal["result", "wipe", "side by side"]
"""How the original is shown."""
Cursor: TypeAlias = Literal["arrow", "cross", "split", "hand"]

_GRIP: Final = 8.0
_STILL: Final = 3.0
"""A press that moves no further than this is a click."""


@dataclass(frozen=True)
class Scene:
    """What there is to take hold of.

    Attributes
    ----------
    view : View
        Of the picture; of either half where two stand side by side.
    size : (int, int) or None
        Height and width of the picture.
    room : (float, float)
        Width and height of the whole canvas.
    compare : Compare
        How the original is shown.
    wipe : float
        Where the line between before and after is, as a share of the width.
    selecting : bool
        Whether dragging draws a selection.
    scale : float
        Device pixels in a pixel of the window, for how exactly a hand can point.
    """

    view: View
    size: tuple[int, int] | None = None
    room: Point = (1.0, 1.0)
    compare: Compare = "result"
    wipe: float = 0.5
    selecting: bool = False
    scale: float = 1.0

    def half(self, point: Point) -> float:
        """Return the x at which the view under a point begins."""
        beside = self.compare == "side by side" and point[0] >= self.view.width
        return float(self.view.width) if beside else 0.0

    def in_view(self, point: Point) -> Point:
        """Return a point from the corner of the view it lies in."""
        return point[0] - self.half(point), point[1]

    def pixel(self, point: Point) -> tuple[int, int] | None:
        """Return the (row, column) under a point."""
        return None if self.size is None else self.view.pixel_at(self.in_view(point), self.size)

    def on_wipe(self, point: Point) -> bool:
        """Whether a point is near enough to the line to take hold of it."""
        return self.compare == "wipe" and abs(point[0] - self.wipe * self.room[0]) <= _GRIP * self.scale

    def cursor(self, point: Point) -> Cursor:
        """Return what the cursor looks like over a point."""
        if self.on_wipe(point):
            return "split"
        return "cross" if self.selecting else "arrow"


@dataclass(frozen=True)
class Drag:
    """A button that is held.

    Attributes
    ----------
    kind : "pan", "wipe" or "select"
        What follows the mouse.
    first, last : Point
        Where it was pressed and where it was then.
    half : float
        The x at which the view begins that it was pressed in: it stays in that one.
    points : bool
        Whether it points at a pixel if it is let go without moving.
    """

    kind: Literal["pan", "wipe", "select"]
    first: Point
    last: Point
    half: float
    points: bool


@dataclass(frozen=True)
class Moved:
    """What a movement changes; None for what stays."""

    drag: Drag
    view: View | None = None
    wipe: float | None = None
    selection: Region | None = None


@dataclass(frozen=True)
class Ended:
    """What is meant by letting go."""

    selects: bool = False
    selection: Region | None = None
    clicks: bool = False
    clicked: tuple[int, int] | None = None


def press(scene: Scene, point: Point, *, left: bool) -> Drag:
    """Take hold of what lies under a point; with another button than the left one it is always the picture."""
    half = scene.half(point)
    if left and scene.on_wipe(point):
        return Drag("wipe", point, point, half, points=False)
    if left and scene.selecting and scene.size is not None:
        return Drag("select", point, point, half, points=False)
    return Drag("pan", point, point, half, points=left)


def move(scene: Scene, drag: Drag, point: Point) -> Moved:
    """Follow the mouse."""
    after = replace(drag, last=point)
    if drag.kind == "wipe":
        return Moved(after, wipe=min(max(point[0] / max(scene.room[0], 1), 0.0), 1.0))
    if drag.kind == "select":
        return Moved(after, selection=_rectangle(scene, drag, point))
    return Moved(after, view=scene.view.panned(point[0] - drag.last[0], point[1] - drag.last[1]))


def release(scene: Scene, drag: Drag, point: Point) -> Ended:
    """Let go."""
    still = max(abs(point[0] - drag.first[0]), abs(point[1] - drag.first[1])) <= _STILL * scene.scale
    if drag.kind == "select":
        return Ended(selects=True, selection=None if still else _rectangle(scene, drag, point))
    return Ended(clicks=drag.points and still, clicked=scene.pixel(point))


def _rectangle(scene: Scene, drag: Drag, point: Point) -> Region | None:
    if scene.size is None:
        return None
    corners = [scene.view.to_picture((x - drag.half, y)) for x, y in (drag.first, point)]
    first, second = ((math.floor(y), math.floor(x)) for x, y in corners)
    return rectangle(first, second, scene.size)
