"""The windows and panels that show how a convolution works: what the Lessons menu opens.

Windows are loaded when they are opened, for a quick start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from imgconv.errors import ImgconvError
from imgconv.learn import Learned

from .docks import add_closed_dock
from .explain_panel import ExplainPanel
from .files import result_of
from .geometry_panel import GeometryPanel
from .kernel_editing import Plane
from .learning import Source, alone, with_learned
from .words import tr

if TYPE_CHECKING:
    from .compare_window import CompareWindow
    from .learn_window import LearnWindow
    from .main_window import MainWindow
    from .matrix_window import MatrixWindow
    from .step_window import StepWindow


class LessonActions(QObject):
    """Acts on the window's session."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.explain = ExplainPanel(window.session)
        self.explain_dock = add_closed_dock(window, "explain", tr("Explain"), self.explain, window.inspector_dock)
        self.explain_dock.visibilityChanged.connect(lambda on: None if on else self.explain.hide_overlay())
        self.explain.overlay_changed.connect(window.canvas.show_overlay)
        window.canvas.hovered.connect(self.explain.hover)
        window.canvas.clicked.connect(self.explain.click)
        self.learn: LearnWindow | None = None
        self.steps: StepWindow | None = None
        self.matrix: MatrixWindow | None = None
        self.compare: CompareWindow | None = None
        self.geometry = GeometryPanel(window.session)
        self.geometry_dock = add_closed_dock(window, "geometry", tr("Geometry"), self.geometry, window.inspector_dock)

    def refresh(self) -> None:
        """The picture or the document has changed."""
        self.explain.refresh()
        self.geometry.refresh()
        for following in (self.steps, self.matrix):
            if following is not None and following.isVisible():
                following.follow()
        if self.compare is not None and self.compare.isVisible():
            self.compare.refresh()

    def wait(self, seconds: float) -> bool:
        """Wait for what is being worked out; it is shown after."""
        compared = self.compare is None or self.compare.wait(seconds)
        return compared and self.explain.wait(seconds) and self.geometry.wait(seconds)

    def close(self) -> None:
        """End all work."""
        self.explain.close_worker()
        self.geometry.close_worker()
        if self.compare is not None:
            self.compare.close_worker()
        for window in (self.learn, self.steps, self.matrix, self.compare):
            if window is not None:
                window.close()

    def _show(self, window: LearnWindow | StepWindow | MatrixWindow | CompareWindow) -> None:
        window.show()
        window.raise_()
        window.activateWindow()

    # Stepping, the matrix, and comparing

    def _current(self) -> tuple[int, Plane]:
        return self.window.layer.index, self.window.layer.kernel.plane

    def open_matrix(self) -> None:
        """Open the window that shows the matrix."""
        if self.matrix is None:
            from .matrix_window import MatrixWindow

            self.matrix = MatrixWindow(self.window.session, self._current, self.window)
        self.matrix.follow()
        self._show(self.matrix)

    def open_compare(self) -> None:
        """Open the window that compares settings."""
        if self.compare is None:
            from .compare_window import CompareWindow

            self.compare = CompareWindow(self.window.session, self.window)
        self._show(self.compare)
        self.compare.refresh()

    def open_steps(self) -> None:
        """Open the window that steps over a few pixels: around the one that is explained, else in the middle."""
        if self.steps is None:
            from .step_window import StepWindow

            self.steps = StepWindow(self.window.session, self._current, self.window)
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
            from .learn_window import LearnWindow

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
        if self.learn is not None:
            self.window.presets_actions.ask_name(alone(learned), self.learn)
