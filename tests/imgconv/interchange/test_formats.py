import shlex
import shutil
import struct
import subprocess
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imgconv.errors import ImgconvWarning
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.interchange import FORMATS, InterchangeError, export_kernel, import_kernel
from imgconv.interchange.plain import plain_filter
from imgconv.kernels import Kernel
from imgconv.layers import Activation, AvgPool, Blend, Conv, Range
from imgconv.pipeline import Pipeline
from imgconv.preset import list_presets, load_preset, preset_to_toml, read_preset

SHIPPED = [entry.name for entry in list_presets() if entry.origin == "shipped"]
SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
LOPSIDED = [[1, 2, 0], [0, 3, -1], [4, 0, -2]]


def conv(kernel: object = LOPSIDED, **fields: object) -> Filter:
    return Filter(Pipeline([Conv(kernel, **{"padding_mode": "replicate", **fields})]))


def noise(seed: int = 0, height: int = 23, width: int = 31) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)


def same_filter(first: Filter, second: Filter) -> bool:
    """Whether two filters give the same floats."""
    image = Image(noise(0, 11, 13).astype(np.float64) / 255)
    return np.allclose(first.apply(image, workers=1).pixels, second.apply(image, workers=1).pixels, atol=1e-9)


kernels = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.tuples(
        st.lists(st.lists(st.integers(-9, 9), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]),
        st.tuples(st.integers(0, size[0] - 1), st.integers(0, size[1] - 1)),
    )
)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40)
@given(
    kernel=kernels,
    divisor=st.sampled_from([None, 2, 7, 16]),
    operation=st.sampled_from(["correlate", "convolve"]),
    dilation=st.sampled_from([1, (1, 2)]),
)
def test_what_is_exported_is_imported_as_the_same_filter(
    name: str, kernel: tuple, divisor: int | None, operation: str, dilation: object
) -> None:
    cells, anchor = kernel
    made = conv(cells, anchor=anchor, divisor=divisor, operation=operation, dilation=dilation)
    if name == "imagej" and made.pipeline.layers[0].effective.sums()[0] not in {0, 1}:
        return  # ImageJ would normalise it; there is a note
    try:
        exported = export_kernel(made, name)
    except InterchangeError as error:
        assert "exceeds 5x5" in str(error)  # noqa: PT017
        return
    imported = import_kernel(exported.data, name)
    assert same_filter(imported.filter, made)
    assert read_preset(preset_to_toml(imported)) == imported


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_tells_its_format(name: str) -> None:
    made = conv([[1, 2, 1], [2, 4, 2], [1, 2, 1]], divisor=16)
    exported = export_kernel(made, name)
    assert import_kernel(exported.data).description == f"Imported from {FORMATS[name].title}."


@pytest.mark.parametrize("name", ["photoshop", "svg", "gimp", "libvips"])
def test_an_offset_is_carried(name: str) -> None:
    made = conv(divisor=8, bias=51 / 255)
    assert same_filter(import_kernel(export_kernel(made, name).data).filter, made)


@pytest.mark.parametrize("name", ["imagej", "imagemagick"])
def test_an_offset_that_cannot_be_written_is_refused(name: str) -> None:
    with pytest.raises(InterchangeError, match="has no offset"):
        export_kernel(conv(bias=0.5), name)


def test_layers_that_scale_shift_and_blend_go_into_the_kernel() -> None:
    layers = [Conv([[1, 1, 1]], divisor=3, bias=0.1), Blend(-0.8), Conv([[2]], bias=0.25), Blend(0.5), Range()]
    made = Filter(Pipeline(layers[:-1]))
    plain = plain_filter(Filter(Pipeline(layers)), "it")
    joined = Filter(Pipeline([Conv(plain.kernel, bias=plain.bias, anchor=plain.anchor)]))
    assert same_filter(joined, made)


