"""The format of presets as a JSON Schema, for editors that complete and check while one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from imgconv.fields import Field
from imgconv.geometry import PADDINGS
from imgconv.kernels import FAMILIES, MAX_SIDE
from imgconv.layers import LAYERS, WRITTEN_FIELDS
from imgconv.preset.fields import FORMAT, MAX_LAYERS, MAX_PARAMETERS, MAX_TAG, MAX_TAGS, PARAMETER, PRESET
from imgconv.preset.written import PARAMETER_NAME

Schema: TypeAlias = dict[str, Any]

_REFERENCE: Final[Schema] = {"$ref": "#/$defs/reference"}
_NUMBER: Final[Schema] = {"$ref": "#/$defs/number"}
_NUMBER_FORMS: Final[list[Schema]] = [{"type": "number"}, _REFERENCE]
_SHOWN: Final = r"^[^\x00-\x09\x0b-\x1f\x7f]*$"
_SHOWN_WORDS: Final = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"
_WHOLE: Final[Schema] = {"anyOf": [{"type": "integer", "minimum": 0}, _REFERENCE]}


def json_schema() -> Schema:
    """Return the schema, made from the tables that the reader goes by.

    It tells keys, types and ranges; what depends on several keys or on a parameter's value only the reader knows.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "imgconv preset",
        "description": "A filter as layers with their numbers, and parameters that a person may turn.",
        **_table([*PRESET]),
        "$defs": {
            "reference": {
                "description": "The value of a parameter, or its negative.",
                "type": "string",
                "pattern": rf"^-?\${PARAMETER_NAME.pattern}$",
            },
            "number": {"anyOf": [{"type": "number"}, _REFERENCE]},
            "parameter": _table(PARAMETER),
            "family": {"oneOf": [_family(name) for name in FAMILIES]},
            **{name: _layer(name) for name in LAYERS},
        },
    } | {"properties": _properties()}


def _properties() -> Schema:
    names = f"^{PARAMETER_NAME.pattern}$"
    parameter: Schema = {"$ref": "#/$defs/parameter"}
    return {
        "format": {"description": "The version of the format.", "const": FORMAT},
        **{field.name: _value(field) for field in PRESET},
        "parameters": {
            "description": "What a person may turn; layers refer to them by name.",
            "type": "object",
            "maxProperties": MAX_PARAMETERS,
            "patternProperties": {names: parameter},
            "additionalProperties": False,
        },
        "layers": {
            "description": "What an image passes, one after the other.",
            "type": "array",
            "minItems": 1,
            "maxItems": MAX_LAYERS,
            "items": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in LAYERS]},
        },
    }


def _table(fields: Iterable[Field]) -> Schema:
    listed = list(fields)
    required = [field.name for field in listed if field.required]
    if listed and listed[0].name == PRESET[0].name:
        required = ["format", *required, "layers"]
    return {
        "type": "object",
        "properties": {field.name: _value(field) for field in listed},
        "required": required,
        "additionalProperties": False,
    }


def _layer(name: str) -> Schema:
    layer = LAYERS[name]
    table = _table(WRITTEN_FIELDS[name])
    table["properties"] = {"type": {"description": "What kind of layer it is.", "const": name}, **table["properties"]}
    table["required"] = ["type", *table["required"]]
    first = (layer.__doc__ or "").strip().splitlines()[0]
    return {"description": first, **table}


def _family(name: str) -> Schema:
    family = FAMILIES[name]
    table = _table(family.parameters)
    table["properties"] = {"family": {"description": family.summary, "const": name}, **table["properties"]}
    table["required"] = ["family", *table["required"]]
    return {"description": family.summary, **table}


def _value(field: Field) -> Schema:
    schema: Schema = {"description": field.help} if field.help else {}
    if not field.required and field.default not in {None, ()}:
        schema["default"] = field.default
    return schema | _KINDS[field.kind](field)


def _bounded(field: Field, kind: str) -> Schema:
    schema: Schema = {"type": kind}
    if field.minimum is not None:
        schema["minimum"] = field.minimum
    if field.maximum is not None:
        schema["maximum"] = field.maximum
    if field.odd:
        schema["not"] = {"multipleOf": 2}
    return schema


def _text(field: Field) -> Schema:
    """A text of some length that can be shown, and is not empty where it has to be there."""
    schema: Schema = {"type": "string", "maxLength": field.maximum, "pattern": _SHOWN}
    return schema | {"pattern": _SHOWN_WORDS} if field.required else schema


def _size(field: Field) -> Schema:
    side = {"anyOf": [_bounded(field, "integer"), _REFERENCE]}
    return {"anyOf": [*side["anyOf"], {"type": "array", "items": side, "minItems": 2, "maxItems": 2}]}


def _choice(field: Field) -> Schema:
    numbers = all(isinstance(choice, int) for choice in field.choices)
    chosen: Schema = {"enum": list(field.choices)}
    return {"anyOf": [chosen, _REFERENCE]} if numbers else chosen


def _padding(field: Field) -> Schema:
    """A word, a number, or an entry for each axis: a number, or its two sides."""
    sides = {"type": "array", "items": _WHOLE, "minItems": 2, "maxItems": 2}
    axes = {"type": "array", "items": {"anyOf": [*_WHOLE["anyOf"], sides]}, "minItems": 2, "maxItems": 2}
    words = [{"enum": list(PADDINGS)}] if isinstance(field.default, str) else []
    return {"anyOf": [*words, *_WHOLE["anyOf"], axes]}


def _array(items: Schema, most: int = MAX_SIDE) -> Schema:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": most}


def _kernel(_: Field) -> Schema:
    plane = _array(_array(_NUMBER))
    return {"anyOf": [plane, _array(plane), _array(_array(plane)), {"$ref": "#/$defs/family"}]}


_KINDS: Final[dict[str, Callable[[Field], Schema]]] = {
    "text": _text,
    "tags": lambda _: {
        "type": "array",
        "items": {"type": "string", "maxLength": MAX_TAG, "pattern": _SHOWN_WORDS},
        "maxItems": MAX_TAGS,
        "uniqueItems": True,
    },
    "number": lambda field: {"type": "number"} | ({"exclusiveMinimum": 0} if field.name == "step" else {}),
    "choice": _choice,
    "bool": lambda _: {"type": "boolean"},
    "int": lambda field: {"anyOf": [_bounded(field, "integer"), _REFERENCE]},
    "float": lambda field: {"anyOf": [_bounded(field, "number"), _REFERENCE]},
    "size": _size,
    "kernel": _kernel,
    "padding": _padding,
    "cell": lambda _: {"type": "array", "items": _WHOLE, "minItems": 2, "maxItems": 2},
    "divisor": lambda _: {"anyOf": [{"const": "sum"}, {"type": "number", "not": {"const": 0}}, _REFERENCE]},
    "bias": lambda _: {"anyOf": [*_NUMBER_FORMS, {"type": "array", "items": _NUMBER, "minItems": 1}]},
}
