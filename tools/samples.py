"""Write real, freely licensed photographs into a folder: `python tools/samples.py samples`.

They come from the files that scikit-image's wheel carries, so nothing is downloaded. Together they show what the
batch command has to cope with: colour and grey, 8 and 16 bits, 64 x 48 pixels and 12 megapixels, sub-folders.
"""

import importlib.util
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

NOTICE = "LICENSES.txt"


@dataclass(frozen=True)
class Sample:
    """One photograph: where it goes, which file of scikit-image it is, and who gave it to the public."""

    name: str
    source: str
    credit: str
    change: Callable[[Image.Image], Image.Image] | None = None


def enlarge(photograph: Image.Image) -> Image.Image:
    """Return the middle of the picture in the proportions 4:3, resampled to 12 megapixels."""
    height = photograph.width * 3 // 4
    top = (photograph.height - height) // 2
    middle = photograph.crop((0, top, photograph.width, top + height))
    return middle.resize((4000, 3000), Image.Resampling.LANCZOS)


def eye(photograph: Image.Image) -> Image.Image:
    """Return a 64 x 48 detail of the cat's face."""
    return photograph.crop((148, 88, 212, 136))


def deep_grey(photograph: Image.Image) -> Image.Image:
    """Return the green channel at half the size with 16 bits: averaging gives it levels that 8 bits cannot hold."""
    half = (photograph.width // 2, photograph.height // 2)
    levels = np.asarray(photograph.getchannel("G").convert("F").resize(half, Image.Resampling.BOX))
    return Image.fromarray(np.rint(levels * 257).astype(np.uint16))


SAMPLES = (
    Sample("astronaut.jpg", "astronaut.png", "Eileen Collins, photographed by NASA. Public domain."),
    Sample("rocket.jpg", "rocket.jpg", "Launch of DSCOVR, photographed by SpaceX. Public domain."),
    Sample("animals/chelsea.png", "chelsea.png", "Chelsea the cat, by Stéfan van der Walt. CC0."),
    Sample("animals/chelsea-eye.png", "chelsea.png", "A detail of Chelsea the cat, by Stéfan van der Walt. CC0.", eye),
    Sample("objects/coffee.tif", "coffee.png", "A cup of coffee, by Rachel Michetti. CC0."),
    Sample("objects/coins.png", "coins.png", "Greek coins, Brooklyn Museum. No known copyright restrictions."),
    Sample("grey/camera.png", "camera.png", "A man with a camera, by Lav Varshney. CC0."),
    Sample("grey/brick.tif", "brick.png", "A brick wall, from CC0 Textures. CC0."),
    Sample("grey/clock.jpg", "clock_motion.png", "A clock, blurred, by Stéfan van der Walt. Public domain."),
    Sample("science/retina-16-bit.png", "retina.jpg", "A human retina, by Mikael Häggström. CC0.", deep_grey),
    Sample("science/fundus.webp", "microaneurysms.png", "A detail of a retina, by Andreas Maier. CC0."),
    Sample("large/deep-field.jpg", "hubble_deep_field.jpg", "Hubble deep field, by NASA. Public domain.", enlarge),
)


def main(arguments: list[str]) -> int:
    """Write the photographs into the folder named, leaving those that are already there."""
    folder = Path(*arguments)
    source = photograph_folder()
    missing = [sample for sample in SAMPLES if not (folder / sample.name).exists()]
    for sample in missing:
        write(sample, source, folder / sample.name)
    (folder / NOTICE).write_text(notice(), encoding="utf-8")
    print(f"{len(SAMPLES)} photographs in {folder} ({len(missing)} new; licences in {folder / NOTICE})", flush=True)
    return 0


def photograph_folder() -> Path:
    """Return the folder of the installed scikit-image that holds its photographs."""
    spec = importlib.util.find_spec("skimage")  # found, not imported: its import takes a second
    if spec is None or spec.origin is None:
        raise SystemExit("imgconv: the photographs come with scikit-image; install it:  pip install 'imgconv[demo]'")
    return Path(spec.origin).parent / "data"


def write(sample: Sample, source: Path, target: Path) -> None:
    """Write one photograph, whole or not at all, however often and in whatever number this is interrupted."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".part-") as scratch:
        part = Path(scratch) / target.name
        original = source / sample.source
        if sample.change is None and original.suffix == target.suffix:
            part.write_bytes(original.read_bytes())
        else:
            with Image.open(original) as photograph:
                changed = sample.change(photograph) if sample.change else photograph
                changed.save(part, quality=92)
        part.replace(target)


def notice() -> str:
    """Return the text that says whose photographs these are and what was done to them."""
    origin = "These photographs come with scikit-image (https://scikit-image.org), some converted, cut or resampled."
    lines = [origin, "", *(f"{sample.name}: {sample.credit}" for sample in SAMPLES)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
