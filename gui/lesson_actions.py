"""The windows and panels that show how a convolution works: what the Lessons menu opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QWidget

from imgconv.errors import ImgconvError
from imgconv.learn import Learned
from imgconv.preset import save_preset

from .actions import Command, add_menu, fill_menu
from .explain_panel import ExplainPanel
from .files import result_of
from .learn_window import LearnWindow
from .learning import Source, alone, with_learned
from .preset_dialog import PresetDialog
from .step_window import StepWindow
from .words import told_error, tr

if TYPE_CHECKING:
    from .main_window import MainWindow

_WIDTH: Final = 400


class LessonActions(QObject):
    """Acts on the window's session."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.explain = ExplainPanel(window.session)
        self.explain_dock = self._dock(tr("Explain"), "explain", self.explain)
        self.explain_dock.visibilityChanged.connect(lambda on: None if on else self.explain.hide_overlay())
        self.explain.overlay_changed.connect(window.canvas.show_overlay)
        window.canvas.hovered.connect(self.explain.hover)
        window.canvas.clicked.connect(self.explain.click)
        self.learn: LearnWindow | None = None
        self.steps: StepWindow | None = None

    def build_menu(self) -> None:
        """Add the menu."""
        menu = add_menu(self.window, tr("&Lessons"), [])
        action = self.explain_dock.toggleViewAction()
        action.setObjectName("explain-pixel")
        action.setText(tr("&Explain a pixel"))
        action.setShortcut("E")
        action.setStatusTip(tr("See how the pixel under the cursor came about; a click pins it"))
        menu.addAction(action)
        fill_menu(
            self.window,
            menu,
            [
                Command(
                    "steps",
                    tr("&Step by step…"),
                    self.open_steps,
                    ("Ctrl+T",),
                    tr("Watch the kernel go its way over a few pixels"),
                ),
                Command(
                    "learn",
                    tr("&Learn a kernel…"),
                    self.open_learn,
                    ("Ctrl+K",),
                    tr("Find the kernel behind an effect, from pictures before and after it"),
                ),
            ],
        )

    def refresh(self) -> None:
        """The picture or the document has changed."""
        self.explain.refresh()
        if self.steps is not None and self.steps.isVisible():
            self.steps.follow()

    def wait(self, seconds: float) -> bool:
        """Wait for what is being worked out; it is shown after."""
        return self.explain.wait(seconds)

    def close(self) -> None:
        """End all work."""
        self.explain.close_worker()
        for window in (self.learn, self.steps):
            if window is not None:
                window.close()

    def _show(self, window: QWidget) -> None:
        window.show()
        window.raise_()
        window.activateWindow()

    # Stepping

    def open_steps(self) -> None:
        """Open the window that steps over a few pixels: around the one that is explained, else in the middle."""
        layer = self.window.layer
        if self.steps is None:
            self.steps = StepWindow(self.window.session, lambda: (layer.index, layer.kernel.plane), self.window)
        picture = self.window.session.picture
        self.steps.follow()
        if picture is not None:
            height, width = picture.image.size
            row, column = self.explain.at or (height // 2, width // 2)
            self.steps.look_at(min(row, height - 1), min(column, width - 1))
        self._show(self.steps)

    # Learning

    def open_learn(self) -> None:
        """Open the window that learns a kernel."""
        if self.learn is None:
            self.learn = LearnWindow(self._pair, self.window)
            self.learn.used.connect(self.use)
            self.learn.saved.connect(self.save)
        self._show(self.learn)

    def _pair(self) -> tuple[Source, Source]:
        """The picture and the result as they are now."""
        picture, document = self.window.session.picture, self.window.session.document
        if picture is None:
            raise ImgconvError("Open a picture first")
        image = picture.image
        result = Source(tr("result"), lambda: result_of(image, document))
        return Source(picture.name, lambda: image), result

    def use(self, learned: Learned) -> None:
        """Put a learned kernel in the place of the current layer's."""
        session = self.window.session
        try:
            changed = with_learned(session.document, self.window.layer.index, learned)
            session.edit(changed, tr("Use a learned kernel"))
        except ImgconvError as error:
            self.window.messages.tell(error)

    def save(self, learned: Learned) -> None:
        """Ask for a name and save a learned kernel as a preset."""
        document = alone(learned)
        dialog = PresetDialog(document, self.learn)

        def save(name: str, about: dict[str, Any], replace: bool) -> None:
            try:
                path = save_preset(document.preset(name, **about), name, overwrite=replace)
            except (ImgconvError, OSError) as error:
                dialog.refuse(told_error(error))
                return
            dialog.accept()
            self.window.presets.reload()
            text = tr("Saved as {name}; on the command line: --preset {name}", name=path.stem)
            self.window.status.showMessage(text, 10000)

        dialog.entered.connect(save)
        dialog.open()

    # Panels

    def _dock(self, title: str, name: str, widget: QWidget) -> QDockWidget:
        """A panel beside the picture that is closed at first."""
        dock = QDockWidget(title, self.window)
        dock.setObjectName(name)
        widget.setMinimumWidth(300)
        dock.setWidget(widget)
        self.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        self.window.tabifyDockWidget(self.window.inspector_dock, dock)
        dock.hide()
        # Only once it stands among the tabs can it come to their front.
        dock.toggleViewAction().triggered.connect(
            lambda on: QTimer.singleShot(0, lambda: self._front(dock)) if on else None
        )
        return dock

    def _front(self, dock: QDockWidget) -> None:
        dock.raise_()
        if dock.width() < _WIDTH and not dock.isFloating():
            self.window.resizeDocks([dock], [_WIDTH], Qt.Orientation.Horizontal)
