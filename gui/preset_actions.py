"""Loading, saving, importing and exporting presets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from imgconv.errors import ImgconvError
from imgconv.interchange import TARGETS, Exported, as_code, export_kernel
from imgconv.placing import put
from imgconv.preset import Preset, preset_to_toml, save_preset
from imgconv.preset.finding import is_code
from imgconv.sharing import make_card, read_code, share_code

from .dialogs import ask_open, ask_save, ask_text
from .document import Document
from .files import OTHERS, PRESET_FILTER, read_any
from .kernel_editing import read_kernel, with_plane
from .preset_dialog import PresetDialog
from .words import told, told_error, tr

if TYPE_CHECKING:
    from .learn_window import LearnWindow
    from .main_window import MainWindow


class PresetActions(QObject):
    """Acts on the window's session."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        panel = window.presets
        panel.chosen.connect(self.load)
        panel.save_asked.connect(self.save)
        panel.import_asked.connect(self.import_file)
        panel.export_asked.connect(self.export)
        panel.source_asked.connect(self.copy_source)
        panel.dropped.connect(lambda mime: window.incoming.take(mime, on_presets=True))

    def load(self, preset: Preset) -> None:
        """Put a preset in the place of the layers; that can be undone."""
        session = self.window.session
        clean = not session.modified
        try:
            session.edit(Document.of_preset(preset), tr("Load {name}", name=told(preset.name)))
        except ImgconvError as error:
            self.window.messages.tell(error)
            return
        if clean:
            session.mark_saved()

    def take(self, mime: QMimeData) -> bool:
        """Take a code, or a kernel as text."""
        text = mime.text().strip() if mime.hasText() else ""
        if not text:
            return False
        if is_code(text):
            self.load(read_code(text))
        else:
            self._take_kernel(text)
        return True

    def _take_kernel(self, text: str) -> None:
        session, index = self.window.session, self.window.layer.index
        kernel = session.document.kernel(index) if 0 <= index < len(session.document.stages) else None
        other = read_kernel(text)
        if kernel is None:
            raise ImgconvError("Choose a convolution in the list of layers first, then paste the kernel")
        plane = self.window.layer.kernel.plane
        session.edit(session.document.with_kernel(index, with_plane(kernel, other, plane)), tr("Paste a kernel"))

    def new(self) -> None:
        """Begin anew with a kernel that changes nothing; that can be undone."""
        self.window.session.edit(Document(), tr("New filter"))

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a name and save the layers as a preset of the user's."""
        session = self.window.session

        def saved(preset: Preset, about: dict[str, Any]) -> None:
            session.show(replace(session.document, name=preset.name, **about))
            session.mark_saved()
            if then is not None:
                then()

        self.ask_name(session.document, self.window, saved)

    def ask_name(
        self,
        document: Document,
        parent: MainWindow | LearnWindow,
        saved: Callable[[Preset, dict[str, Any]], None] = lambda preset, about: None,
    ) -> None:
        """Ask for a name, save a document as a preset of the user's, and do something then."""
        dialog = PresetDialog(document, parent)

        def entered(name: str, about: dict[str, Any], overwrite: bool) -> None:
            try:
                preset = document.preset(name, **about)
                path = save_preset(preset, name, overwrite=overwrite)
            except (ImgconvError, OSError) as error:
                dialog.refuse(told_error(error))
                return
            dialog.accept()
            self.window.presets.reload()
            text = tr("Saved as {name}; on the command line: --preset {name}", name=path.stem)
            self.window.status.showMessage(text, 10000)
            saved(preset, about)

        dialog.entered.connect(entered)
        dialog.open()

    def import_file(self) -> None:
        """Ask for a preset file or a card, and load it."""
        ask_open(
            self.window,
            tr("Import a preset"),
            tr(PRESET_FILTER, others=OTHERS),
            None,
            lambda path: self._guarded(lambda: self.load(read_any(path))),
        )

    def import_code(self) -> None:
        """Ask for a share code, and load it."""
        ask_text(
            self.window,
            tr("Import a code"),
            tr("Paste a code that begins with imgconv1:"),
            lambda text: self._guarded(lambda: self.load(read_code(text))),
        )

    def export(self, kind: str) -> None:
        """Share the layers: as a file, a card, a code on the clipboard, or a file of another program."""
        document = self.window.session.document
        self._guarded(lambda: self._export(kind, document.preset(document.name or tr("My filter"))))

    def copy_source(self, target: str) -> None:
        """Copy source code that gives the same pixels."""
        self._guarded(lambda: self._copy_source(target))

    def _copy_source(self, target: str) -> None:
        document = self.window.session.document
        code = as_code(document.preset(document.name or tr("My filter")), target)
        QGuiApplication.clipboard().setText(code.text)
        notes = "".join(f"; {told(note)}" for note in code.notes)
        self.window.status.showMessage(tr("Copied source code for {program}", program=TARGETS[target]) + notes, 15000)

    def _export(self, kind: str, preset: Preset) -> None:
        if kind == "code":
            QGuiApplication.clipboard().setText(share_code(preset))
            self.window.status.showMessage(tr("Copied a code; paste it into a message"), 8000)
            return
        exported = self._exported(kind, preset)
        ask_save(
            self.window,
            tr("Export"),
            f"*{exported.suffix}",
            None,
            lambda path: self._guarded(lambda: self._write(path, exported)),
            name=f"{preset.name}{exported.suffix}",
            suffix_of=lambda _: exported.suffix.removeprefix("."),
        )

    def _exported(self, kind: str, preset: Preset) -> Exported:
        if kind == "file":
            return Exported(preset_to_toml(preset).encode(), ".toml", ())
        if kind != "card":
            return export_kernel(preset, kind)
        picture = self.window.session.picture
        if picture is None:
            raise ImgconvError("A card shows what the preset does to a picture; open one first")
        return Exported(make_card(preset, picture.image), ".png", ("send it as a file: a photo loses the preset",))

    def _write(self, path: Path, exported: Exported) -> None:
        put(exported.data, path, overwrite=True)  # the dialog has asked
        notes = "".join(f"; {told(note)}" for note in exported.notes)
        self.window.status.showMessage(tr("Exported {name}", name=path.name) + notes, 15000)

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (ImgconvError, OSError) as error:
            self.window.messages.tell(error)
