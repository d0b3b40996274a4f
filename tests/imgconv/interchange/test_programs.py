"""What the programs themselves make of kernels, where they are installed: GEGL (GIMP's filters), ImageJ and librsvg.

ImageMagick and libvips are in test_formats.py; these here are large, and nobody has to install them to run the tests.
"""

import base64
import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from imgconv.image import Image
from imgconv.interchange import export_kernel, import_kernel
from imgconv.preset import Preset, load_preset

LOPSIDED = [[1, 2, 0], [0, 3, -1], [4, 0, -2]]
IMAGEJ = Path("/usr/share/java/ij.jar")

needs_gegl = pytest.mark.skipif(
    shutil.which("gegl") is None, reason="the program gegl is not installed: apt-get install gegl"
)
needs_imagej = pytest.mark.skipif(
    not (IMAGEJ.exists() and shutil.which("java") and shutil.which("xvfb-run")),
    reason="ImageJ is not installed: apt-get install imagej xvfb",
)
needs_rsvg = pytest.mark.skipif(
    shutil.which("rsvg-convert") is None, reason="rsvg-convert is not installed: apt-get install librsvg2-bin"
)


def noise(channels: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (23, 31, channels)).astype(np.uint8)


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=300)


def pixels_of(path: Path, mode: str = "RGB") -> np.ndarray:
    with PIL.Image.open(path) as file:
        return np.asarray(file.convert(mode)).astype(int)


def filtered(preset: Preset, pixels: np.ndarray) -> np.ndarray:
    return preset.apply(Image(pixels), workers=1).pixels.astype(int)


CELLS = {
    "lopsided": {"c3": 2, "d3": 1, "c4": -0.5, "a1": 0.3},
    "small": {"c3": 1, "b3": 1, "d4": 1},
    "negative": {"c3": -1},
    "edges": {"b3": -1, "d3": 1},
}
NAMES = [f"{letter}{digit}" for letter in "abcde" for digit in range(1, 6)]


def settings(cells: dict[str, float], **more: object) -> str:
    pairs = {name: cells.get(name, 0) for name in NAMES} | {key.replace("_", "-"): value for key, value in more.items()}
    return "".join(f"({key} {value})" for key, value in pairs.items())


def gegl(cells: dict[str, float], pixels: np.ndarray, folder: Path, **more: object) -> np.ndarray:
    PIL.Image.fromarray(pixels).save(folder / "in.png")
    truths = {"yes": "true", "no": "false"}
    options = {name: cells.get(name, 0) for name in NAMES} | {
        key.replace("_", "-"): truths.get(value, value) for key, value in more.items()
    }
    written = [f"{key}={value}" for key, value in options.items()]
    run("gegl", folder / "in.png", "-o", folder / "out.png", "--", "gegl:convolution-matrix", *written)
    return pixels_of(folder / "out.png", "RGBA")


@needs_gegl
@pytest.mark.parametrize("border", ["clamp", "loop", "none"])
@pytest.mark.parametrize("normalize", ["yes", "no"])
@pytest.mark.parametrize("name", CELLS)
def test_gimps_filter_gives_our_pixels(name: str, normalize: str, border: str, tmp_path: Path) -> None:
    chosen = {"divisor": 2, "offset": 0.1, "normalize": normalize, "border": border}
    got = gegl(CELLS[name], noise(3), tmp_path, **chosen)
    ours = filtered(import_kernel(settings(CELLS[name], **chosen)), noise(3))
    assert np.abs(got[..., :3] - ours).max() <= 1


@needs_gegl
@pytest.mark.parametrize("alpha", ["yes", "no"])
def test_gimps_filter_treats_alpha_as_we_do_without_alpha_weighting(alpha: str, tmp_path: Path) -> None:
    chosen = {"divisor": 3, "normalize": "no", "alpha_weight": "no", "alpha": alpha}
    got = gegl(CELLS["small"], noise(4), tmp_path, **chosen)
    ours = filtered(import_kernel(settings(CELLS["small"], **chosen)), noise(4))
    assert np.abs(got - ours).max() <= 1


@needs_gegl
def test_what_is_exported_for_gimp_gives_our_pixels_there(tmp_path: Path) -> None:
    preset = import_kernel(settings(CELLS["lopsided"], normalize="no", divisor=2, alpha="no", alpha_weight="no"))
    exported = export_kernel(preset, "gimp")
    assert exported.notes == ()
    pairs = dict(line.strip(" ()").split(" ") for line in exported.data.decode().splitlines()[2:] if line)
    cells = {name: float(pairs[name]) for name in NAMES}
    more = {key: pairs[key] for key in ("divisor", "offset", "normalize", "alpha", "border")}
    got = gegl(cells, noise(3), tmp_path, **more, alpha_weight=pairs["alpha-weight"])
    assert np.abs(got[..., :3] - filtered(preset, noise(3))).max() <= 1


