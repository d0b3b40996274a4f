"""What a person does with hands: clicks, keys, menus, dialogs."""

import time
import warnings

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

PATIENCE = 300
"""Seconds that a test waits for what has to come about; it goes on as soon as it has."""


def press_action(window, name):
    """Choose a command of a menu."""
    action = window.findChild(QAction, name)
    assert action is not None, name
    assert action.isEnabled(), name
    action.trigger()


def click_cell(window, row, column):
    """Click a cell of the kernel."""
    grid = window.layer.kernel.grid
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.rect_of((row, column)).center().toPoint())


def type_cell(window, row, column, text):
    """Click a cell and type a number, ended with Enter."""
    click_cell(window, row, column)
    grid = window.layer.kernel.grid
    QTest.keyClick(grid, text[0])
    QTest.keyClicks(grid._line, text[1:])
    QTest.keyClick(grid._line, Qt.Key.Key_Return)


def type_kernel(window, rows):
    """Type a whole kernel as in a spreadsheet, row by row with Tab."""
    for row, numbers in enumerate(rows):
        for column, number in enumerate(numbers):
            type_cell(window, row, column, str(number))


def answer_file(window, path):
    """Choose a file in the dialog that is open, and accept it."""
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.fileSelected.emit(str(path))
    dialog.close()


def press_button(widget, text):
    """Click the button with a text."""
    buttons = [b for b in widget.findChildren(QPushButton) if b.text().replace("&", "") == text]
    assert len(buttons) == 1, [b.text() for b in widget.findChildren(QPushButton)]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def drop_file(widget, path):
    """Drop a file on a widget."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    told = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        # Later versions of Qt take the position in fractions; the earliest that we run on do not know that form.
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(QPoint(5, 5), *told)
    drop = QDropEvent(QPointF(5, 5), *told)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, drop)


def drag(widget, start, end):
    """Drag with the left button."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=QPoint(*start))
    QTest.mouseMove(widget, QPoint((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))
    QTest.mouseMove(widget, QPoint(*end))
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def settle(window):
    """Let everything asked for be answered and shown."""
    QTest.qWait(1)
    assert window.preview.wait(PATIENCE)
    assert window.files.wait(PATIENCE)
    for _ in range(3):
        QTest.qWait(1)
    assert window.preview.wait(PATIENCE)
    QTest.qWait(1)


def until(holds, seconds=PATIENCE):
    """Let events happen until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        QTest.qWait(5)


def message(window):
    """Return the text of the message that is shown, and close it."""
    until(lambda: window.findChildren(QMessageBox))
    box = window.findChildren(QMessageBox)[0]
    text = box.text()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    until(lambda: box not in window.findChildren(QMessageBox))
    return text
