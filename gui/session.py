"""The session: the picture, the document, and who is told when they change. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.geometry import Pair, Region
from imgconv.image import Image
from imgconv.layers import Layer
from imgconv.pipeline import Shape

from .document import Document
from .words import tr

Listener: TypeAlias = Callable[[], None]


@dataclass(frozen=True, eq=False)
class Picture:
    """The image that is worked on and where it came from.

    Attributes
    ----------
    image : Image
        Its pixels.
    name : str
        For the window's title and the name of the result.
    path : Path or None
        The file, None for a chart or what was pasted.
    """

    image: Image
    name: str
    path: Path | None = None

    @property
    def nbytes(self) -> int:
        """Bytes of its pixels."""
        return int(self.image.pixels.nbytes)


@dataclass(frozen=True)
class Edit:
    """A change of the document, or another picture, that can be undone.

    Attributes
    ----------
    before, after : Document
        Its two sides.
    pictures : (Picture, Picture) or None
        The picture before and after, where another one was opened.
    text : str
        What is undone or redone, for a menu.
    merge : str
        Edits with the same text here, one after the other, are undone in one go; empty for none.
    """

    before: Document
    after: Document
    text: str
    merge: str = ""
    pictures: tuple[Picture, Picture] | None = None


@dataclass(frozen=True)
class StageReport:
    """What a stage gives on the picture.

    Attributes
    ----------
    layer : Layer
        As it stands in the pipeline, with what it takes from the layers before it.
    shape : (int, int, int) or None
        (H, W, C) after it; None where it cannot be told.
    receptive_field : (int, int)
        Pixels of the picture that one of its outputs sees, height first.
    """

    layer: Layer
    shape: Shape | None
    receptive_field: Pair


class Session:
    """What one window works on.

    Attributes
    ----------
    picture : Picture or None
        The image.
    document : Document
        The filter.
    record : callable
        Takes an `Edit` and carries it out; a window puts it on its undo stack.
    """

    def __init__(self) -> None:
        self.picture: Picture | None = None
        self.document = Document()
        self.record: Callable[[Edit], None] = self.redo
        self._saved = self.document
        self._listeners: list[Listener] = []

    @property
    def modified(self) -> bool:
        """Whether the document differs from what was saved or loaded last."""
        return self.document != self._saved

    def listen(self, listener: Listener) -> None:
        """Have a function called after every change of picture or document."""
        self._listeners.append(listener)

    def forget_listeners(self) -> None:
        """Tell nobody any more: those who listened are gone."""
        self._listeners.clear()

    def edit(self, after: Document, text: str, merge: str = "") -> None:
        """Change the document in a way that can be undone.

        Raises
        ------
        ImgconvError
            If a layer cannot be as it is written; nothing has changed then.
        """
        if after == self.document:
            return
        after.filter  # noqa: B018 - what cannot be built is refused before anybody sees it
        self.record(Edit(self.document, after, text, merge))

    def show(self, document: Document) -> None:
        """Put a document in place, as undoing and redoing do."""
        self.document = document
        self._tell()

    def undo(self, edit: Edit) -> None:
        """Go back to what was before an edit."""
        if edit.pictures is not None:
            self.picture = edit.pictures[0]
        self.show(edit.before)

    def redo(self, edit: Edit) -> None:
        """Carry out an edit, for the first time or again."""
        if edit.pictures is not None:
            self.picture = edit.pictures[1]
        self.show(edit.after)

    def open(self, picture: Picture) -> None:
        """Take another picture, which can be undone where there was one; a selection that it cannot hold is dropped."""
        before, after = self.document, self.document
        if before.selection is not None and not _holds(picture, before.selection):
            after = replace(before, selection=None)
        if self.picture is None:
            self.picture = picture
            self.show(after)
        else:
            text = tr("Open {name}", name=picture.name)
            self.record(Edit(before, after, text, pictures=(self.picture, picture)))

    def mark_saved(self) -> None:
        """Note that the document is kept somewhere as it is now."""
        self._saved = self.document
        self._tell()

    def reports(self) -> list[StageReport]:
        """Return for each stage what it gives on the picture; a switched-off one gives what came before it."""
        shape = self._shape_in()
        size: Pair = (1, 1)
        result = []
        for index, stage in enumerate(self.document.stages):
            part = replace(self.document, stages=self.document.stages[: index + 1], amount=1.0).filter
            layer = self.document.built(index)
            if stage.enabled and part is not None:
                layer = part.pipeline.layers[-1]
                rows, cols = part.pipeline.receptive_fields()
                size = (rows.size, cols.size)
                shape = self._shape_after(part)
            result.append(StageReport(layer, shape, size))
        return result

    def _shape_in(self) -> Shape | None:
        if self.picture is None:
            return None
        image = self.picture.image
        return (*image.size, image.pixels.shape[2])

    def _shape_after(self, part: Filter) -> Shape | None:
        """The shape after the last layer of a filter; without a plan, which takes longer than a window may wait."""
        if self.picture is None:
            return None
        image = self.picture.image
        channels = image.colors if part.alpha == "keep" else image.pixels.shape[2]
        if image.colors == 1 and image.model != "maps" and part.pipeline.channels_in == 3:
            channels = 3  # a grey picture is taken as RGB
        try:
            return part.pipeline.shapes((*image.size, channels))[-1]
        except ImgconvError:
            return None

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()


def _holds(picture: Picture, selection: Region) -> bool:
    return all(stop <= length for (_, stop), length in zip(selection, picture.image.size, strict=True))
