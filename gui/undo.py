"""Undoing and redoing edits of a session with Qt's undo stack."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from .session import Edit, Session

_TOGETHER = 1.5
"""Seconds within which edits of one kind, such as the steps of a slider, are undone together."""
_MOST_BYTES = 1 << 29


class EditCommand(QUndoCommand):
    """One edit, or several of a kind in quick succession."""

    def __init__(self, session: Session, edit: Edit) -> None:
        super().__init__(edit.text)
        self.session = session
        self.edit = edit
        self.time = time.monotonic()

    def undo(self) -> None:
        """Go back."""
        self.session.undo(self.edit)

    def redo(self) -> None:
        """Do it, or do it again."""
        self.session.redo(self.edit)

    def id(self) -> int:
        """Only commands of one id are asked whether they merge."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take in a later edit of the same kind."""
        assert isinstance(other, EditCommand)
        same = bool(self.edit.merge) and self.edit.merge == other.edit.merge
        if not same or other.time - self.time > _TOGETHER:
            return False
        self.edit = Edit(self.edit.before, other.edit.after, self.edit.text, self.edit.merge)
        self.time = other.time
        return True


def undo_stack(session: Session, parent: QObject) -> QUndoStack:
    """Return a stack that records the edits of a session."""
    stack = QUndoStack(parent)
    stack.setUndoLimit(500)

    def record(edit: Edit) -> None:
        stack.push(EditCommand(session, edit))
        if edit.pictures is not None:
            _release_pictures(stack)

    session.record = record
    return stack


def _release_pictures(stack: QUndoStack) -> None:
    """Let go of the oldest pictures, so that those that can be brought back take no more than `_MOST_BYTES`.

    To undo such an opening again changes the document only.
    """
    held = 0
    for index in reversed(range(stack.count())):
        command = stack.command(index)
        if isinstance(command, EditCommand) and command.edit.pictures is not None:
            held += command.edit.pictures[0].nbytes
            if held > _MOST_BYTES:
                command.edit = replace(command.edit, pictures=None)
