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
    "blur": ("Blur", "Weights that sum to 1 and are nowhere below 0: averages, which brighten and darken nothing."),
    "sharpen": ("Sharpen", "What a blur takes away is added once more. Weights sum to 1, and some are negative."),
    "edge": ("Edges", "Weights that sum to 0: flat areas come out black, or grey where both signs are shown."),
    "emboss": ("Emboss and relief", "Differences along one direction, shown as light from that side."),
    "detail": ("Detail", "How much there is to see around every pixel, and at which size."),
    "texture": (
        "Texture and features",
        "Answers to stripes, spots, lines and textures, as a network learns them.",
    ),
    "multichannel": ("Colour and channels", "Kernels of four levels, whose outputs mix the channels of the input."),
    "network": ("Small networks", "Several layers as in a convolutional network: convolution, activation, pooling."),
    "teaching": ("Teaching", "One idea each: a shift, a stride, a dilation, a border, a receptive field."),
}
HEAD = """# The presets

{count} presets come with imgconv. Each picture below is the result at the preset's defaults, on NASA's portrait of
Eileen Collins (public domain):

<img src="presets/original.jpg" width="224" alt="the picture without a filter">

Below each name stand its parameters with their defaults and ranges. One is used by its name:

```sh
imgconv apply photo.jpg result.jpg --preset unsharp-mask --set sigma=3     # one photograph
imgconv batch photos filtered --preset soft-focus                         # a folder of them
imgconv presets show gabor-bank                                           # kernels, sums, ranks and shapes
imgconv presets card sepia photo.jpg card.png                             # a picture that carries the preset
```

```python
imgconv.load_preset("unsharp-mask", sigma=3).apply(imgconv.read("photo.jpg"))
```

In the window they are in *Presets*, with a slider for each parameter. The files are in [presets/](../presets), free for
any use (CC0-1.0); [preset-format.md](preset-format.md) tells how to write your own.

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
    """Return the text of the page: a list of the families, and a table for each."""
    members = {family: [name for name in presets if family_of(presets[name]) == family] for family in FAMILIES}
    parts = [HEAD.format(count=len(presets)) + "".join(contents(members))]
    for family, (title, about) in FAMILIES.items():
        table = "".join(rows({name: presets[name] for name in members[family]}))
        parts.append(f"## {title}\n\n{about}\n\n<table>\n{table}</table>\n")
    return "\n".join(parts)


def contents(members: dict[str, list[str]]) -> Iterator[str]:
    """Yield a line for each family, with the names of its presets."""
    for family, (title, _) in FAMILIES.items():
        anchor = title.lower().replace(" ", "-")
        yield f"- [{title}](#{anchor}): {', '.join(members[family])}\n"


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
    """Return the cell of a preset: its picture, name, description and parameters."""
    settings = "".join(
        f"<br><code>{p.name}</code> = {p.default:g}, {p.minimum:g} to {p.maximum:g}" for p in preset.parameters
    )
    head = f'<a href="../presets/{name}.toml"><b>{name}</b></a>'
    return (
        f'<td valign="top" width="{SIDE}"><img src="presets/{name}.jpg" width="{SIDE}" alt="{preset.name}"><br>'
        f"{head}<br>{preset.description}{settings}</td>\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