@pytest.mark.parametrize("padding", [1, ((2, 0), (0, 2)), ((0, 2), (1, 1))])
def test_padding_by_numbers_that_keeps_the_size_is_an_anchor(padding: object) -> None:
    made = Filter(Pipeline([Conv([[1, 2, 3], [4, 5, 6], [7, 8, 9]], padding=padding, divisor=45)]))
    plain = plain_filter(made, "it")
    assert same_filter(Filter(Pipeline([Conv(plain.kernel, anchor=plain.anchor)])), made)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_preset_is_one_kernel_or_says_why_not(name: str) -> None:
    preset = load_preset(name)
    try:
        plain = plain_filter(preset.filter, "Another program")
    except InterchangeError as error:
        assert str(error).startswith("Another program ")  # noqa: PT017
        return
    joined = Conv(plain.kernel, bias=plain.bias, anchor=plain.anchor, padding_mode=plain.border)
    assert same_filter(Filter(Pipeline([joined]), color=preset.color), Filter(preset.pipeline, color=preset.color))


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (conv([[[1]], [[2]]]), "one kernel for every channel; layer 1 .conv. has 2 filters"),
        (conv(np.ones((3, 3, 1, 1))), "layer 1 .conv. mixes channels"),
        (conv(stride=2), "cannot skip pixels"),
        (conv(padding="valid"), "keeps the size of the image"),
        (conv(bias=(0.1, 0.2, 0.3)), "one offset"),
        (Filter(Pipeline([AvgPool(2)])), "a layer of type avg_pool"),
        (Filter(Pipeline([Conv(SHARPEN), Activation("abs")])), r"layer 2 \(activation\) cannot be joined"),
        (Filter(Pipeline([Conv(SHARPEN), Conv(SHARPEN)])), r"takes one kernel; layer 2 \(conv\) cannot be joined"),
        (
            Filter(Pipeline([Conv(SHARPEN), Conv([[2]], padding=1)])),
            r"takes one kernel; layer 2 \(conv\) cannot be joined",
        ),
        (Filter(Pipeline([Conv(SHARPEN)]), alpha="channel"), "cannot filter alpha like a colour"),
    ],
)
def test_what_is_more_than_a_kernel_is_refused_with_the_reason(made: Filter, message: str) -> None:
    with pytest.raises(InterchangeError, match=f"GIMP .*{message}"):
        export_kernel(made, "gimp")


def test_a_border_that_a_program_lacks_is_refused_unless_the_closest_will_do() -> None:
    made = conv(SHARPEN, padding_mode="reflect")
    with pytest.raises(
        InterchangeError, match='libvips has no border like padding_mode = "reflect"; accept the closest'
    ):
        export_kernel(made, "libvips")
    exported = export_kernel(made, "libvips", closest_border=True)
    assert any("up to 1 pixels from the edge may differ" in note for note in exported.notes)
    with pytest.raises(InterchangeError, match=r'ImageJ has no border like padding_mode = "circular"$'):
        export_kernel(conv(padding_mode="circular"), "imagej", closest_border=True)


@pytest.mark.parametrize(
    ("name", "made", "message"),
    [
        ("photoshop", conv([[1] * 7]), "1x7 exceeds 5x5"),
        ("photoshop", conv([[1000]]), "weights go up to 999"),
        ("photoshop", conv([[0.1234567890123]]), "no whole numbers|up to 999"),
        ("photoshop", conv(bias=50), "offset goes up to 9999"),
        ("gimp", conv([[1] * 7]), "1x7 exceeds 5x5"),
        ("gimp", conv(bias=2), "lies outside -1 to 1"),
        ("libvips", Filter(conv().pipeline, color="linear"), 'has no color = "linear"'),
        ("paint", conv(), 'format "paint" is unknown'),
    ],
)
def test_what_a_format_cannot_hold_is_refused(name: str, made: Filter, message: str) -> None:
    with pytest.raises(InterchangeError, match=message):
        export_kernel(made, name)


