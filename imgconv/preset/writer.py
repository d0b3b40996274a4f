"""From a preset to the one text that stands for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from imgconv.preset.fields import FORMAT, PARAMETER, PRESET
from imgconv.preset.model import Preset
from imgconv.preset.written import FamilyCall

_WIDTH: Final = 100
_CHUNK: Final = 90
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}


def preset_to_toml(preset: Preset) -> str:
    """Write a preset in its canonical form.

    What holds by default is left out, keys have one order, and the values that are set become the defaults of their
    parameters: who reads the text gets the same pixels.

    Parameters
    ----------
    preset : Preset
        Any.

    Returns
    -------
    str
        TOML that `read_preset` reads back as ``preset.tuned()``, and that is written again as the same text.
    """
    return "\n".join([*_head(preset), *_parameters(preset), *_layers(preset), ""])


def _head(preset: Preset) -> Iterator[str]:
    yield f"format = {FORMAT}"
    for field in PRESET:
        value = getattr(preset, field.name)
        if field.required or value != field.default:
            yield from _entry(field.name, value)


def _parameters(preset: Preset) -> Iterator[str]:
    for parameter in preset.parameters:
        told = {
            "default": preset.values[parameter.name],
            "min": parameter.minimum,
            "max": parameter.maximum,
            "step": parameter.step,
            "type": parameter.kind,
            "label": parameter.label,
        }
        yield ""
        yield f"[parameters.{parameter.name}]"
        for field in PARAMETER:
            if field.required or told[field.name] != field.default:
                yield from _entry(field.name, told[field.name])


def _layers(preset: Preset) -> Iterator[str]:
    for layer in preset.layers:
        yield ""
        yield "[[layers]]"
        yield f'type = "{layer.type}"'
        for name, value in layer.values:
            yield from _entry(name, value)


def _entry(key: str, value: Any) -> Iterator[str]:
    head = f"{key} = "
    line = head + _inline(value) if _is_small(value) else ""
    if line and len(line) <= _WIDTH:
        yield line
    elif isinstance(value, str):
        yield from _long_text(key, value)
    elif isinstance(value, FamilyCall):
        yield head + _inline(value)
    else:
        yield f"{head}["
        yield from _rows(value, 1)
        yield "]"


def _is_small(value: Any) -> bool:
    return not isinstance(value, tuple) or (len(value) <= _WIDTH and all(map(_is_small, value)))


def _rows(values: tuple[Any, ...], depth: int) -> Iterator[str]:
    """Write the entries of an array that needs several lines."""
    indent = "  " * depth
    if not any(isinstance(value, tuple) for value in values):
        yield from _filled(values, indent)
        return
    for value in values:
        line = indent + _inline(value) + "," if _is_small(value) else ""
        if line and len(line) <= _WIDTH:
            yield line
        else:
            yield f"{indent}["
            yield from _rows(value, depth + 1)
            yield f"{indent}],"


def _filled(values: tuple[Any, ...], indent: str) -> Iterator[str]:
    line = indent
    for value in values:
        part = f"{_inline(value)},"
        if line != indent and len(line) + len(part) > _WIDTH:
            yield line.rstrip()
            line = indent
        line += part + " "
    yield line.rstrip()


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, FamilyCall):
        pairs = [("family", value.family), *value.arguments]
        return "{ " + ", ".join(f"{key} = {_inline(each)}" for key, each in pairs) + " }"
    return repr(value)


def _quoted(text: str) -> str:
    return f'"{"".join(_ESCAPES.get(c, c) for c in text)}"'


def _long_text(key: str, text: str) -> Iterator[str]:
    """Write a text over several lines; a backslash at a line's end joins it to the next."""
    yield f'{key} = """\\'
    while text:
        end = text.rfind(" ", 0, _CHUNK) + 1 if len(text) > _CHUNK else len(text)
        end = end or _CHUNK
        chunk = "".join(_ESCAPES.get(c, c) for c in text[:end])
        # White space after a joined line break would be swallowed.
        if chunk[0] == " ":
            chunk = "\\u0020" + chunk[1:]
        yield chunk + "\\"
        text = text[end:]
    yield '"""'
