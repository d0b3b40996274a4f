"""The dialogs that ask for a file, a folder, a text or a decision. None of them stops the window's other work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

from .words import tr

D = TypeVar("D", bound=QDialog)
Taken: TypeAlias = Callable[[Path], object]
Slot: TypeAlias = Callable[[], object]
SuffixOf: TypeAlias = Callable[[str], str]


def ask_open(parent: QWidget, title: str, filters: str, folder: Path | None, then: Taken) -> None:
    """Ask for a file that is there.

    Parameters
    ----------
    parent : QWidget
        Over which the dialog stands.
    title : str
        Of the dialog.
    filters : str
        As Qt writes them: "Images (*.png);;All files (*)".
    folder : Path or None
        Where to begin.
    then : callable
        Gets the path.
    """
    dialog = _shown_once(QFileDialog(parent, title))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _ask(dialog, filters, folder, then)


def ask_several(
    parent: QWidget, title: str, filters: str, folder: Path | None, then: Callable[[list[Path]], object]
) -> None:
    """Ask for files that are there; see `ask_open`."""
    dialog = _shown_once(QFileDialog(parent, title))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(filters.split(";;"))
    if folder is not None:
        dialog.setDirectory(str(folder))
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def ask_save(
    parent: QWidget, title: str, filters: str, folder: Path | None, then: Taken, *, name: str, suffix_of: SuffixOf
) -> None:
    """Ask where to write a file; one that stands there is asked about.

    Parameters
    ----------
    parent, title, filters, folder, then
        See `ask_open`.
    name : str
        What is proposed.
    suffix_of : callable
        Returns what a name without a suffix gets, for the filter that is chosen.
    """
    dialog = _shown_once(QFileDialog(parent, title))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suffix_of(filters.split(";;", maxsplit=1)[0]))
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(suffix_of(chosen)))
    _ask(dialog, filters, folder, then, name)


def ask_folder(parent: QWidget, folder: str, then: Callable[[str], object]) -> None:
    """Ask for a folder."""
    dialog = _shown_once(QFileDialog(parent, tr("Choose a folder"), folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(then)
    dialog.open()


def ask_text(parent: QWidget, title: str, told: str, then: Callable[[str], object]) -> None:
    """Ask for a text of several lines."""
    dialog = _shown_once(QInputDialog(parent))
    dialog.setWindowTitle(title)
    dialog.setLabelText(told)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.textValueSelected.connect(then)
    dialog.open()


def warn(parent: QWidget, text: str, details: str = "") -> None:
    """Say what went wrong."""
    box = _shown_once(QMessageBox(QMessageBox.Icon.Warning, "imgconv", text, parent=parent))
    box.setInformativeText(details)
    box.open()


def ask_unsaved(parent: QWidget, text: str, advice: str, *, save: Slot, discard: Slot) -> None:
    """Ask whether work is to be saved, and do what is answered; nothing is done where that is neither."""
    if parent.findChild(QMessageBox, "unsaved") is not None:
        return
    buttons = QMessageBox.StandardButton
    answers = buttons.Save | buttons.Discard | buttons.Cancel
    box = _shown_once(QMessageBox(QMessageBox.Icon.Question, "imgconv", text, answers, parent))
    box.setObjectName("unsaved")
    box.setInformativeText(advice)
    deeds = {buttons.Save.value: save, buttons.Discard.value: discard}
    box.finished.connect(lambda button: deeds.get(button, lambda: None)())
    box.open()


def _ask(dialog: QFileDialog, filters: str, folder: Path | None, then: Taken, name: str = "") -> None:
    dialog.setNameFilters(filters.split(";;"))
    if folder is not None and folder.is_dir():
        dialog.setDirectory(str(folder))
    if name:
        dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()


def _shown_once(dialog: D) -> D:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