GIMP = (
    '(GimpGegl-gegl-convolution-matrix-config "x"\n{cells}\n'
    "(divisor {divisor})(offset 0.25)(normalize {normalize})(border {border}))"
)


def gimp(cells: dict[str, float], normalize: str = "yes", divisor: float = 3, border: str = "clamp") -> bytes:
    names = [f"{letter}{digit}" for letter in "abcde" for digit in range(1, 6)]
    lines = "\n".join(f"({name} {cells.get(name, 0):.6f})" for name in names)
    return GIMP.format(cells=lines, normalize=normalize, divisor=divisor, border=border).encode()


def test_gimps_letters_are_columns_and_its_digits_rows() -> None:
    (layer,) = import_kernel(gimp({"d3": 1})).pipeline.layers
    assert np.argwhere(layer.kernel.weights).tolist() == [[2, 3]]


@pytest.mark.parametrize(
    ("cells", "normalize", "divisor", "offset"),
    [
        ({"c3": 3, "b3": 1}, "yes", 4, 0),
        ({"c3": -3, "b3": 1}, "yes", 2, 1),
        ({"c3": 1, "b3": -1}, "yes", 1, 0.5),
        ({"c3": 1, "b3": 1}, "no", 3, 0.25),
    ],
)
def test_gimps_rule_for_normalising(cells: dict[str, float], normalize: str, divisor: float, offset: float) -> None:
    (layer,) = import_kernel(gimp(cells, normalize)).pipeline.layers
    expected = np.zeros((5, 5))
    expected[2, 2], expected[2, 1] = cells["c3"], cells["b3"]
    assert np.allclose(layer.effective.weights, expected / divisor)
    assert float(layer.bias) == offset


def test_gimps_alpha_and_borders() -> None:
    assert import_kernel(gimp({"c3": 2})).alpha == "premultiply"
    assert import_kernel(gimp({"c3": -2})).alpha == "keep"
    modes = {"clamp": "replicate", "extend": "replicate", "loop": "circular", "wrap": "circular", "black": "zeros"}
    for word, mode in modes.items():
        assert import_kernel(gimp({"c3": 2}, border=word)).pipeline.layers[0].padding_mode == mode


def test_gimp_computes_on_light_but_for_its_gamma_hack() -> None:
    assert import_kernel("(a1 1)(c3 2)").color == "linear"
    assert import_kernel("(a1 1)(c3 2)(gimp-gamma-hack yes)").color == "encoded"


def test_gimps_middle_cell_is_1_unless_told() -> None:
    (layer,) = import_kernel("(a1 1)(normalize no)").pipeline.layers
    assert layer.effective.to_lists()[2][2] == 1


def test_gimps_alpha_weighting_is_remarked_on() -> None:
    assert "alpha-weighting gives other pixels" in import_kernel("(a1 1)").description
    assert import_kernel("(a1 1)(alpha-weight no)").description == "Imported from GIMP."
    assert import_kernel("(a1 1)(alpha-weight no)").alpha == "channel"


def test_several_saved_settings_give_the_first() -> None:
    first, second = gimp({"c3": 2, "a1": 1}), gimp({"c3": 1})
    assert import_kernel(first + b"\n" + second) == import_kernel(first)


def test_photoshops_file_is_as_its_documentation_says() -> None:
    weights = list(range(-12, 13))
    data = struct.pack(">27h", *weights, 5, 51)
    (layer,) = import_kernel(data).pipeline.layers
    assert np.allclose(layer.effective.weights.ravel() * 5, weights)
    assert float(layer.bias) == pytest.approx(0.2)
    assert export_kernel(conv(np.reshape(weights, (5, 5)), divisor=5, bias=0.2), "photoshop").data == data


def test_imagejs_kernels_are_normalised() -> None:
    (layer,) = import_kernel("1 2 1\n2 4 2\n1 2 1\n").pipeline.layers
    assert layer.effective.sums() == (1,)
    (layer,) = import_kernel("-1 0 1\n").pipeline.layers
    assert layer.effective.to_lists() == [[-1, 0, 1]]
    assert 'untick "Normalize Kernel" in ImageJ' in export_kernel(conv([[1, 2, 1]]), "imagej").notes


