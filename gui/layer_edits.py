"""The edits that panels make: what each does, what it is called when undone, what it is joined with. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.kernels import Kernel
from imgconv.layers import LAYERS
from imgconv.rational import Number

from .document import Document, new_stage, parameter_of
from .session import Session
from .stage_text import layer_name
from .words import told, tr


class LayerEdits:
    """Edits a session's document.

    Parameters
    ----------
    session : Session
        Which is edited.
    refuse : callable
        Gets the reason why an edit cannot be, in English; the document stays then, and false is returned.
    """

    def __init__(self, session: Session, refuse: Callable[[str], object]) -> None:
        self.session = session
        self._refuse = refuse

    def do(self, text: str, change: Callable[[Document], Document], merge: str = "") -> bool:
        """Change the document; edits of one name under `merge` in quick succession are undone together."""
        try:
            self.session.edit(change(self.session.document), text, merge)
        except ImgconvError as error:
            self._refuse(str(error))
            return False
        return True

    # The order of the layers

    def add(self, kind: str, at: int) -> bool:
        """Put a new layer of a type in a place."""
        return self.do(tr("Add {layer}", layer=layer_name(kind)), lambda d: d.inserted(at, new_stage(kind)))

    def duplicate(self, at: int) -> bool:
        """Put a copy of a layer after it."""
        return at >= 0 and self.do(tr("Duplicate a layer"), lambda d: d.inserted(at + 1, d.stages[at]))

    def remove(self, at: int) -> bool:
        """Take a layer away."""
        return at >= 0 and self.do(tr("Remove a layer"), lambda d: d.removed(at))

    def move(self, at: int, to: int) -> bool:
        """Put a layer in the place of another; nothing is done where either is not there."""
        there = range(len(self.session.document.stages))
        return at in there and to in there and self.do(tr("Move a layer"), lambda d: d.moved(at, to))

    def reorder(self, order: Sequence[int]) -> bool:
        """Put the layers in an order of their old places."""
        stages = self.session.document.stages
        return self.do(tr("Move a layer"), lambda d: replace(d, stages=tuple(stages[index] for index in order)))

    def switch(self, at: int, *, on: bool) -> bool:
        """Switch a layer on or off."""
        text = tr("Switch a layer on") if on else tr("Switch a layer off")
        return self.do(text, lambda d: d.switched(at, on))

    # A layer

    def set_kernel(self, at: int, kernel: Kernel, text: str, merge: str = "") -> bool:
        """Give a layer another kernel."""
        return self.do(text, lambda d: d.with_kernel(at, kernel), f"{at} {merge}" if merge else "")

    def set_family(self, at: int, name: str, arguments: dict[str, Any], merge: str = "") -> bool:
        """Give a layer a kernel of a family."""
        joined = f"{at} {name} {merge}" if merge else ""
        return self.do(tr("Change the kernel"), lambda d: d.with_family(at, name, **arguments), joined)

    def set_field(self, at: int, name: str, value: Any) -> bool:
        """Set a field of a layer; the parameter, where the field refers to one."""
        stage = self.session.document.stages[at]
        reference = parameter_of(stage.value(name))
        if reference is not None and value is not None:
            return self.set_parameter(reference[0], value * reference[1])
        label = next(field.label for field in LAYERS[stage.layer.type].FIELDS if field.name == name)
        text = tr("Change {name}", name=told(label))
        return self.do(text, lambda d: d.with_field(at, name, value), f"{at} field {name}")

    # The whole

    def set_parameter(self, name: str, value: Number, label: str = "") -> bool:
        """Set a parameter of the preset."""
        text = tr("Change {name}", name=told(label or name))
        return self.do(text, lambda d: d.with_setting(name, value), f"parameter {name}")

    def set_whole(self, field: Field, value: Any) -> bool:
        """Set what holds for the whole filter: the amount, alpha, colour."""
        text = tr("Change {name}", name=told(field.label))
        return self.do(text, lambda d: replace(d, **{field.name: value}), f"document {field.name}")


def channels_before(session: Session, at: int) -> int:
    """Return how many channels reach a layer; those of colour pictures where none is open."""
    picture = session.picture
    channels = 3 if picture is None else picture.image.colors
    shape = session.reports()[at - 1].shape if at > 0 else None
    return channels if shape is None else shape[2]
