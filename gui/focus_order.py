"""The order in which Tab goes from widget to widget: that of the layouts, whenever the widgets were made.

Qt goes in the order in which widgets were made, so that the editors of a form that is made anew would come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter

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
    # The items of a layout are no QObjects: PySide would keep what it made of one after Qt deleted it, and hand it out
    # again for whatever comes to lie at its address. So the places of widgets and inner layouts are asked for instead.
    parent = layout.parentWidget()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    held: list[tuple[int, QWidget | QLayout]] = [
        (layout.indexOf(child), child) for child in layout.children() if isinstance(child, QLayout)
    ]
    if parent is not None:
        held += [(layout.indexOf(child), child) for child in parent.findChildren(QWidget, options=direct)]
    for place, one in sorted(held, key=itemgetter(0)):
        if place >= 0:
            yield from _stops_in_layout(one) if isinstance(one, QLayout) else stops_in(one)