SVG = '<svg><filter id="f"><feConvolveMatrix order="3" kernelMatrix="1 2 3 4 5 6 7 8 9" {more}/></filter></svg>'


def test_svg_turns_the_matrix_and_divides_by_the_sum_unless_told() -> None:
    preset = import_kernel(SVG.format(more='preserveAlpha="true"'))
    (layer,) = preset.pipeline.layers
    assert np.allclose(layer.laid.weights * 45, np.arange(9, 0, -1).reshape(3, 3))
    assert (preset.color, preset.alpha, layer.padding_mode) == ("linear", "keep", "replicate")
    (layer,) = import_kernel(
        SVG.format(more='divisor="9" bias="0.5" edgeMode="wrap" preserveAlpha="true"')
    ).pipeline.layers
    assert float(layer.effective.sums()[0]) == 5
    assert (float(layer.bias), layer.padding_mode) == (0.5, "circular")
    assert import_kernel(SVG.format(more='style="color-interpolation-filters: sRGB"')).color == "encoded"
    assert import_kernel(SVG.format(more="")).alpha == "premultiply"


def test_svgs_target_is_a_cell_of_the_turned_matrix() -> None:
    # The specification's sum, cell by cell: source(x - targetX + j, y - targetY + i) times the cell turned around.
    text = SVG.format(
        more='targetX="0" targetY="2" edgeMode="none" preserveAlpha="true" style="color-interpolation-filters:sRGB"'
    )
    pixels = noise(3)[..., :1].astype(np.float64) / 255
    got = import_kernel(text).apply(Image(pixels)).pixels
    matrix = np.arange(1, 10).reshape(3, 3)
    y, x = 7, 11
    expected = sum(pixels[y - 2 + i, x + j, 0] * matrix[2 - i, 2 - j] for i in range(3) for j in range(3)) / 45
    assert got[y, x, 0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("before", "inside", "color"),
    [
        ("", "", "linear"),
        ('<svg color-interpolation-filters="sRGB">', "", "encoded"),
        ('<svg color-interpolation-filters="sRGB"><filter color-interpolation-filters="linearRGB">', "", "linear"),
        ('<filter style="color-interpolation-filters:sRGB">', "", "encoded"),
        ('<filter style="color-interpolation-filters:sRGB">', 'color-interpolation-filters="linearRGB"', "linear"),
        ('<filter color-interpolation-filters="sRGB"></filter><filter id="next">', "", "linear"),
    ],
)
def test_svgs_colour_space_is_the_nearest_that_is_said(before: str, inside: str, color: str) -> None:
    text = f'{before}<feConvolveMatrix order="1" kernelMatrix="1" preserveAlpha="true" {inside}/>'
    assert import_kernel(text).color == color


def test_svg_that_would_change_alpha_warns() -> None:
    with pytest.warns(ImgconvWarning, match="SVG would change the alpha"):
        assert import_kernel(SVG.format(more='divisor="9"')).alpha == "keep"


def test_svg_follows_nothing_and_expands_nothing() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.format(more='bias="&b;"')
    with pytest.raises(InterchangeError, match='bias: "&b;" is not a number'):
        import_kernel(bomb)


