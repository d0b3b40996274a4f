"""Layers as a preset writes them: plain numbers and words, with references to parameters still in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias

from imgconv.errors import ImgconvError, PresetError
from imgconv.fields import Field
from imgconv.kernels import FAMILIES, Kernel, family
from imgconv.layers import LAYERS, WRITTEN_FIELDS, ChainedBlend, Conv, Layer
from imgconv.preset.fields import PRESET
from imgconv.preset.nearest import quoted, unknown
from imgconv.rational import Number, short

Values: TypeAlias = Mapping[str, Number]

MAX_WEIGHTS: Final = 1 << 20
"""Weights of all kernels of a preset together: one of 1,024 a side is ready in a fraction of a second."""

PARAMETER_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_HEAD: Final = frozenset(each.name for each in PRESET)
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
    _last: tuple[object, Layer] | None = field(default=None, init=False, compare=False, repr=False)
    """The values of the parameters it was made with last, and the layer: a slider moves one of many layers."""

    def build(self, settings: Values, room: int = MAX_WEIGHTS) -> Layer:
        """Make the layer with references replaced by the values of the parameters.

        Parameters
        ----------
        settings : mapping of str to number
            The value of each parameter.
        room : int
            How many weights a kernel may have; a family with more is refused before it is made.

        Raises
        ------
        ImgconvError
            If a reference names no parameter, or the layer cannot have such a value.
        """
        used = tuple((name, type(settings.get(name)), settings.get(name)) for name in sorted(self.references))
        if self._last is not None and self._last[0] == used and weights_of(self._last[1]) <= room:
            return self._last[1]
        fields = {each.name: each for each in WRITTEN_FIELDS[self.type]}
        layer = ChainedBlend if any(name == "back" for name, _ in self.values) else LAYERS[self.type]
        built = {name: _built(fields[name], value, settings, room) for name, value in self.values}
        made = layer(**built)
        object.__setattr__(self, "_last", (used, made))
        return made

    @cached_property
    def references(self) -> frozenset[str]:
        """The names of the parameters that the layer refers to."""
        found: set[str] = set()

        def note(name: str) -> Number:
            found.add(name)
            return 1

        for _, value in self.values:
            arguments = [v for _, v in value.arguments] if isinstance(value, FamilyCall) else [value]
            for argument in arguments:
                _replaced(argument, note)
        return frozenset(found)

    def resolved(self, settings: Values) -> WrittenLayer:
        """Return the layer with numbers in the place of references.

        Parameters
        ----------
        settings : mapping of str to number
            The value of each parameter.
        """
        values: dict[str, Any] = {}
        for name, value in self.values:
            if isinstance(value, FamilyCall):
                arguments = {key: _replaced(each, settings.__getitem__) for key, each in value.arguments}
                values[name] = {"family": value.family, **arguments}
            else:
                values[name] = _replaced(value, settings.__getitem__)
        return written_layer(self.type, values)

    def __getstate__(self) -> tuple[str, tuple[tuple[str, Any], ...]]:
        """Leave the layer made last behind: it may hold millions of bytes, and another process makes it again."""
        return self.type, self.values

    def __setstate__(self, state: tuple[str, tuple[tuple[str, Any], ...]]) -> None:
        self.__init__(*state)  # type: ignore[misc]


def weights_of(layer: Layer) -> int:
    """Return how many weights a layer holds."""
    return layer.kernel.weights.size if isinstance(layer, Conv) else 0


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
    fields = WRITTEN_FIELDS[kind]
    ordered = []
    check_keys(values, [known.name for known in fields])
    for known in fields:
        if known.name not in values:
            if known.required:
                raise PresetError(f'"{known.name}" is missing; {known.help[:1].lower()}{known.help[1:].rstrip(".")}')
            continue
        value = _frozen(values[known.name])
        if isinstance(value, Mapping):
            value = _family_call(known, value)
        if type(value) is not type(known.default) or value != known.default:
            ordered.append((known.name, value))
    return WrittenLayer(kind, tuple(ordered))


def check_keys(table: Mapping[str, Any], known: list[str]) -> None:
    """Refuse a key that is not known.

    Raises
    ------
    PresetError
        With the nearest known one, or where the key belongs.
    """
    for key in table:
        if key in _HEAD and key not in known:
            raise PresetError(f"{quoted(key)} belongs at the head of the preset, above the first line in brackets")
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


def _built(field: Field, value: Any, settings: Values, room: int) -> Any:
    if not isinstance(value, FamilyCall):
        return field.check(_resolved(field, value, settings))
    called = FAMILIES[value.family]
    described = {parameter.name: parameter for parameter in called.parameters}
    arguments = {k: _resolved(described[k], v, settings) for k, v in value.arguments}
    try:
        weights = called.weights(**arguments)
        if weights > room:
            raise ImgconvError(
                f"{value.family}: its {weights:,} weights are too many; all kernels of a preset together have at most "
                f"{MAX_WEIGHTS:,}"
            )
        return family(value.family, **arguments)
    except ImgconvError as error:
        raise PresetError(f"kernel: {error}") from None


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
        if isinstance(found, str):
            raise PresetError(
                f"kernel: {quoted(found)} is a text; write rows of numbers, such as [[1, 2], [3, 4]], or a family, "
                'such as { family = "gaussian", sigma = 1.5 }'
            )
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
