"""Presets at random as the tables that TOML makes of them: most of them valid, and the same with a slip of the pen."""

import copy
import json
import operator
from functools import reduce
from typing import Any

from hypothesis import strategies as st

from imgconv.fields import Field
from imgconv.kernels import FAMILIES
from imgconv.layers import WRITTEN_FIELDS
from imgconv.preset.fields import PRESET

Table = dict[str, Any]

PARAMETERS: dict[str, Table] = {
    "n": {"default": 1, "type": "int", "min": 1, "max": 9},
    "k_3": {"default": 3, "type": "int", "step": 2, "label": "Side"},
    "amount": {"default": 1.5, "min": 0.5, "max": 4, "step": 0.1, "label": "Amount"},
}
NUMBERS = st.one_of(st.integers(-99, 99), st.floats(-1e6, 1e6, width=32))
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a preset whose keys are all known and whose values are of the right kind; layers may not fit each other."""
    known = draw(st.lists(st.sampled_from(sorted(PARAMETERS)), unique=True))
    table: Table = {"format": 1, **_entries(draw, PRESET, known)}
    if known:
        table["parameters"] = {name: PARAMETERS[name] for name in known}
    kinds = draw(st.lists(st.sampled_from(["conv", *WRITTEN_FIELDS]), min_size=1, max_size=3))
    table["layers"] = [{"type": kind, **_entries(draw, WRITTEN_FIELDS[kind], known)} for kind in kinds]
    return copy.deepcopy(table)


def _entries(draw: st.DrawFn, fields: tuple[Field, ...], known: list[str]) -> Table:
    """Draw values for the fields that are needed and for one or two of the others."""
    optional = [field.name for field in fields if not field.required]
    chosen = draw(st.lists(st.sampled_from(optional), unique=True, max_size=2)) if optional else []
    return {f.name: draw(_value(f, known)) for f in fields if f.required or f.name in chosen}


def _value(field: Field, known: list[str]) -> st.SearchStrategy[Any]:
    side = _small(field, known)
    match field.kind:
        case "choice":
            return st.sampled_from(field.choices)
        case "bool":
            return st.booleans()
        case "int":
            return side
        case "float":
            low = field.minimum if field.minimum is not None else -3
            number = st.floats(low, min(low + 4, field.maximum or 4)) | st.just(max(1, int(low)))
            return number | st.just("$amount") if "amount" in known else number
        case "size":
            return side | st.lists(side, min_size=2, max_size=2)
        case "padding":
            pair = st.lists(st.integers(0, 1), min_size=2, max_size=2)
            words = ["same", "full", 0] if isinstance(field.default, str) else [0]
            return st.sampled_from(words) | st.integers(0, 2) | pair | st.lists(pair, min_size=2, max_size=2)
        case "cell":
            return st.just([0, 0])
        case "divisor":
            return st.sampled_from(["sum", 9, 0.5, -2])
        case "bias":
            return NUMBERS | st.lists(NUMBERS, min_size=1, max_size=2)
        case "kernel":
            return kernels(known)
        case "tags":
            return st.lists(WORDS, unique=True, max_size=3)
    assert field.kind == "text", field
    return WORDS


def _small(field: Field, known: list[str]) -> st.SearchStrategy[Any]:
    """Small whole numbers that a field allows, odd ones if any must be."""
    low = int(field.minimum) if field.minimum is not None else 1
    numbers = st.sampled_from([1, 3, 5]) if field.odd else st.integers(low, low + 3)
    references = [f"${name}" for name in ("n", "k_3") if name in known]
    return numbers | st.sampled_from(references) if references else numbers


@st.composite
def kernels(draw: st.DrawFn, known: list[str]) -> Any:
    """Draw rows of numbers of two to four levels, or a family with some of its parameters."""
    levels = draw(st.sampled_from([2, 2, 3, 4, 0, 0]))
    if not levels:
        name = draw(st.sampled_from(list(FAMILIES)))
        return {"family": name, **_entries(draw, FAMILIES[name].parameters, known)}
    cells = NUMBERS | st.sampled_from([f"{sign}${name}" for name in known for sign in ("", "-")]) if known else NUMBERS
    shape = [draw(st.sampled_from([1, 3])) if level > 1 else draw(st.integers(1, 3)) for level in range(levels)]
    return _nested(draw, cells, shape[::-1])


def _nested(draw: st.DrawFn, cells: st.SearchStrategy[Any], shape: list[int]) -> Any:
    return [_nested(draw, cells, shape[1:]) for _ in range(shape[0])] if shape else draw(cells)


ODD: list[Any] = [
    *(0, 1, 2, 3, -1, 4096, 4097, 10**9, 10**400, 0.0, 0.5, 2.0, -1.5, 1e308, float("nan"), float("inf")),
    *(True, False, "", " ", "same", "sum", "both", "keep", "relu", "1", "1/9", "$n", "-$n", "$amount", "$nope"),
    *("--$n", "$", "$ n", "n", "2*$n", "x" * 90, "a\nb", "a\tb", "\x1b[31m", "\u202e", "\u200d", "\U0001f600"),
    *([], [1], [1, 2], [1, 2, 3], [0, 0], [[1, 2], [3, 4]], [[1, 2], [3]], [1, [2]], [[[1]], [[2]]], [[[[[1]]]]]),
    *([True], [[True]], ["a", "b"], ["a", "a"], [""], {}, {"family": "sobel"}, {"family": "nope"}, {"family": 1}),
]
KEYS = sorted({f.name for fields in (PRESET, *WRITTEN_FIELDS.values()) for f in fields} | {"format", "type", "min"})


@st.composite
def slips(draw: st.DrawFn, table: Table) -> Table:
    """Draw what becomes of a preset when one or two values or keys in it are changed, added, renamed or left out."""
    table = copy.deepcopy(table)
    for _ in range(draw(st.integers(1, 2))):
        *path, key = draw(st.sampled_from(_places(table)[1:]))
        around = reduce(operator.getitem, path, table)
        odd = copy.deepcopy(draw(st.sampled_from(ODD)))
        match draw(st.sampled_from(["leave out", "add", "rename", "nest", "twice", "replace", "replace", "replace"])):
            case "leave out" if len(table) > 1:
                around.pop(key)
            case "add" if isinstance(around, dict):
                around[draw(st.sampled_from([*KEYS, "foo", "Kernel", "", "a b"]))] = odd
            case "rename" if isinstance(around, dict):
                around[draw(st.sampled_from(KEYS))] = around.pop(key)
            case "nest":
                around[key] = [around[key]]
            case "twice" if isinstance(around, list):
                around.append(copy.deepcopy(around[key]))
            case _:
                around[key] = odd
    return table


def _places(value: object, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, part in inner for place in _places(part, (*at, key)))]


def as_toml(table: Table) -> str:
    """Write a table as TOML, each of its keys on a line or more."""
    return "\n".join(f"{_text(key)} = {_toml(part)}" for key, part in table.items())


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{_text(key)} = {_toml(part)}" for key, part in value.items()) + "}"
        case list():
            return "[" + ",\n".join(map(_toml, value)) + "]"
        case str():
            return _text(value)
        case int():
            return hex(value) if value > 1 << 64 else str(value)
        case _:
            return repr(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # TOML has no pairs of surrogates