@pytest.mark.parametrize(
    ("text", "cells", "anchor"),
    [
        ("3x3: 0,-1,0 -1,5,-1 0,-1,0", SHARPEN, (1, 1)),
        ("3: 0,-1,0 -1,5,-1 0,-1,0", SHARPEN, (1, 1)),
        ("'3x1+0+0: 1,2,3'", [[1, 2, 3]], (0, 0)),
        ("2x2: 1,2 3,4", [[1, 2], [3, 4]], (0, 0)),
        ("3x2+2+1: nan,1,- -,2,-3", [[0, 1, 0], [0, 2, -3]], (1, 2)),
        ("Unity", [[1]], (0, 0)),
        ("Sobel", [[1, 0, -1], [2, 0, -2], [1, 0, -1]], (1, 1)),
        ("Sobel:90", [[1, 2, 1], [0, 0, 0], [-1, -2, -1]], (1, 1)),
        ("Sobel@45", [[2, 1, 0], [1, 0, -1], [0, -1, -2]], (1, 1)),
        ("Prewitt:45", [[1, 1, 0], [1, 0, -1], [0, -1, -1]], (1, 1)),
        ("Roberts:45", [[1, 0, 0], [0, -1, 0], [0, 0, 0]], (1, 1)),
        ("Compass:45", [[1, 1, 1], [1, -2, -1], [1, -1, -1]], (1, 1)),
        ("Kirsch:135", [[-3, 5, 5], [-3, 0, 5], [-3, -3, -3]], (1, 1)),
        ("Laplacian:3", [[1, -2, 1], [-2, 4, -2], [1, -2, 1]], (1, 1)),
    ],
)
def test_imagemagicks_strings(text: str, cells: list, anchor: tuple) -> None:
    text = text.replace("@", ":") if text.startswith("Sobel@") else text
    (layer,) = import_kernel(text, "imagemagick").pipeline.layers
    assert layer.operation == "convolve"
    assert layer.kernel == Kernel.of(cells)
    assert layer.anchor == anchor


