"""The main window: puts the panels together and passes on what one tells to the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QUndoStack
from PySide6.QtWidgets import QMainWindow

from imgconv.errors import ImgconvError
from imgconv.geometry import Region

from .actions import action_of
from .background import wait_for_all
from .canvas import Canvas
from .command_search import CommandSearch
from .commands import commands
from .dialogs import ask_unsaved
from .docks import add_dock, stacked
from .document import Document
from .file_actions import FileActions
from .focus_order import order_focus
from .held_key import HeldKey
from .icons import IconKeeper
from .incoming import Incoming
from .inspector_panel import InspectorPanel
from .key_list import KeyList
from .layer_panel import LayerPanel
from .lesson_actions import LessonActions
from .look_actions import LookActions
from .menus import build_menus, build_toolbar
from .messages import Messages, sentence
from .pipeline_panel import PipelinePanel
from .preset_actions import PresetActions
from .presets_panel import PresetsPanel
from .recovery import keep_unsaved
from .session import Session
from .showing import Showing
from .status import Status
from .store import Store
from .taking_up import take_up
from .tuning_panel import TuningPanel
from .undo import undo_stack
from .words import told, told_error, tr

if TYPE_CHECKING:
    from .batch_window import BatchWindow

_KEEP_AFTER = 800
_TELL_AFTER = 60
_TO_THE_END = 5.0
"""Seconds that closing waits for work that has been cancelled."""
_FRAME = QSize(16, 48)
"""What a desktop may draw around a window: without room for it the status bar would lie below the screen."""
_WIDE = 1280
"""From this width on the panels take more than they need, so that the picture keeps most of a small screen."""


class MainWindow(QMainWindow):
    """One window with one session."""

    def __init__(self, store: Store, log_file: Path | None = None, before: MainWindow | None = None) -> None:
        super().__init__()
        self.reopens = False
        """Whether it was closed so that another takes up its work, in another language."""
        self.store = store
        self.session: Session = Session() if before is None else before.session
        self.session.forget_listeners()
        self.undo: QUndoStack = undo_stack(self.session, self) if before is None else before.undo
        self.undo.setParent(self)
        self.messages = Messages(self, log_file)
        self.canvas = Canvas()
        self.status = Status()
        self.showing = Showing(self)
        self.preview = self.showing.preview
        self.batch: BatchWindow | None = None
        self._may_close = self._leaves_work = False
        self._picture: object = None
        self._assemble()
        self._start_timers()
        self.lessons = LessonActions(self)
        self.files = FileActions(self)
        self.presets_actions = PresetActions(self)
        self.look = LookActions(self)
        self.incoming = Incoming(self)
        self.installEventFilter(HeldKey(self))
        self.installEventFilter(IconKeeper(self))
        build_menus(self)
        build_toolbar(self)
        self._connect()
        self.presets_dock.raise_()  # the lessons have put their panels beside it
        self._restore_layout()
        self.refresh()

    def _assemble(self) -> None:
        self.setObjectName("main")
        self.setStatusBar(self.status)
        self.setCentralWidget(self.canvas)
        self.setDockNestingEnabled(True)
        self.pipeline = PipelinePanel(self.session)
        self.tuning = TuningPanel(self.session)
        self.layer = LayerPanel(self.session)
        self.inspector = InspectorPanel(self.session)
        self.presets = PresetsPanel(self.session, self.store.favourites)
        panels = stacked(self.pipeline, self.tuning, self.layer)
        self.layers_dock = add_dock(self, "layers", tr("Layers"), panels, 350, right=True)
        self.presets_dock = add_dock(self, "presets", tr("Presets"), self.presets, 256)
        self.inspector_dock = add_dock(self, "inspector", tr("Inspector"), self.inspector, 256)
        self.tabifyDockWidget(self.presets_dock, self.inspector_dock)
        self.presets_dock.raise_()

    def _connect(self) -> None:
        self.session.listen(self.refresh)
        self.showing.connect_signals()
        self.status.stop_asked.connect(self.stop)
        self.canvas.hovered.connect(lambda at: self.status.show_pixel(self.canvas.answer, at))
        self.canvas.selected.connect(self._select)
        self.canvas.dropped.connect(self.incoming.take)
        self.pipeline.chosen.connect(self._stage_chosen)
        self.layer.kernel.matrix.chosen.connect(lambda plane: self._show_facts())
        for panel in (self.pipeline, self.layer, self.tuning):
            panel.refused.connect(lambda text: self.status.showMessage(told_error(text), 8000))

    def _start_timers(self) -> None:
        # What takes time to tell is told once the picture is up to date.
        self._facts_later = QTimer(self)
        self._facts_later.setSingleShot(True)
        self._facts_later.setInterval(_TELL_AFTER)
        self._facts_later.timeout.connect(self._show_facts)
        self._keep_later = QTimer(self)
        self._keep_later.setSingleShot(True)
        self._keep_later.setInterval(_KEEP_AFTER)
        self._keep_later.timeout.connect(self.keep_unsaved)

    # Showing

    def refresh(self) -> None:
        """Bring everything up to date with the session, the picture first: that is what is looked at."""
        picture = self.session.picture
        if picture is not None and picture is not self._picture:
            self._picture = picture
            self.showing.channel = None
            self.canvas.show_picture_size(picture.image.size)
        self.canvas.selection = self.session.document.selection
        self.showing.ask_first()
        self.pipeline.refresh()
        self.tuning.refresh()
        self.layer.refresh()
        self.presets.refresh()
        self._facts_later.start()
        self.lessons.refresh()
        if self.batch is not None and self.batch.isVisible():
            self.batch.refresh()
        name = tr("no picture") if picture is None else picture.name
        work = told(self.session.document.name) or tr("untitled filter")
        self.setWindowTitle(f"{work}[*] – {name} – imgconv")
        self.setWindowModified(self.session.modified)
        if not self._keep_later.isActive():  # while a slider moves, too
            self._keep_later.start()

    def _stage_chosen(self, row: int) -> None:
        self.layer.choose(row)
        self._facts_later.start()

    def _show_facts(self) -> None:
        order_focus((self.presets, self.inspector, self.canvas, self.pipeline, self.tuning, self.layer))
        index = self.layer.index
        there = 0 <= index < len(self.session.document.stages)
        kernel = self.session.document.kernel(index) if there else None
        self.inspector.show_kernel(kernel, self.layer.kernel.plane if kernel is not None else ())

    # Doing

    def stop(self) -> None:
        """Give up what is running: a computation, opening, saving, copying."""
        running = not self.preview.wait(0) or self.files.working or self.files.opening
        self.preview.stop()
        self.files.stop()
        self.status.end_progress()
        if running:
            self.status.showMessage(tr("Stopped. The next change computes again."), 5000)

    def _select(self, region: Region | None) -> None:
        text = tr("Select a part") if region is not None else tr("Select everything")
        self._edit(replace(self.session.document, selection=region), text)

    def _edit(self, document: Document, text: str) -> bool:
        try:
            self.session.edit(document, text)
        except ImgconvError as error:
            self.messages.tell(error)
            return False
        return True

    def clear_selection(self) -> None:
        """Let the filter apply everywhere."""
        self._select(None)

    def open_batch(self, source: Path | None = None) -> None:
        """Open the batch window, for a folder where one is given."""
        if self.batch is None:
            from .batch_window import BatchWindow  # what a folder takes is loaded for those who have one

            self.batch = BatchWindow(self.session, self)
        self.batch.refresh()
        if source is not None:
            self.batch.take_folder(source)
        self.batch.show()
        self.batch.raise_()

    def find_command(self) -> None:
        """Open the command search."""
        CommandSearch([action_of(self, command.name) for command in commands()], self).open()

    def list_keys(self) -> None:
        """Show the list of keys."""
        KeyList(self).open()

    def keep_unsaved(self) -> None:
        """Keep the work for the next start while it is unsaved."""
        keep_unsaved(self.session, self.store)

    def recover(self) -> None:
        """Take up the work that a crash left behind."""
        take_up(self)

    # Ending

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask about unsaved work first."""
        if self.session.modified and not self._may_close:
            event.ignore()
            ask_unsaved(
                self,
                tr("The filter has changes that are not saved."),
                tr("Save it as a preset to keep it."),
                save=lambda: self.presets_actions.save(then=self.close_now),
                discard=self.close_now,
            )
            return
        self.showing.close()
        self.presets.stop()
        self.files.stop()
        self.lessons.close()
        if self.batch is not None:
            self.batch.close()
        self._keep_later.stop()
        self._facts_later.stop()
        self.store.keep_layout(self.saveGeometry(), self.saveState())
        if self._leaves_work:
            self.keep_unsaved()
        else:
            self.store.forget()
        if not self.reopens:
            self.store.close()
        self.hide()
        wait_for_all(_TO_THE_END)
        super().closeEvent(event)

    def reopen(self) -> None:
        """Close, for another window to take up the work with the settings as they are now."""
        if self.files.working or (self.batch is not None and self.batch.running):
            self.status.showMessage(tr("This takes effect at the next start: something is still being computed"), 12000)
            return
        self.reopens = True
        # The actions of this window are gone before its last edit is undone in the next.
        for changed in (self.undo.undoTextChanged, self.undo.redoTextChanged):
            changed.disconnect()
        self.undo.setParent(None)
        self.close_now(keep=True)

    def close_now(self, *, keep: bool = False) -> None:
        """Close without asking, once what goes on now has ended; unsaved work is lost, or kept for the next start."""
        self._may_close, self._leaves_work = True, keep
        QTimer.singleShot(0, self.close)

    def _restore_layout(self) -> None:
        self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() - _FRAME))
        wide = self.width() >= _WIDE
        self.resizeDocks(
            [self.presets_dock, self.layers_dock], [300, 390] if wide else [256, 350], Qt.Orientation.Horizontal
        )
        layout = self.store.layout()
        if layout is not None:
            self.restoreGeometry(layout[0])
            self.restoreState(layout[1])

    def tell(self, error: BaseException) -> None:
        """Show an error of a piece of work."""
        self.status.end_progress()
        self.status.showMessage(sentence(error).split("\n")[0], 5000)
        self.messages.tell(error)
