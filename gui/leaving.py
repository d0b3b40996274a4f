"""What is asked before a window with unsaved work is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from .words import tr


def ask_unsaved(window: QWidget, *, save: Callable[[], object], discard: Callable[[], object]) -> None:
    """Ask whether the work is to be saved, and do what is answered; the window stays if that is nothing."""
    if window.findChild(QMessageBox, "unsaved") is not None:
        return
    buttons = QMessageBox.StandardButton
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "imgconv",
        tr("The filter has changes that are not saved."),
        buttons.Save | buttons.Discard | buttons.Cancel,
        window,
    )
    box.setObjectName("unsaved")
    box.setInformativeText(tr("Save it as a preset to keep it."))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def answered(button: int) -> None:
        if button == buttons.Discard.value:
            discard()
        elif button == buttons.Save.value:
            save()

    box.finished.connect(answered)
    box.open()