BAD = {
    "photoshop": [(b"\0" * 53, "53 bytes; a custom filter has 54"), (b"\0" * 54, "the scale is 0")],
    "svg": [
        (b"<svg/>", "no complete <feConvolveMatrix"),
        (b'<feConvolveMatrix order="3">', "kernelMatrix is missing"),
        (b'<feConvolveMatrix kernelMatrix="1 2 3"/>', "has 3 numbers, and order 3x3 wants 9"),
        (b'<feConvolveMatrix order="0" kernelMatrix="1"/>', 'order: "0" is not one or two numbers'),
        (b'<feConvolveMatrix order="1" kernelMatrix="1" targetX="4"/>', "lies outside the matrix"),
        (b'<feConvolveMatrix order="1" kernelMatrix="1" edgeMode="x"/>', 'edgeMode "x" is not one of'),
        (b'<feConvolveMatrix order="1" kernelMatrix="1" kernelUnitLength="1 2"/>', 'kernelUnitLength "2" scales'),
        (b'<feConvolveMatrix order="1.5" kernelMatrix="1"/>', "is not a whole number"),
        (b'<feConvolveMatrix order="1" kernelMatrix="nan"/>', "is not a finite number"),
    ],
    "gimp": [
        (b"(nothing 1)", "there is no cell"),
        (b"(a1 x)", "is not a number"),
        (b"(a1 1)(red no)", "leave out the red channel"),
        (b"(a1 1)(normalize maybe)", "is neither yes nor no"),
        (b"(a1 1)(normalize no)(divisor 0)", "the divisor is 0"),
        (b"(a1 1)(border fancy)", 'border "fancy" is not one of'),
        (b"(a1 1)(gimp-opacity 0.5)", "mix the result with the picture"),
        (b"(a1 1)(gimp-mode multiply)", "mix the result with the picture"),
    ],
    "imagemagick": [
        (b"3x3: 1,2,3", "3 numbers follow where 3x3 wants 9"),
        (b"3x3+5+0: 1 2 3 4 5 6 7 8 9", "the origin .* lies outside"),
        (b"2x3>: 1 2 3 4 5 6", '">" turns square kernels and lines; this one is 2x3'),
        (b"3x1@: 1 2 3", '"@" turns kernels of 3x3 around their middle'),
        (b"Kirsch:@;Sobel:@;Prewitt:@", "holds 24 kernels; at most 16"),
        (b"Edges", "Edges belongs to -morphology HitAndMiss; it is no kernel to convolve with"),
        (b"Euclidean:2", "belongs to -morphology Distance"),
        (b"convert a.png -morphology Dilate Disk b.png", '-morphology "Dilate" is no convolution'),
        (b"convert a.png -blur 0x2 -morphology Convolve Sobel b.png", 'does "-blur", too; give its kernel alone'),
        (b"-define morphology:compose=Lighten -morphology Convolve Sobel:>", "joins the results of several kernels"),
        (b"-channel R -morphology Convolve Sobel", 'channel "R" leaves out colours'),
        (b"-virtual-pixel Dither -morphology Convolve Sobel", 'virtual-pixel "Dither" is not one of Edge'),
        (b"-define convolve:scale=big -morphology Convolve Sobel", 'convolve:scale="big" is not a scale'),
        (b"-bias 1e9999999 -morphology Convolve Sobel", "is not a number"),
        (b"-morphology Convolve", "nothing follows -morphology"),
        (b"-morphology Convolve:99 Sobel", "up to 16 times"),
        (b"-morphology Convolve 'Sobel", "cannot be taken apart: No closing quotation"),
        (b"Sobble", 'kernel "Sobble" is unknown; did you mean "Sobel"'),
        (b"Gaussian:2", "write RADIUSxSIGMA with a sigma above 0"),
        (b"Gaussian:0x0", "write RADIUSxSIGMA with a sigma above 0"),
        (b"Gaussian:1e", "are no numbers|not a kernel string|no kernel string"),
        (b"Blur:0x100", "the radius would exceed 180 pixels"),
        (b"Blur:0x2,45", '"Blur:0x2,45": the angle is a multiple of 90'),
        (b"DoG:0x1x2", "reads one x only; put commas"),
        (b"Laplacian:4", '"Laplacian:4": it is not one of'),
        (b"FreiChen:1,2,3", "it takes a type and an angle"),
        (b"Disk:2.5", "the radius is a whole number from 1 to 180"),
        (b"Disk:2000", "the radius is a whole number from 1 to 180"),
        (b"Rectangle:1000x1000", "more cells than a preset holds"),
        (b"Rectangle:2x2+2+0", "the origin lies outside"),
        (b"1,2,3,4", "4 numbers fill no square of an odd side"),
        (b"50000x50000: 1", "exceeds 4096"),
        (b"@@", "this is no kernel string"),
    ],
    "libvips": [
        (b"3 3\n1 2 3", "tells 3x3, and 3x1 numbers follow"),
        (b"1 1 0\n1", "the scale is 0"),
        (b"1\n1", "the first line is not"),
        (b"a b\n1", "is not a number"),
    ],
    "imagej": [(b"1 2\n3 4", "even side"), (b"1 2 3\n4 5", "every row must be the same length"), (b"\xff", "not text")],
}


@pytest.mark.parametrize(
    ("name", "data", "message"), [(name, data, message) for name, cases in BAD.items() for data, message in cases]
)
def test_what_cannot_be_imported_is_told(name: str, data: bytes, message: str) -> None:
    with pytest.raises(InterchangeError, match=message) as caught:
        import_kernel(data, name)
    assert str(caught.value).startswith(f"{FORMATS[name].title}: ")
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_kernel_or_an_error_for_a_person(data: bytes) -> None:
    for name in [None, *FORMATS]:
        try:
            import_kernel(data, name)
        except InterchangeError as error:
            assert "\n" not in str(error)  # noqa: PT017


def test_too_long_a_file_is_not_read() -> None:
    with pytest.raises(InterchangeError, match="300,000 bytes are too long"):
        import_kernel(b"1 " * 150_000)


def test_what_is_no_kernel_is_told() -> None:
    with pytest.raises(InterchangeError, match="no kernel of a known format; known are Photoshop, SVG, GIMP"):
        import_kernel("hello world")


# What the programs themselves make of the files.

