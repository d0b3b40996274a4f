"""Cards: a PNG that shows what a preset does to a picture, and carries the preset inside."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from imgconv.errors import ImgconvWarning, PresetError
from imgconv.fonts import font_for, unshown
from imgconv.image import Image
from imgconv.preset.model import Preset
from imgconv.preset.nearest import quoted
from imgconv.preset.reader import MAX_BYTES
from imgconv.preset.writer import preset_to_toml
from imgconv.sharing.display import picture, shrunk
from imgconv.sharing.png_text import with_png_text

if TYPE_CHECKING:
    import PIL.Image
    import PIL.ImageDraw

SIDE: Final = 480
"""The longest side of a picture on a card, in pixels."""

_MARGIN: Final = 24
_GAP: Final = 12
_PAPER, _INK, _FADED = (250, 249, 246), (33, 33, 36), (110, 110, 116)
_MAX_LINES: Final = 3
_WIDE: Final = r"\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
_PIECE = re.compile(rf"\s*(?:[{_WIDE}]|[^\s{_WIDE}]+)")
"""What a line is broken between: words, and the signs of scripts that are written without blanks."""


@dataclass(frozen=True)
class _Line:
    text: str
    size: int
    color: tuple[int, int, int]

    @property
    def height(self) -> int:
        return round(self.size * 1.45)


def make_card(preset: Preset, image: Image) -> bytes:
    """Draw a card.

    Parameters
    ----------
    preset : Preset
        With the values that it is to be shared with.
    image : Image
        What to show it on; shrunk to 480 pixels first.

    Returns
    -------
    bytes
        A PNG: the picture before and after, the name, author and parameters, and the preset's canonical text in an
        iTXt chunk with the keyword "imgconv".

    Raises
    ------
    ImgconvError
        If the preset does not fit the image.
    """
    if hidden := "".join(map(unshown, [preset.name, *(line.text for line in _told(preset))])):
        warnings.warn(
            f"no font of this computer shows {quoted(hidden)}: the card has boxes there; the preset inside is whole",
            ImgconvWarning,
            stacklevel=2,
        )
    text = preset_to_toml(preset)
    if len(text.encode()) > MAX_BYTES:
        raise PresetError(f"a preset of {len(text.encode()):,} bytes is too long to be shared (at most {MAX_BYTES:,})")
    before = shrunk(image, SIDE)
    after = picture(preset.apply(before))
    return with_png_text(_png(_drawn(preset, picture(before), after)), text)


def _drawn(preset: Preset, before: PIL.Image.Image, after: PIL.Image.Image) -> PIL.Image.Image:
    import PIL.Image
    import PIL.ImageDraw

    column = max(before.width, after.width, 240)
    width = 2 * column + 3 * _MARGIN
    scratch = PIL.ImageDraw.Draw(PIL.Image.new("RGB", (1, 1)))
    head = _fitted(scratch, [_Line(preset.name, 30, _INK)], width - 2 * _MARGIN, 1)
    body = _fitted(scratch, _told(preset), width - 2 * _MARGIN, _MAX_LINES)
    top = _MARGIN + sum(line.height for line in head) + _GAP
    pictures = max(before.height, after.height)
    caption = _Line("", 15, _FADED)
    below = top + pictures + caption.height + _GAP
    card = PIL.Image.new("RGB", (width, below + sum(line.height for line in body) + _MARGIN), _PAPER)
    draw = PIL.ImageDraw.Draw(card)
    _write(draw, head, _MARGIN)
    for left, shown, word in ((_MARGIN, before, "before"), (column + 2 * _MARGIN, after, "after")):
        card.paste(shown, (left, top))
        draw.text((left, top + shown.height + 3), word, fill=caption.color, font=font_for(word, caption.size))
    _write(draw, body, below)
    return card


def _told(preset: Preset) -> list[_Line]:
    lines = [_Line(preset.description.replace("\n", " "), 18, _INK)] if preset.description else []
    values = [
        f"{parameter.label or parameter.name} {preset.values[parameter.name]:.6g}" for parameter in preset.parameters
    ]
    if values:
        lines.append(_Line(" · ".join(values), 18, _INK))
    by = " · ".join(part for part in (preset.author and f"by {preset.author}", preset.license) if part)
    hint = "This picture carries the preset: imgconv apply photo.jpg result.jpg --preset card.png"
    return [*lines, *([_Line(by, 15, _FADED)] if by else []), _Line(hint, 15, _FADED)]


def _fitted(draw: PIL.ImageDraw.ImageDraw, lines: list[_Line], width: int, most: int) -> list[_Line]:
    """Break lines so that they fit a width, and end with dots what takes more than `most` lines."""
    fitted = []
    for line in lines:
        font = font_for(line.text, line.size)
        parts = [""]
        for piece in _PIECE.findall(line.text):
            longer = (parts[-1] + piece).lstrip()
            if draw.textlength(longer, font=font) <= width or not parts[-1]:
                parts[-1] = longer
            else:
                parts.append(piece.lstrip())
        if len(parts) > most:
            parts = [*parts[: most - 1], f"{parts[most - 1]} ..."]
        fitted += [_Line(_cut(draw, part, line.size, width), line.size, line.color) for part in parts]
    return fitted


def _cut(draw: PIL.ImageDraw.ImageDraw, text: str, size: int, width: int) -> str:
    while len(text) > 1 and draw.textlength(text, font=font_for(text, size)) > width:
        text = text.removesuffix("...")[:-1].rstrip() + "..."
    return text


def _write(draw: PIL.ImageDraw.ImageDraw, lines: list[_Line], top: int) -> None:
    for line in lines:
        draw.text((_MARGIN, top), line.text, fill=line.color, font=font_for(line.text, line.size))
        top += line.height


def _png(card: PIL.Image.Image) -> bytes:
    file = io.BytesIO()
    card.save(file, "PNG", optimize=True)
    return file.getvalue()
