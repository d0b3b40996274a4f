"""What can be set for a whole filter: the parameters of its preset, the amount, alpha and colour. Knows no Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from imgconv.fields import Field
from imgconv.filtering import ALPHA_POLICIES, COLOR_POLICIES

from .layer_edits import LayerEdits
from .session import Session
from .words import mark

AMOUNT: Final = Field(
    "amount",
    "float",
    1.0,
    minimum=0,
    maximum=2,
    step=0.05,
    label=mark("Overall amount"),
    help=mark("Mixes with the original: 0 is the original, 1 the result, more exaggerates it."),
)
ALPHA: Final = Field(
    "alpha",
    "choice",
    "keep",
    choices=ALPHA_POLICIES,
    label=mark("Alpha"),
    help=mark("keep leaves it as it is, premultiply filters it with the colours, channel filters it like a colour."),
)
COLOUR: Final = Field(
    "color",
    "choice",
    "encoded",
    choices=COLOR_POLICIES,
    label=mark("Light"),
    help=mark("encoded filters the values as they are stored, linear filters light itself."),
)
_PARAMETER: Final = "parameter "
"""Before the name of a preset's parameter, which may be that of another field."""


def whole_fields(session: Session) -> tuple[tuple[Field, ...], dict[str, Any]]:
    """Return the fields that there are for the session's document, and their values; alpha's only if it matters."""
    document = session.document
    parameters = tuple(replace(each, name=f"{_PARAMETER}{each.name}") for each in document.parameters)
    picture = session.picture
    has_alpha = document.alpha != "keep" or (picture is not None and picture.image.has_alpha)
    values = {field.name: getattr(document, field.name) for field in (AMOUNT, ALPHA, COLOUR)}
    values |= {f"{_PARAMETER}{name}": value for name, value in document.settings}
    return (*parameters, AMOUNT, *([ALPHA] if has_alpha else []), COLOUR), values


def set_whole_field(edits: LayerEdits, field: Field, value: Any) -> bool:
    """Set one of them; false where it was refused."""
    if field.name.startswith(_PARAMETER):
        return edits.set_parameter(field.name.removeprefix(_PARAMETER), value, field.label)
    return edits.set_whole(field, value)