needs_imagemagick = pytest.mark.skipif(
    shutil.which("convert") is None, reason="ImageMagick's convert is not installed: apt-get install imagemagick"
)
needs_vips = pytest.mark.skipif(
    shutil.which("vips") is None, reason="the program vips is not installed: apt-get install libvips-tools"
)


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=300)


@needs_imagemagick
@pytest.mark.parametrize("mode", ["replicate", "symmetric", "circular", "zeros"])
@pytest.mark.parametrize(
    ("cells", "anchor"),
    [(SHARPEN, None), (LOPSIDED, None), ([[1, 2], [3, 4]], None), ([[1, 2], [3, 4]], (0, 1)), ([[1, 2, 3, 4]], (0, 3))],
)
def test_imagemagick_gives_our_pixels(cells: list, anchor: tuple | None, mode: str, tmp_path: Path) -> None:
    divisor = max(1, sum(map(sum, cells)))
    made = conv(cells, anchor=anchor, divisor=divisor, padding_mode=mode)
    exported = export_kernel(made, "imagemagick")
    pixels = noise(1)
    PIL.Image.fromarray(pixels).save(tmp_path / "in.png")
    border = {"replicate": "Edge", "symmetric": "Mirror", "circular": "Tile", "zeros": "Black"}[mode]
    kernel = exported.data.decode().strip()
    run(
        "convert",
        tmp_path / "in.png",
        "-virtual-pixel",
        border,
        "-morphology",
        "Convolve",
        kernel,
        tmp_path / "out.png",
    )
    got = np.asarray(PIL.Image.open(tmp_path / "out.png").convert("RGB")).astype(int)
    assert np.abs(got - made.apply(Image(pixels)).pixels).max() <= 1


NAMES = [
    "Unity",
    "Unity:2",
    "Gaussian:2x1.5",
    "Gaussian:0x2",
    "Gaussian:0,0.5",
    "Blur:0x2",
    "Blur:3x2",
    "Blur:0x2,90",
    "DoG:0,1,2",
    "DoG:5,1,2",
    "LoG:0x2",
    "LoG:3x1.2",
    "Comet:0x3",
    "Comet:5x2,90",
    "Comet:5x2+180",
    "Binomial",
    "Binomial:3",
    "Laplacian:2",
    "Laplacian:5",
    "Laplacian:7",
    "Laplacian:15",
    "Laplacian:19",
    "Sobel",
    "Sobel:45",
    "Sobel:90",
    "Sobel:30",
    "Sobel:-45",
    "Prewitt:135",
    "Roberts:45",
    "Compass:225",
    "Kirsch:90",
    "FreiChen",
    "Disk",
    "Disk:2",
    "Disk:2,0.05",
    "Square",
    "Square:2,0.04",
    "Diamond",
    "Diamond:3,0.04",
    "Octagon",
    "Octagon:3,0.03",
    "Plus:3,0.1",
    "Cross:2,0.1",
    "Rectangle:3x5",
    "Rectangle:5x3+4+2",
    "1,2,1,2,4,2,1,2,1",
    "3x3+0+2:1,2,0,0,3,-1,4,0,-2",
    "Ring:2,3",
    *(f"FreiChen:{kind}" for kind in (1, 2, 3, 11, 12, 13, 14, 15, 16, 17, 18, 19, 45, "1,45", "13,90")),
    # Several run one after the other.
    "3x3: 1,2,3 4,5,6 7,8,-9; 3x1+0+0: 0.02,-0.01,0.01",
    "Blur:0x1;Blur:0x1,90",
    "3x1>: 0.25,0.5,0.25",
    "3x1>: 0.5,0.5,0.25",
    "2x1<: 0.5,0.5",
    "3x3>: 0.5,0.2,0 0.1,0.2,0 0,0,0.1",
    "3x3@: 0.5,0.2,0 0.1,0.2,0 0,0,0.1",
    "3x3<: 0.5,0.2,0 0.1,0.2,0 0,0,0.1",
    "3x3>+0+1: 0.5,0.2,0 0.1,0.2,0 0,0,0.1".replace(">+0+1", "+0+1>"),
    "Sobel:>",
    "Kirsch:45@",
    "Prewitt:90<",
    "FreiChen:10",
]
COMMANDS = [
    "-morphology Convolve Sobel",
    "-morphology Convolve:3 '3x3: 1,2,0 0,0.1,-1 0.2,0,-2'",
    "-morphology Convolve:2 'Blur:0x1;Sobel'",
    "-morphology Correlate '3x3+0+1: 0.5,0.2,0 0.1,0.2,0 0,0,0.1'",
    "-virtual-pixel Mirror -morphology Convolve 3x1+0+0:0.5,-0.5,0.5",
    "-virtual-pixel Tile -bias 50% -morphology Convolve Sobel",
    "-define convolve:bias=30% -morphology Convolve LoG:0x1",
    "-bias 20000 -define convolve:scale=! -morphology Convolve Kirsch",
    "-convolve 1,2,0,0,3,-1,4,0,-2",
    "-convolve '0,1,0 1,-4,1 0,1,0'",
    *(
        f"-define convolve:scale='{scale}' -morphology Convolve '3x3: 1,2,0 0,3,-1 4,0,-2'"
        for scale in ("!", "50%", "50%!", "!^", "50%!^", "0.1,0.2", "!,50%", "10%x20%", "!-1")
    ),
    "-define convolve:scale='50%!' -bias 50% -channel RGB -morphology Convolve 'Sobel:90' +channel -depth 8",
]


