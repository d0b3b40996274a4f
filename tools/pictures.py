"""Write the pictures of the documentation into a folder: `python tools/pictures.py docs/images`.

They are made of a photograph that scikit-image's wheel carries (see samples.py), by imgconv itself.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from samples import photograph_folder

from imgconv.borders import PaddingMode, Source, gather
from imgconv.preset import load_preset

PHOTOGRAPH = "chelsea.png"  # by Stéfan van der Walt, CC0
FACE = (128, 62, 272, 158)
"""Left, top, right and bottom of the part that shows the padding modes."""
AROUND = 60
"""Pixels of padding on every side of it: less than the part has, so that a whole turn does not hide the mode."""
GAP = 6
FRAME = (255, 214, 10)

Pixels = NDArray[np.uint8]


def main(arguments: list[str]) -> int:
    """Write every picture into the folder named."""
    folder = Path(*arguments)
    folder.mkdir(parents=True, exist_ok=True)
    with Image.open(photograph_folder() / PHOTOGRAPH) as file:
        photograph = file.convert("RGB")
    save(strip(np.asarray(photograph)), folder / "before-after-edges.jpg")
    for mode in PaddingMode:
        save(framed(np.asarray(photograph.crop(FACE)), mode), folder / f"padding-{mode}.jpg")
    return 0


def strip(photograph: Pixels) -> Pixels:
    """Return a photograph, the same sharpened, and its edges, side by side."""
    from imgconv.image import Image as Pixelled

    original = Pixelled(photograph)
    results = [load_preset("unsharp-mask", sigma=2.0, amount=1.6), load_preset("sobel")]
    gap = np.full((photograph.shape[0], GAP, 3), 255, np.uint8)
    shown = [photograph, *(preset.apply(original).pixels for preset in results)]
    return np.hstack([shown[0], *(part for pixels in shown[1:] for part in (gap, pixels))])


def framed(photograph: Pixels, mode: PaddingMode) -> Pixels:
    """Return a photograph with what `mode` puts around it, and a thin frame where the one ends and the other begins."""
    height, width = photograph.shape[:2]
    padded = np.empty((height + 2 * AROUND, width + 2 * AROUND, 3), np.uint8)
    region = ((-AROUND, height + AROUND), (-AROUND, width + AROUND))
    gather(padded, Source(photograph, (height, width)), region, mode)
    top, left, bottom, right = AROUND - 1, AROUND - 1, AROUND + height, AROUND + width
    padded[[top, bottom], left : right + 1] = FRAME
    padded[top : bottom + 1, [left, right]] = FRAME
    return padded


def save(pixels: Pixels, path: Path) -> None:
    """Write a JPEG that is small and shows no trace of it."""
    Image.fromarray(pixels).save(path, quality=90, subsampling="4:4:4", optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
