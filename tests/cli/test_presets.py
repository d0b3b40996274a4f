import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest
from rich.text import Text

from imgconv.cli.presets_heat import MAX_SIDE, heat_map
from imgconv.preset import list_presets, load_preset

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own presets."""
    folder = tmp_path / "own presets"
    monkeypatch.setenv("IMGCONV_PRESETS", str(folder))
    return folder


def test_list_names_every_preset_with_its_first_sentence(run: Run) -> None:
    lines = run("presets", "list").output.splitlines()
    assert len(lines) == 1 + len(list_presets())
    assert any(line.startswith("unsharp-mask") and "sharpen, photo" in line for line in lines)


def test_list_can_be_narrowed(run: Run) -> None:
    told = json.loads(run("presets", "list", "--tag", "Blur", "--json").output)
    assert {"gaussian-blur", "box-blur"} <= {each["name"] for each in told}
    assert all("blur" in each["tags"] for each in told)
    found = json.loads(run("presets", "list", "--search", "OLD PHOTOGRAPHS", "--json").output)
    assert [each["name"] for each in found] == ["sepia"]
    nothing = run("presets", "list", "--search", "xyzzy")
    assert (nothing.exit_code, nothing.stderr) == (0, "no preset is like that; see 'imgconv presets list'\n")


def test_list_tells_of_an_own_file_that_is_not_valid(run: Run, own: Path) -> None:
    own.mkdir()
    (own / "broken.toml").write_text("format = 1")
    done = run("presets", "list", "--tag", "sepia")
    assert done.exit_code == 0
    assert "warning: broken.toml: there is no layer" in done.stderr


def test_show_tells_kernel_sum_rank_shapes_and_parameters(run: Run) -> None:
    output = run("presets", "show", "box-blur", "--set", "size=3").output
    assert output.startswith("Box blur\nAverages a square of pixels")
    assert "Leaves flat areas as bright as they are: the weights sum to 1. Rank 1 (separable)." in output
    assert "1/9 1/9 1/9" in output
    assert "size           3     1  101     2  Size (pixels)" in output
    assert "shapes: 640x480x3 -> 640x480x3 (for a picture of 640x480)" in output
    assert "one output pixel sees 3x3 pixels" in output


def test_show_as_json(run: Run) -> None:
    told = json.loads(run("presets", "show", "sobel", "--json").output)
    first, second, third = told["layers"]
    assert first["kernel"]["shape"] == [2, 3, 3]
    assert first["kernel"]["sums"] == [0, 0]
    assert first["kernel"]["ranks"] == [1, 1]
    assert first["kernel"]["sentence"] == "Answers 0 on flat areas: the weights of every filter sum to 0."
    assert first["output"] == [480, 640, 6]
    assert second["output"] == third["output"] == [480, 640, 3]
    assert told["parameters"][0]["value"] == 2


@pytest.mark.parametrize("name", [entry.name for entry in list_presets()])
def test_every_shipped_preset_can_be_shown(name: str, run: Run) -> None:
    done = run("presets", "show", name)
    assert done.exit_code == 0
    assert len(done.output.splitlines()) < 150
    assert json.loads(run("presets", "show", name, "--json").output)["name"] == load_preset(name).name


def test_heat_maps_are_coloured_by_sign_and_size() -> None:
    weights = np.array([[-2.0, 0.0], [1.0, 2.0]])
    assert heat_map(weights, plain=True).plain == "   --  .\n    + ++"
    coloured = heat_map(weights, plain=False)
    assert isinstance(coloured, Text)
    colours = [str(span.style) for span in coloured.spans]
    assert colours == ["on rgb(35,85,200)", "on rgb(245,245,245)", "on rgb(213,100,93)", "on rgb(200,40,30)"]
    assert len(heat_map(np.ones((200, 70)), plain=True).plain.splitlines()) == MAX_SIDE
    assert set(heat_map(np.zeros((2, 2)), plain=True).plain.split()) == {"."}


def test_check_explains_what_is_valid_and_tells_what_is_not(run: Run, here: Path) -> None:
    Path("good.toml").write_text(
        'format = 1\nname = "Good"\n[parameters.k]\ndefault = 1\nmin = 0\nmax = 5\n[parameters.unused]\ndefault = 1\n'
        '[[layers]]\ntype = "conv"\nkernel = [[1, 2]]\ndivisor = "$k"\n'
    )
    Path("bad.toml").write_text('format = 1\nname = "Bad"\n[[layers]]\ntype = "conv"\nkernal = [[1]]\n')
    done = run("presets", "check", "good.toml", "bad.toml", "missing.toml")
    assert done.exit_code == 2
    assert "good.toml: valid. Good: 1 layer(s)" in done.output
    assert "parameter k: 1, from 0 to 5" in done.output
    assert "note: no layer uses parameter unused" in done.output
    assert "note: with k = 0: layer 1 (conv): divisor: 0 divides nothing" in done.output
    assert done.stderr.splitlines() == [
        'error: bad.toml: layer 1 (conv): key "kernal" is unknown; did you mean "kernel"?',
        "error: missing.toml: there is no such file",
    ]
    lines = run("presets", "check", "good.toml", "bad.toml", "--json").output.splitlines()
    assert [("error" in json.loads(line)) for line in lines] == [False, True]
    assert run("presets", "check", "good.toml").exit_code == 0


def test_save_keeps_a_kernel_and_finds_it_again(run: Run, photo: Path, own: Path, pixels: Run) -> None:
    kernel = ("--kernel", "-1 0 1", "--divisor", "2", "--offset", "0.5")
    done = run("presets", "save", "My Edges", *kernel, "--tag", "edge")
    assert done.exit_code == 0
    assert done.output.startswith("saved as my-edges: ")
    assert (own / "my-edges.toml").is_file()
    run("apply", photo, "a.png", "--preset", "my-edges")
    run("apply", photo, "b.png", *kernel)
    assert np.array_equal(pixels("a.png"), pixels("b.png"))
    again = run("presets", "save", "my-edges", "--kernel", "1")
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    assert run("presets", "save", "my-edges", "--kernel", "1", "--existing", "overwrite").exit_code == 0
    assert (
        "is shipped with imgconv"
        in run("presets", "save", "sharpen", "--kernel", "1", "--existing", "overwrite").stderr
    )


def test_save_of_a_preset_keeps_its_parameters(run: Run) -> None:
    run("presets", "save", "portrait", "--preset", "soft-focus", "--set", "sigma=9", "--title", "Portrait glow")
    preset = load_preset("portrait")
    assert preset.name == "Portrait glow"
    assert preset.values == {"sigma": 9, "amount": 0.5}
    assert preset.tags == load_preset("soft-focus").tags


def shared(run: Run, way: str, photo: Path) -> str:
    """Hand unsharp-mask with a radius of 3 on in one of the ways there are; return what the other side names."""
    options = ("--set", "sigma=3")
    match way:
        case "file":
            run("presets", "export", "unsharp-mask", *options, "--output", "shared.toml")
            return "shared.toml"
        case "code":
            return run("presets", "export", "unsharp-mask", *options, "--code").output.strip()
        case "card":
            run("presets", "card", "unsharp-mask", photo, "shared.png", *options)
            return "shared.png"
        case _:
            run("apply", photo, "shared.webp", "--preset", "unsharp-mask", *options)
            return "shared.webp"


@pytest.mark.parametrize("way", ["file", "code", "card", "result"])
def test_what_is_shared_gives_the_same_pixels_on_the_other_side(
    way: str, run: Run, photo: Path, pixels: Run, tmp_path: Path
) -> None:
    token = shared(run, way, photo)
    run("apply", photo, "expected.png", "--preset", "unsharp-mask", "--set", "sigma=3")
    environment = {**os.environ, "IMGCONV_PRESETS": str(tmp_path / "nobody")}
    command = [sys.executable, "-m", "imgconv.cli", "apply", str(photo), "got.png", "--preset", token]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert np.array_equal(pixels("got.png"), pixels("expected.png"))
    assert run("presets", "import", token, "theirs").exit_code == 0
    assert load_preset("theirs") == load_preset("unsharp-mask", sigma=3).tuned()


def test_codes_come_through_standard_input_wrapped_and_in_any_case(run: Run) -> None:
    code = run("presets", "export", "sobel", "--code").output
    wrapped = "\n".join(code[i : i + 60].lower() for i in range(0, len(code), 60))
    assert run("presets", "import", "-", "wrapped", input=wrapped).exit_code == 0
    assert load_preset("wrapped") == load_preset("sobel")
    text = run("presets", "export", "sobel").output
    assert run("presets", "import", "-", "piped", input=text).exit_code == 0
    assert load_preset("piped") == load_preset("sobel")


def test_kernels_of_other_programs_come_and_go(run: Run, here: Path) -> None:
    for name, ending in [("gimp", ".settings"), ("libvips", ".mat"), ("photoshop", ".acf"), ("svg", ".svg")]:
        target = f"kernel{ending}"
        done = run("presets", "export", "sharpen", "--format", name, "--closest-border", "--output", target)
        assert done.exit_code == 0
        assert 'note: the border is "replicate" here' in done.stderr
        assert run("presets", "import", target, f"from-{name}").exit_code == 0
        (layer,) = load_preset(f"from-{name}").pipeline.layers
        assert np.count_nonzero(layer.effective.weights) == 5
    done = run("presets", "import", "3x3: 0,-1,0 -1,5,-1 0,-1,0", "--format", "imagemagick", "--output", "magick.toml")
    assert done.exit_code == 0
    assert load_preset("magick.toml").pipeline.layers[0].operation == "convolve"


def test_source_code_goes_to_standard_output(run: Run) -> None:
    done = run("presets", "export", "sharpen", "--source", "opencv")
    assert "cv2.filter2D(image, -1, KERNEL" in done.output
    compile(done.output, "copied", "exec")


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("export", "sobel", "--format", "gimp"), "GIMP takes one kernel for every channel"),
        (("export", "sharpen", "--format", "gimp"), "accept the closest border"),
        (("export", "sharpen", "--code", "--source", "numpy"), "choose one"),
        (("export", "nothing"), 'preset "nothing" is unknown'),
        (("export", "sharpen", "--set", "amount=99"), "amount = 99 is out of range"),
        (("export", "sharpen", "--set", "amount=1", "--set", "amount=2"), "given twice"),
        (("import", "imgconv1:AAAA"), "it is damaged"),
        (("import", "missing.toml"), "there is no such file"),
        (("import", "hello"), 'preset "hello" is unknown'),
        (("card", "sharpen", "photo.jpg", "card.jpg"), "a card is a PNG"),
        (("card", "sharpen", "missing.jpg", "card.png"), "missing.jpg"),
        (("show", "../../x"), "there is no such file"),
        (("show", "CON"), "the name of a device"),
        (("nothing",), "No such command"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(command: tuple[str, ...], message: str, run: Run, photo: Path) -> None:
    done = run("presets", *command)
    assert done.exit_code == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_nothing_is_replaced_unasked(run: Run, photo: Path) -> None:
    Path("there.toml").write_text("mine")
    for command in [
        ("export", "sharpen", "--output", "there.toml"),
        ("import", "sharpen", "--output", "there.toml"),
    ]:
        done = run("presets", *command)
        assert done.exit_code == 2
        assert "there.toml exists; choose another name, or --existing overwrite" in done.stderr
    assert Path("there.toml").read_text() == "mine"
    assert run("presets", "export", "sharpen", "--output", "there.toml", "--existing", "overwrite").exit_code == 0
    assert load_preset("there.toml") == load_preset("sharpen")


@pytest.mark.parametrize("ending", ["png", "jpg", "tif", "webp", "gif", "avif"])
def test_results_record_their_preset_unless_told_not_to(ending: str, run: Run, photo: Path) -> None:
    assert run("apply", photo, f"with.{ending}", "--preset", "sharpen", "--set", "amount=2").exit_code == 0
    assert run("apply", photo, f"without.{ending}", "--preset", "sharpen", "--no-provenance").exit_code == 0
    assert load_preset(f"with.{ending}").values == {"amount": 2}
    done = run("presets", "show", f"without.{ending}")
    assert done.exit_code == 2
    assert "carries no preset" in done.stderr


def test_a_batch_records_the_preset_in_every_result(run: Run, photos: Path) -> None:
    assert run("batch", photos, "out", "--recursive", "--preset", "sharpen").exit_code == 0
    results = [path for path in Path("out").rglob("*") if path.is_file()]
    assert len(results) == 3
    assert all(load_preset(path) == load_preset("sharpen") for path in results)


def test_a_kernel_on_the_command_line_is_recorded_too(run: Run, photo: Path, pixels: Run) -> None:
    run("apply", photo, "first.png", "--kernel", "1/9 2/9 1/9; 0 1/9 0; 1/9 2/9 1/9", "--padding-mode", "zeros")
    run("apply", photo, "second.png", "--preset", "first.png")
    assert np.array_equal(pixels("first.png"), pixels("second.png"))


def test_a_card_can_be_looked_at(run: Run, photo: Path) -> None:
    assert run("presets", "card", "sobel", photo, "card.png").exit_code == 0
    with PIL.Image.open("card.png") as card:
        assert card.size[0] > 200
