"""Write docs/presets.md: every preset that comes with imgconv, with a picture of what it does.

Usage: python tools/gallery.py [--page-only]
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import PIL.Image
import skimage

from imgconv.image import Image
from imgconv.preset import Preset, list_presets
from imgconv.sharing.display import picture

DOCS = Path(__file__).resolve().parent.parent / "docs"
PICTURES = DOCS / "presets"
SIDE = 224
COLUMNS = 4
FAMILIES = {
    "blur": "Blur",
    "sharpen": "Sharpen",
    "edge": "Edges",
    "emboss": "Emboss and relief",
    "detail": "Detail",
    "texture": "Texture and features",
    "multichannel": "Colour and channels",
    "network": "Small networks",
    "teaching": "Teaching",
}
HEAD = """# The presets

These come with imgconv. Use one by its name, `imgconv apply photo.jpg result.jpg --preset unsharp-mask`, and turn its
parameters with `--set sigma=3`. `imgconv presets show NAME` prints kernels and numbers. The files are in
[presets/](../presets), free for any use (CC0-1.0); [preset-format.md](preset-format.md) tells how to write your own.

The picture is NASA's portrait of Eileen Collins (public domain), as it is:

<img src="presets/original.jpg" width="224" alt="the picture without a filter">
"""


def main(arguments: list[str]) -> int:
    """Write the page, and the pictures unless told not to."""
    presets = {entry.name: entry.load() for entry in list_presets() if entry.origin == "shipped"}
    if "--page-only" not in arguments:
        write_pictures(presets)
    (DOCS / "presets.md").write_text(page(presets), encoding="utf-8", newline="\n")
    return 0


def write_pictures(presets: dict[str, Preset]) -> None:
    """Filter the photograph with each preset at its defaults."""
    PICTURES.mkdir(exist_ok=True)
    with PIL.Image.open(Path(skimage.__file__).parent / "data" / "astronaut.png") as file:
        small = file.convert("RGB").resize((SIDE, SIDE), PIL.Image.Resampling.LANCZOS)
    original = Image(np.asarray(small))
    save(original, "original")
    for name, preset in presets.items():
        save(preset.apply(original), name)


def save(image: Image, name: str) -> None:
    """Save a result; one with fewer pixels is enlarged so that each of them is seen."""
    shown = picture(image)
    if shown.size != (SIDE, SIDE):
        shown = shown.resize((SIDE, SIDE), PIL.Image.Resampling.NEAREST)
    shown.save(PICTURES / f"{name}.jpg", quality=82, optimize=True)


def page(presets: dict[str, Preset]) -> str:
    """Return the text of the page: a table for each family."""
    parts = [HEAD]
    for family, title in FAMILIES.items():
        members = {name: preset for name, preset in presets.items() if family_of(preset) == family}
        parts.append(f"## {title}\n\n<table>\n{''.join(rows(members))}</table>\n")
    return "\n".join(parts)


def family_of(preset: Preset) -> str:
    """Return the family that a preset is listed under: the first of its tags that names one, teaching first of all."""
    if "teaching" in preset.tags:
        return "teaching"
    return next(tag for tag in preset.tags if tag in FAMILIES)


def rows(presets: dict[str, Preset]) -> Iterator[str]:
    """Yield the rows of a table."""
    cells = [cell(name, preset) for name, preset in presets.items()]
    for start in range(0, len(cells), COLUMNS):
        yield f"<tr>\n{''.join(cells[start : start + COLUMNS])}</tr>\n"


def cell(name: str, preset: Preset) -> str:
    """Return the cell of a preset."""
    settings = "".join(
        f"<br><code>{p.name}</code> {p.default:g} ({p.minimum:g} to {p.maximum:g})" for p in preset.parameters
    )
    return (
        f'<td valign="top" width="{SIDE}"><img src="presets/{name}.jpg" width="{SIDE}" alt="{preset.name}"><br>'
        f"<b>{name}</b><br>{preset.description}{settings}</td>\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
