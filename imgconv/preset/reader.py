"""From the text of a preset to the preset, without trusting the text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, Final

from imgconv.errors import ImgconvError, PresetError
from imgconv.fields import Field
from imgconv.preset.fields import FORMAT, MAX_LAYERS, MAX_PARAMETERS, PARAMETER, PRESET
from imgconv.preset.hints import hint
from imgconv.preset.model import Preset
from imgconv.preset.nearest import quoted
from imgconv.preset.written import WrittenLayer, check_keys, written_layer
from imgconv.rational import short

MAX_BYTES: Final = 256 * 1024
MAX_LINE: Final = 1024
"""Bytes a line: the parser's time grows with the square of a line's length."""

MAX_PARTS: Final = 32
"""Parts of a dotted key: the parser's time grows with the square of their number, too."""


def read_preset(text: str | bytes, source: str = "preset") -> Preset:
    """Read a preset.

    Parameters
    ----------
    text : str or bytes
        TOML, UTF-8; at most 256 KB, and 1 KB a line.
    source : str
        Named at the head of every message: the file, or where else the text came from.

    Raises
    ------
    PresetError
        If the text is no valid preset; the message names the source, the table and what would be right.
    """
    try:
        return _preset(_parsed(_decoded(text)))
    except ImgconvError as error:
        raise PresetError(f"{source}: {error}") from None


def _decoded(text: str | bytes) -> str:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MAX_BYTES:
        raise PresetError(f"{len(data):,} bytes are too long for a preset; at most {MAX_BYTES:,}")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise PresetError("the text is UTF-16; save it as UTF-8")
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PresetError(f"byte {error.start:,} is not UTF-8; save the file as UTF-8 text") from None
    for number, line in enumerate(decoded.split("\n"), start=1):
        if len(line) > MAX_LINE or len(line.encode()) > MAX_LINE:
            raise PresetError(f"line {number} is longer than {MAX_LINE:,} bytes; break it up, an array may span lines")
        if line.count(".") >= MAX_PARTS and _most_parts(line) > MAX_PARTS:
            raise PresetError(f"line {number}: a key of over {MAX_PARTS} parts; a preset has none of more than two")
    return decoded


def _most_parts(line: str) -> int:
    """Return how many words at most are joined by dots; numbers in an array have commas between them."""
    most = run = 0
    for part in line.split("."):
        run = run + 1 if part.strip(" \t\"'").replace("-", "_").isidentifier() else 0
        most = max(most, run)
    return most


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise PresetError("not a preset: arrays or tables are nested too deep") from None
    except ValueError as error:  # TOMLDecodeError is one, and so is what a date such as 2024-02-31 gives
        raise PresetError(hint(text, str(error))) from None


def _preset(table: dict[str, Any]) -> Preset:
    _check_format(table.pop("format", None))
    for key, value in table.items():
        if isinstance(value, Mapping) and "default" in value and key != "parameters":
            raise PresetError(f"{quoted(key)} is no table of a preset; a parameter is written [parameters.NAME]")
    check_keys(table, [*(field.name for field in PRESET), "parameters", "layers"])
    parameters = _parameters(table.pop("parameters", {}))
    layers = _layers(table.pop("layers", None))
    if "name" not in table:
        raise PresetError('"name" is missing; what do people call it?')
    return Preset(**table, parameters=parameters, layers=layers)


def _check_format(version: object) -> None:
    if version is None:
        raise PresetError(f'"format" is missing; a preset begins with format = {FORMAT}')
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise PresetError(f"format: {short(version)} is not a version; write format = {FORMAT}")
    if version > FORMAT:
        raise PresetError(
            f"format: {short(version)} is newer than this imgconv reads ({FORMAT}); "
            "upgrade imgconv, for example with: pip install --upgrade imgconv"
        )


def _parameters(table: object) -> tuple[Field, ...]:
    if not isinstance(table, Mapping):
        raise PresetError(f"parameters: {short(table)} is not a table; write [parameters.NAME]")
    if len(table) > MAX_PARAMETERS:
        raise PresetError(f"parameters: {len(table)} are too many; at most {MAX_PARAMETERS}")
    return tuple(_parameter(name, entry) for name, entry in table.items())


def _parameter(name: str, table: object) -> Field:
    try:
        if isinstance(table, list) and any(isinstance(each, Mapping) for each in table):
            raise PresetError("it is a list of tables; write [parameters.NAME], with one bracket on both sides")
        if not isinstance(table, Mapping):
            raise PresetError(f"{short(table)} is not a table; write [parameters.NAME] and default = 1 below it")
        check_keys(table, [field.name for field in PARAMETER])
        if "default" not in table:
            raise PresetError('"default" is missing')
        told = {field.name: field.check(table.get(field.name, field.default)) for field in PARAMETER}
    except ImgconvError as error:
        raise PresetError(f"parameter {quoted(name)}: {error}") from None
    return Field(
        name,
        told["type"],
        told["default"],
        minimum=told["min"],
        maximum=told["max"],
        step=told["step"],
        label=told["label"],
    )


def _layers(tables: object) -> tuple[WrittenLayer, ...]:
    if tables is None or tables == []:
        raise PresetError('there is no layer; write [[layers]] and type = "conv" below it')
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        raise PresetError("layers: not a list of tables; write [[layers]] with two brackets")
    if len(tables) > MAX_LAYERS:
        raise PresetError(f"layers: {len(tables)} are too many; at most {MAX_LAYERS}")
    return tuple(_layer(number, table) for number, table in enumerate(tables, start=1))


def _layer(number: int, table: Mapping[str, Any]) -> WrittenLayer:
    values = dict(table)
    kind = values.pop("type", None)
    if kind is None:
        raise PresetError(f'layer {number}: "type" is missing; write type = "conv"')
    where = f"layer {number}" + (f" ({kind})" if isinstance(kind, str) and kind.isidentifier() else "")
    try:
        return written_layer(kind, values)
    except ImgconvError as error:
        raise PresetError(f"{where}: {error}") from None
