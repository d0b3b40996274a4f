"""Layers as a preset writes them: plain numbers and words, with references to parameters still in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from imgconv.errors import ImgconvError, PresetError
from imgconv.fields import Field
from imgconv.kernels import FAMILIES, Kernel, family
from imgconv.layers import LAYERS, Layer
from imgconv.preset.nearest import quoted, unknown
from imgconv.rational import Number, short

Values: TypeAlias = Mapping[str, Number]

PARAMETER_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_REFERENCE = re.compile(r"(-?)\$(.*)", re.DOTALL)


@dataclass(frozen=True)
class FamilyCall:
    """A kernel given as a family with its parameters.

    Attributes
    ----------
    family : str
        One of `imgconv.kernels.FAMILIES`.
    arguments : tuple of (str, value)
        In the order of the family's parameters; numbers, words, references, or pairs of them.
    """

    family: str
    arguments: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class WrittenLayer:
    """A layer as it stands in a preset; make one with `written_layer`.

    Attributes
    ----------
    type : str
        One of `imgconv.layers.LAYERS`.
    values : tuple of (str, value)
        In the order of the layer's table, without those that say what holds by default. A value is a number, a word,
        a truth value, a reference, nested tuples of them, or a `FamilyCall`.
    """

    type: str
    values: tuple[tuple[str, Any], ...]

    def build(self, settings: Values) -> Layer:
        """Make the layer with references replaced by the values of the parameters.

        Raises
        ------
        ImgconvError
            If a reference names no parameter, or the layer cannot have such a value.
        """
        layer = LAYERS[self.type]
        described = {field.name: field for field in layer.FIELDS}
        built = {name: _built(described[name], value, settings) for name, value in self.values}
        return layer(**built)

    def references(self) -> set[str]:
        """Return the names of the parameters that the layer refers to."""
        found: set[str] = set()

        def note(name: str) -> Number:
            found.add(name)
            return 1

        for _, value in self.values:
            arguments = [v for _, v in value.arguments] if isinstance(value, FamilyCall) else [value]
            for argument in arguments:
                _replaced(argument, note)
        return found


def written_layer(kind: str, values: Mapping[str, Any]) -> WrittenLayer:
    """Put a layer's values into the one form they are compared and written in.

    Parameters
    ----------
    kind : str
        The layer's type.
    values : mapping
        As read: lists or tuples, numbers, words; a kernel may be a mapping with the key "family".

    Raises
    ------
    PresetError
        If the type or a key is unknown, or a key is missing.
    """
    if not isinstance(kind, str) or kind not in LAYERS:
        raise PresetError(unknown(kind, LAYERS, "type"))
    fields = LAYERS[kind].FIELDS
    ordered = []
    check_keys(values, [field.name for field in fields])
    for field in fields:
        if field.name not in values:
            if field.required:
                raise PresetError(f'"{field.name}" is missing; {field.help[:1].lower()}{field.help[1:].rstrip(".")}')
            continue
        value = _frozen(values[field.name])
        if isinstance(value, Mapping):
            value = _family_call(field, value)
        if type(value) is not type(field.default) or value != field.default:
            ordered.append((field.name, value))
    return WrittenLayer(kind, tuple(ordered))


def check_keys(table: Mapping[str, Any], known: list[str]) -> None:
    """Refuse a key that is not known.

    Raises
    ------
    PresetError
        With the nearest known one.
    """
    for key in table:
        if key not in known:
            raise PresetError(unknown(key, known, "key"))


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value


def _family_call(field: Field, table: Mapping[str, Any]) -> FamilyCall:
    if field.kind != "kernel":
        raise PresetError(f"{field.name}: a table stands where {field.help[:1].lower()}{field.help[1:]}")
    arguments = {key: _frozen(value) for key, value in table.items()}
    name = arguments.pop("family", None)
    if name is None:
        raise PresetError('kernel: "family" is missing in the table; write { family = "gaussian", sigma = 1.5 }')
    if not isinstance(name, str) or name not in FAMILIES:
        raise PresetError(unknown(name, FAMILIES, "kernel: family"))
    known = [parameter.name for parameter in FAMILIES[name].parameters]
    for key in arguments:
        if key not in known:
            raise PresetError(unknown(key, known, f"kernel: {name}: key"))
    return FamilyCall(name, tuple((key, arguments[key]) for key in known if key in arguments))


def _built(field: Field, value: Any, settings: Values) -> Any:
    if isinstance(value, FamilyCall):
        described = {parameter.name: parameter for parameter in FAMILIES[value.family].parameters}
        arguments = {k: _resolved(described[k], v, settings) for k, v in value.arguments}
        try:
            return family(value.family, **arguments)
        except ImgconvError as error:
            raise PresetError(f"kernel: {error}") from None
    return field.check(_resolved(field, value, settings))


def _resolved(field: Field, value: Any, settings: Values) -> Any:
    """Replace references, where the field can hold a number at all."""

    def number(name: str) -> Number:
        if field.kind in {"bool", "choice"} and not all(isinstance(choice, int) for choice in field.choices or ("",)):
            raise PresetError(f"{field.name}: write {field.allowed()}; a parameter's number cannot stand here")
        if name not in settings:
            raise PresetError(f"{field.name}: {unknown(name, settings, 'parameter')}")
        return settings[name]

    found = _replaced(value, number)
    if field.kind == "kernel":
        _refuse_texts(found)
    return found


def _replaced(value: Any, number: Callable[[str], Number]) -> Any:
    if isinstance(value, tuple):
        return tuple(_replaced(each, number) for each in value)
    reference = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
    if reference is None:
        return value
    found = number(reference[2])
    return -found if reference[1] else found


def _refuse_texts(cells: Any) -> None:
    """Say what to write instead of a text such as "1/9" in a kernel."""
    if isinstance(cells, tuple):
        for cell in cells:
            _refuse_texts(cell)
    elif isinstance(cells, str):
        raise PresetError(
            f'kernel: {quoted(cells)} is a text; write numbers, or a parameter as "$name" '
            "(for ninths, whole numbers and divisor = 9)"
        )
    elif isinstance(cells, Kernel | Mapping):
        raise PresetError(f"kernel: {short(cells)} is not a number")