@needs_imagej
def test_imagej_gives_our_pixels(tmp_path: Path) -> None:
    kernels = [LOPSIDED, [[-1, 0, 1]], [[1, 2, 3, 4, 5]], [[-3, 1, 1]], [[-1], [0], [0]]]
    PIL.Image.fromarray(noise(3)).save(tmp_path / "in.png")
    texts = ["\\n".join(" ".join(map(str, row)) for row in cells) for cells in kernels]
    steps = [
        f'open("{tmp_path}/in.png"); run("Convolve...", "text1=[{text}\\n] normalize"); '
        f'saveAs("PNG", "{tmp_path}/{number}.png"); close();'
        for number, text in enumerate(texts)
    ]
    (tmp_path / "all.ijm").write_text("\n".join([*steps, 'run("Quit");']))
    run("xvfb-run", "--auto-servernum", "java", "-cp", IMAGEJ, "ij.ImageJ", "-batch", tmp_path / "all.ijm")
    for number, text in enumerate(texts):
        preset = import_kernel(text.replace("\\n", "\n"), "imagej")
        assert np.array_equal(pixels_of(tmp_path / f"{number}.png"), filtered(preset, noise(3)))


SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{w}" height="{h}">
<filter id="f" filterUnits="userSpaceOnUse" x="0" y="0" width="{w}" height="{h}" {space}>
<feConvolveMatrix {attributes}/></filter>
<image width="{w}" height="{h}" xlink:href="data:image/png;base64,{data}" filter="url(#f)"/></svg>"""


def drawing(pixels: np.ndarray, matrix: list[list[float]], attributes: str, space: str) -> str:
    file = io.BytesIO()
    PIL.Image.fromarray(pixels).save(file, "PNG")
    cells = " ".join(str(cell) for row in matrix for cell in row)
    return SVG.format(
        w=pixels.shape[1],
        h=pixels.shape[0],
        space=f'color-interpolation-filters="{space}"' if space else "",
        attributes=f'order="{len(matrix[0])} {len(matrix)}" kernelMatrix="{cells}" {attributes}',
        data=base64.b64encode(file.getvalue()).decode(),
    )


def drawn(folder: Path, pixels: np.ndarray, matrix: list[list[float]], attributes: str, space: str) -> np.ndarray:
    (folder / "in.svg").write_text(drawing(pixels, matrix, attributes, space))
    run("rsvg-convert", folder / "in.svg", "-o", folder / "out.png")
    return pixels_of(folder / "out.png", "RGBA")


def as_librsvg_reads(matrix: list[list[float]], folder: Path) -> list[list[float]]:
    """Write a matrix so that librsvg reads it as the standard does: version 2.54 takes the numbers column by column."""
    impulse = np.zeros((9, 9, 3), np.uint8)
    impulse[4, 4] = 20
    answer = drawn(folder, impulse, [[1, 2, 3], [4, 5, 6], [7, 8, 9]], 'divisor="1" preserveAlpha="true"', "sRGB")
    if answer[3, 4, 0] == 2 * 20:
        return matrix
    columns = np.array(matrix).T.ravel().tolist()
    width = len(matrix[0])
    return [columns[start : start + width] for start in range(0, len(columns), width)]


@needs_rsvg
@pytest.mark.parametrize(
    ("matrix", "attributes", "space", "levels"),
    [
        (LOPSIDED, "", "sRGB", 0),
        (LOPSIDED, 'divisor="9" bias="0.2"', "sRGB", 0),
        (LOPSIDED, 'targetX="0" targetY="2"', "sRGB", 0),
        (LOPSIDED, 'edgeMode="wrap" kernelUnitLength="1"', "sRGB", 0),
        (LOPSIDED, 'edgeMode="none"', "sRGB", 0),
        ([[1, 2], [3, 4], [5, 6]], 'edgeMode="duplicate"', "sRGB", 1),
        ([[1, 2, 3, 4]], 'targetX="3"', "sRGB", 1),
        ([[-1, 0, 1]], "", "sRGB", 0),
        # librsvg keeps amounts of light in 8 bits on the way: few levels in the shadows.
        ([[1, 2, 1], [2, 4, 2], [1, 2, 1]], "", "linearRGB", 2),
        ([[1, 2, 1], [2, 4, 2], [1, 2, 1]], "", "", 2),
    ],
)
def test_librsvg_gives_our_pixels(matrix: list, attributes: str, space: str, levels: int, tmp_path: Path) -> None:
    attributes += ' preserveAlpha="true"'
    got = drawn(tmp_path, noise(3), as_librsvg_reads(matrix, tmp_path), attributes, space)[..., :3]
    preset = import_kernel(drawing(noise(3)[:1, :1], matrix, attributes, space))
    assert np.abs(got - filtered(preset, noise(3))).max() <= levels


@needs_rsvg
def test_librsvg_weighs_colours_by_alpha_as_we_do(tmp_path: Path) -> None:
    matrix = [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
    got = drawn(tmp_path, noise(4), matrix, "", "sRGB")
    ours = filtered(import_kernel(drawing(noise(3)[:1, :1], matrix, "", "sRGB")), noise(4))
    assert np.abs(got[..., 3] - ours[..., 3]).max() <= 1
    shown = [each[..., :3] * each[..., 3:] / 255 for each in (got, ours)]
    assert np.abs(shown[0] - shown[1]).max() <= 2


def test_a_preset_on_light_is_told_so_on_the_way_to_gimp_and_back() -> None:
    encoded = load_preset("sharpen")
    exported = export_kernel(encoded, "gimp", closest_border=True)
    assert b"(gimp-gamma-hack yes)" in exported.data
    assert any("GIMP 3" in note for note in exported.notes)
    assert import_kernel(exported.data).color == "encoded"