@needs_imagemagick
@pytest.mark.parametrize("name", NAMES)
def test_imagemagicks_named_kernels_give_its_pixels(name: str, tmp_path: Path) -> None:
    pixels = noise(2)
    PIL.Image.fromarray(pixels).save(tmp_path / "in.png")
    run("convert", tmp_path / "in.png", "-virtual-pixel", "Edge", "-morphology", "Convolve", name, tmp_path / "out.png")
    got = np.asarray(PIL.Image.open(tmp_path / "out.png").convert("RGB")).astype(int)
    ours = import_kernel(name, "imagemagick").apply(Image(pixels)).pixels
    assert np.abs(got - ours).max() <= 1


@needs_imagemagick
@pytest.mark.parametrize("options", COMMANDS)
def test_the_convolution_in_a_pasted_command_gives_its_pixels(options: str, tmp_path: Path) -> None:
    pixels = noise(5)
    PIL.Image.fromarray(pixels).save(tmp_path / "in.png")
    run("convert", tmp_path / "in.png", *shlex.split(options), tmp_path / "out.png")
    got = np.asarray(PIL.Image.open(tmp_path / "out.png").convert("RGB")).astype(int)
    ours = import_kernel(f"convert in.png \\\n {options} out.png").apply(Image(pixels)).pixels
    assert np.abs(got - ours).max() <= 1


@needs_vips
@pytest.mark.parametrize(
    ("cells", "anchor"),
    [(SHARPEN, None), (LOPSIDED, None), ([[1, 2], [3, 4]], None), ([[1, 2], [3, 4]], (0, 1)), ([[1, 2, 3, 4]], (0, 3))],
)
def test_libvips_gives_our_values(cells: list, anchor: tuple | None, tmp_path: Path) -> None:
    made = conv(cells, anchor=anchor, divisor=7, bias=51 / 255)
    (tmp_path / "k.mat").write_bytes(export_kernel(made, "libvips").data)
    pixels = noise(4)
    PIL.Image.fromarray(pixels).save(tmp_path / "in.png")
    run("vips", "conv", tmp_path / "in.png", tmp_path / "out.tif", tmp_path / "k.mat", "--precision", "float")
    import tifffile

    got = tifffile.imread(tmp_path / "out.tif")
    ours = made.apply(Image(pixels), depth="float").pixels * 255
    assert np.abs(got - ours).max() <= 1e-3
