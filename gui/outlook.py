"""Which part of the picture the canvas shows, and how the original beside it. Knows no Qt.

Sizes and points are in device pixels of the canvas.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .canvas_hands import Compare, Moved, Scene
from .view_math import Point, View


@dataclass
class Outlook:
    """Keeps the view where it may be, whatever comes: another picture, another size, a hand.

    Attributes
    ----------
    view : View
        Of the picture; of either half where two stand side by side.
    fitting : bool
        Whether all of the picture is to be seen, also when sizes change.
    size : (int, int) or None
        Height and width of the picture.
    compare : Compare
        How the original is shown.
    holding : bool
        Whether the original is shown alone, as long as a key is held.
    wipe : float
        Where the line between before and after is, as a share of the width.
    selecting : bool
        Whether dragging draws a selection.
    """

    view: View = field(default_factory=View)
    fitting: bool = True
    size: tuple[int, int] | None = None
    compare: Compare = "result"
    holding: bool = False
    wipe: float = 0.5
    selecting: bool = False

    @property
    def wants_original(self) -> bool:
        """Whether the original is shown, or part of it."""
        return self.compare != "result" or self.holding

    def scene(self, room: Point, scale: float) -> Scene:
        """Return what there is to take hold of on a canvas of (width, height)."""
        return Scene(self.view, self.size, room, self.compare, self.wipe, self.selecting, scale)

    # Each of these returns whether something else is to be seen.

    def take_size(self, size: tuple[int, int]) -> bool:
        """A picture of another size is shown."""
        if size == self.size:
            return False
        self.size = size
        return self.fitting and self.fit()

    def take_room(self, width: float, height: float) -> bool:
        """The canvas has another size, or is parted in another way."""
        parts = 2 if self.compare == "side by side" else 1
        view = self.view.resized(round(width / parts), round(height))
        if self.fitting and self.size is not None:
            view = view.fitted(self.size)
        return self.look(view, fitting=self.fitting)

    def fit(self) -> bool:
        """Show all of the picture."""
        self.fitting = True
        return self.size is not None and self.look(self.view.fitted(self.size), fitting=True)

    def zoom_to(self, zoom: float, at: Point | None = None) -> bool:
        """Zoom so that the middle, or what lies under a point, stays where it is."""
        return self.look(self.view.at_zoom(zoom, at or self._middle))

    def zoom_by(self, factor: float, at: Point | None = None) -> bool:
        """Zoom in or out about the middle or a point."""
        return self.look(self.view.zoomed(factor, at or self._middle))

    def pan(self, right: float, down: float) -> bool:
        """Move the picture."""
        return self.look(self.view.panned(right, down))

    def follow(self, moved: Moved) -> bool:
        """Follow a hand that holds the picture or the line."""
        if moved.wipe is not None:
            self.wipe = moved.wipe
        return moved.view is not None and self.look(moved.view)

    def look(self, view: View, *, fitting: bool = False) -> bool:
        """Show a part of the picture, as far as the picture goes."""
        if self.size is not None:
            view = view.held(self.size)
        self.fitting = fitting
        changed = view != self.view
        self.view = view
        return changed

    @property
    def _middle(self) -> Point:
        return self.view.width / 2, self.view.height / 2
