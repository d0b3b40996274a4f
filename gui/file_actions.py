"""Opening pictures, saving and copying results: what the File menu does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from imgconv.errors import CancelledError, ImgconvError
from imgconv.image import Image

from .background import Job
from .charts import CHARTS, SMALL
from .clipboard import picture_of
from .dialogs import ask_open, ask_save
from .display import saved_rgb
from .files import OPEN_FILTER, SAVE_FILTER, Opened, open_picture, proposed_name, result_of, save_result, suffix_of
from .one_job import OneJob
from .painting import qimage
from .session import Picture
from .words import told, tr

if TYPE_CHECKING:
    from .main_window import MainWindow


class FileActions(QObject):
    """Acts on the window's session."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self._opening: Job | None = None
        self._saved: tuple[Picture, Path] | None = None
        self._work = OneJob(self)
        self._work.progressed.connect(window.status.show_progress)

    # Opening

    def open(self) -> None:
        """Ask for a picture."""
        ask_open(self.window, tr("Open a picture"), tr(OPEN_FILTER), self._folder, self.begin_opening)

    @property
    def _folder(self) -> Path | None:
        recent = self.window.store.recent
        return recent[0].parent if recent else None

    def begin_opening(self, path: Path, then: Callable[[], None] = lambda: None) -> None:
        """Open a file beside the window's other work, and do something then; what was open stays where that fails.

        A file that is opened before this one is there takes its place.
        """
        self._give_up_opening()

        def read(job: Job) -> Opened:
            opened = open_picture(path)
            if job.is_cancelled():
                raise CancelledError("cancelled")
            return opened

        job = Job(read, self)

        def taken(opened: Opened) -> None:
            self._take_opened(path, opened)
            then()

        job.done.connect(lambda opened: self._opened(job, lambda: taken(opened)))
        job.failed.connect(lambda error: self._opened(job, lambda: self.window.messages.tell(error)))
        job.cancelled.connect(lambda: self._opened(job, lambda: None))
        self._opening = job
        self.window.status.begin_progress()
        self.window.status.showMessage(tr("Opening {name}", name=path.name))
        job.start()

    def open_path(self, path: Path) -> bool:
        """Open a file and wait for it; false where that cannot be, which is shown."""
        self._give_up_opening()
        try:
            opened = open_picture(path)
        except (ImgconvError, OSError, MemoryError) as error:
            self.window.messages.tell(error)
            return False
        self._take_opened(path, opened)
        return True

    @property
    def opening(self) -> bool:
        """Whether a file is being read."""
        return self._opening is not None

    def _give_up_opening(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None

    def _opened(self, job: Job, then: Callable[[], None]) -> None:
        if self._opening is not job:
            return  # another file has taken its place
        self._opening = None
        self.window.status.clearMessage()
        self.window.status.end_progress()
        then()

    def _take_opened(self, path: Path, opened: Opened) -> None:
        self._open(opened.picture)
        self.window.store.note_recent(path)
        if opened.warnings:
            self.window.status.showMessage("; ".join(map(told, opened.warnings)), 12000)

    def open_chart(self, name: str) -> None:
        """Open a test chart."""
        self._give_up_opening()
        self._open(Picture((CHARTS | SMALL)[name](), tr(name)))

    def _open(self, picture: Picture) -> None:
        self.window.status.clearMessage()  # what is said there is of the picture before
        self.window.session.open(picture)

    def take(self, mime: QMimeData) -> bool:
        """Open what was dropped or pasted if it is a picture that lies in no file."""
        image = picture_of(mime)
        if image is None:
            return False
        self._open(Picture(image, tr("Pasted picture")))
        return True

    # Saving

    def save(self) -> None:
        """Save the result where it was saved last, or ask."""
        if self._saved is not None and self._saved[0] is self.window.session.picture:
            self.save_to(self._saved[1])
        else:
            self.save_as()

    def save_as(self) -> None:
        """Ask where to save the result."""
        picture = self._picture()
        if picture is not None:
            ask_save(
                self.window,
                tr("Save the result"),
                tr(SAVE_FILTER),
                self._folder,
                self.save_to,
                name=proposed_name(picture),
                suffix_of=suffix_of,
            )

    def save_to(self, path: Path) -> None:
        """Compute the whole result and write it."""
        picture = self._picture()
        if picture is None:
            return

        def done(_: Any) -> None:
            self._saved = picture, path
            self.window.status.showMessage(tr("Saved {path}", path=path), 8000)

        document = self.window.session.document

        def work(job: Job) -> None:
            result = result_of(picture.image, document, job.progressed.emit, job.is_cancelled)
            save_result(result, path, picture.path)

        self._begin(work, done)

    def copy(self) -> None:
        """Copy the whole result to the clipboard."""
        picture = self._picture()
        if picture is None:
            return
        document = self.window.session.document
        self._begin(
            lambda job: result_of(picture.image, document, job.progressed.emit, job.is_cancelled), self._to_clipboard
        )

    def copy_visible(self) -> None:
        """Copy the part of the result that can be seen, at its true pixels."""
        answer = self.window.canvas.answer
        if answer is not None and answer.pixels is not None:
            self._to_clipboard(answer.pixels)

    def _to_clipboard(self, result: Image) -> None:
        QGuiApplication.clipboard().setImage(qimage(saved_rgb(result)))
        height, width = result.size
        self.window.status.showMessage(tr("Copied {width} × {height} pixels", width=width, height=height), 5000)

    def stop(self) -> None:
        """Cancel opening, saving or copying."""
        self._work.stop()
        if self._opening is not None:
            self._opening.cancel()

    @property
    def working(self) -> bool:
        """Whether a result is being saved or copied."""
        return self._work.running

    def wait(self, seconds: float) -> bool:
        """Wait for opening, saving and copying; their signals come after."""
        return (self._opening is None or self._opening.wait(seconds)) and self._work.wait(seconds)

    def _begin(self, work: Callable[[Job], Any], done: Callable[[Any], None]) -> None:
        status = self.window.status

        def ended(then: Callable[[], None]) -> None:
            status.end_progress()
            then()

        begun = self._work.begin(
            work,
            lambda result: ended(lambda: done(result)),
            lambda error: ended(lambda: self.window.tell(error)),
            status.end_progress,
        )
        if begun:
            status.begin_progress()
        else:
            status.showMessage(tr("Another result is being computed; wait for it or stop it"), 5000)

    def _picture(self) -> Picture | None:
        picture = self.window.session.picture
        if picture is None:
            self.window.status.showMessage(tr("Open a picture first"), 5000)
        return picture
