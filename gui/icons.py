"""Icons in the colours of the palette and the pixels of the screen, kept so when either changes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from .icon_shapes import SHAPES, svg

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget

_NAME: Final = "icon_name"
_SIDES: Final = (16, 20)
"""Of menus and buttons, of the tool bar."""
_CHANGES: Final = (QEvent.Type.ApplicationPaletteChange, QEvent.Type.DevicePixelRatioChange)


class Dressed(Protocol):
    """What can carry an icon: a command or a button."""

    def setIcon(self, icon: QIcon) -> None:  # noqa: N802 - Qt's name
        """See QAction, QAbstractButton."""

    def setProperty(self, name: str, value: object) -> bool:  # noqa: N802
        """See QObject."""


def dress(bearer: Dressed, name: str) -> None:
    """Give a command or a button an icon that follows the palette; one that there is no shape for gets none."""
    if name in SHAPES:
        bearer.setProperty(_NAME, name)
        bearer.setIcon(icon(name))


def icon(name: str) -> QIcon:
    """Return one of `imgconv.gui.icon_shapes.SHAPES` in the colours that the program has now."""
    palette, scale = QGuiApplication.palette(), max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    plain, faded = (
        palette.color(group, QPalette.ColorRole.WindowText).name()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled)
    )
    return _drawn(name, plain, faded, scale)


@lru_cache(maxsize=256)
def _drawn(name: str, plain: str, faded: str, scale: float) -> QIcon:
    drawn = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, plain), (QIcon.Mode.Disabled, faded)):
        renderer = QSvgRenderer(QByteArray(svg(name, colour)))
        for side in _SIDES:
            drawn.addPixmap(_pixmap(renderer, side, scale), mode)
    return drawn


def _pixmap(renderer: QSvgRenderer, side: int, scale: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(side * scale), round(side * scale)))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


class IconKeeper(QObject):
    """Draws the icons of a window anew when the palette or the pixels of its screen change."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See QObject."""
        if event.type() in _CHANGES:
            refresh(self._window)
        return super().eventFilter(watched, event)


def refresh(window: QObject) -> None:
    """Draw all icons of a window anew."""
    for each in window.findChildren(QObject):
        name = each.property(_NAME)
        if name:
            each.setIcon(icon(name))  # type: ignore[attr-defined]


def dress_dock(dock: QDockWidget) -> None:
    """Give a panel's own two buttons icons that can be seen on any colours."""
    _dress_buttons(dock)
    dock.topLevelChanged.connect(lambda _: _dress_buttons(dock))  # Qt has put back its own


def _dress_buttons(dock: QDockWidget) -> None:
    for button, name in (("qt_dockwidget_closebutton", "dock-close"), ("qt_dockwidget_floatbutton", "dock-float")):
        found = dock.findChild(QObject, button)
        if found is not None:
            dress(found, name)  # type: ignore[arg-type]
