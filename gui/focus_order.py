"""The order in which Tab goes from widget to widget: that of the layouts, whenever the widgets were made.

Qt goes in the order in which widgets were made, so that the editors of a form that is made anew would come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def order_focus(panels: Iterable[QWidget]) -> None:
    """Have Tab go through the panels one after the other, through each in the order of its layouts."""
    stops = [stop for panel in panels for stop in stops_in(panel)]
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)


def stops_in(widget: QWidget | None) -> Iterator[QWidget]:
    """Yield the widgets at which Tab stops, a widget before what it holds."""
    if widget is None:
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        yield from stops_in(widget.widget())
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            yield from stops_in(widget.widget(place))
    elif layout is not None:
        yield from _stops_in_layout(layout)


def _stops_in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = None if item is None else item.layout()
        if inner is not None:
            yield from _stops_in_layout(inner)
        elif item is not None:
            yield from stops_in(item.widget())
