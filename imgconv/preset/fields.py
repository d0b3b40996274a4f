"""What a preset says about itself and its parameters: the tables that the reader, the writer and the schema share."""

from __future__ import annotations

from typing import Any, Final

from imgconv.errors import PresetError
from imgconv.fields import Field
from imgconv.filtering import ALPHA_POLICIES, COLOR_POLICIES
from imgconv.preset.nearest import quoted
from imgconv.rational import Number, real_number, short

FORMAT: Final = 1
"""The version of the format that this program writes; it reads this and every earlier one."""

MAX_TAGS: Final = 16
MAX_TAG: Final = 40
"""Characters of a tag."""
MAX_PARAMETERS: Final = 32
MAX_LAYERS: Final = 64

_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


def _text(name: str, limit: int, *, lines: bool = False, required: bool = False) -> Any:
    """Return a check for a text that is safe to show: no control characters, nothing that turns its direction."""
    allowed = _JOINERS + ("\n" if lines else "")

    def check(value: object) -> str:
        if not isinstance(value, str):
            raise PresetError(f"{name}: {short(value)} is not a text; put it in quotation marks")
        if required and not value.strip():
            raise PresetError(f"{name}: an empty text tells nobody what this is")
        if len(value) > limit:
            raise PresetError(f"{name}: {len(value):,} characters are too many; at most {limit:,}")
        bad = next((c for c in value if not c.isprintable() and c not in allowed), None)
        if bad is not None:
            raise PresetError(f"{name}: the character U+{ord(bad):04X} cannot be shown; leave it out")
        return value

    return check


def _tags(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise PresetError(f'tags: {short(value)} is not a list of words, such as ["sharpen", "detail"]')
    if len(value) > MAX_TAGS:
        raise PresetError(f"tags: {len(value)} are too many; at most {MAX_TAGS}")
    check = _text("tags", MAX_TAG, required=True)
    tags = tuple(check(tag) for tag in value)
    if len(set(tags)) < len(tags):
        raise PresetError(f"tags: {quoted(max(tags, key=tags.count))} is there twice")
    return tags


def _number(name: str) -> Any:
    def check(value: object) -> Number:
        return real_number(value, name)

    return check


PRESET: Final = (
    Field(
        "name",
        "text",
        label="Name",
        help="What people call the effect.",
        maximum=80,
        convert=_text("name", 80, required=True),
    ),
    Field(
        "description",
        "text",
        "",
        label="Description",
        help="One or two sentences: what it does to a picture, and what it is for.",
        maximum=2000,
        convert=_text("description", 2000, lines=True),
    ),
    Field("author", "text", "", maximum=80, label="Author", help="Who made it.", convert=_text("author", 80)),
    Field(
        "license",
        "text",
        "",
        label="Licence",
        help='An SPDX identifier, such as "CC0-1.0".',
        maximum=80,
        convert=_text("license", 80),
    ),
    Field("tags", "tags", (), label="Tags", help="Words to find it by.", convert=_tags),
    Field(
        "alpha",
        "choice",
        "keep",
        choices=ALPHA_POLICIES,
        label="Alpha",
        help="keep filters the colours alone, premultiply weighs them by alpha, channel filters alpha like a colour.",
    ),
    Field(
        "color",
        "choice",
        "encoded",
        choices=COLOR_POLICIES,
        label="Colour",
        help="encoded computes on the values of the file, linear on amounts of light.",
    ),
)
"""The keys at the head of a preset, in the order in which they are written."""

PARAMETER: Final = (
    Field("default", "number", label="Default", help="The value unless another is set.", convert=_number("default")),
    Field("min", "number", None, label="Minimum", help="The least value allowed.", convert=_number("min")),
    Field("max", "number", None, label="Maximum", help="The greatest value allowed.", convert=_number("max")),
    Field("step", "number", None, label="Step", help="What one click on an arrow changes.", convert=_number("step")),
    Field(
        "type",
        "choice",
        "float",
        choices=("float", "int"),
        label="Type",
        help="int allows whole numbers only.",
    ),
    Field("label", "text", "", maximum=80, label="Label", help="The name in a form.", convert=_text("label", 80)),
)
"""The keys of a parameter's table, in the order in which they are written."""
