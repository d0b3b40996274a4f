from pathlib import Path

import pytest

from imgconv.errors import ImageWriteError, PresetError
from imgconv.preset import list_presets, load_preset, preset_to_toml, read_preset, save_preset, user_folder
from imgconv.preset.finding import preset_name

MINE = 'format = 1\nname = "Mine"\n[[layers]]\ntype = "conv"\nkernel = [[1, 2]]\n'
BAD_NAMES = [
    "CON",
    "nul",
    "com1",
    "",
    "   ",
    ".",
    "-x",
    "a" * 65,
    "a*b",
    "a:b",
    "a\0b",
    "a\u202eb",
    "é" * 150,
    "com\xb9",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IMGCONV_PRESETS", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.mark.parametrize("name", ["g\u0430ussian-blur", "\u03bfutline", "blur-\u0441obel"])
def test_letters_that_only_look_alike_are_no_name(name: str) -> None:
    with pytest.raises(PresetError, match="mixes scripts whose letters look alike"):
        save_preset(load_preset("sharpen"), name)


@pytest.mark.parametrize("name", ["\u0440\u0435\u0437\u043a\u043e", "\u03bc-blur", "\u9510\u5316abc", "caf\xe9"])
def test_one_script_a_word_is_a_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGCONV_PRESETS", str(tmp_path / "scripts"))
    save_preset(load_preset("sharpen"), name)
    assert load_preset(name).values == load_preset("sharpen").values


def test_finds_shipped_presets_by_name_however_it_is_spelled() -> None:
    assert load_preset("unsharp-mask") == load_preset("Unsharp mask") == load_preset("unsharp_mask")
    assert load_preset("sharpen", amount=2).values == {"amount": 2.0}


def test_saves_and_finds_the_users_own_after_the_shipped_ones(folder: Path) -> None:
    path = save_preset(read_preset(MINE), "My own")
    assert path == folder / "my-own.toml"
    assert load_preset("my own") == load_preset(path) == read_preset(MINE)
    assert [(e.name, e.origin) for e in list_presets()][-1] == ("my-own", "user")
    assert [p.name for p in folder.iterdir()] == ["my-own.toml"]


def test_saves_the_values_in_use(folder: Path) -> None:
    save_preset(load_preset("gaussian-blur", sigma=7), "soft")
    assert load_preset("soft").values == {"sigma": 7.0}


def test_replaces_only_what_it_may(folder: Path) -> None:
    save_preset(read_preset(MINE), "mine")
    with pytest.raises(PresetError, match='"mine" is there already'):
        save_preset(read_preset(MINE), "mine")
    save_preset(load_preset("sharpen"), "mine", overwrite=True)
    assert load_preset("mine").name == "Sharpen"
    with pytest.raises(PresetError, match='"sharpen" is shipped with imgconv'):
        save_preset(read_preset(MINE), "sharpen", overwrite=True)


def test_a_file_under_a_shipped_name_is_not_found(folder: Path) -> None:
    folder.mkdir()
    (folder / "sharpen.toml").write_text(MINE)
    assert load_preset("sharpen").name == "Sharpen"
    assert [e.name for e in list_presets()].count("sharpen") == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("IMGCONV_PRESETS", str(tmp_path / "file" / "own"))
    with pytest.raises(ImageWriteError, match="cannot be written"):
        save_preset(read_preset(MINE), "mine")
    assert [e.origin for e in list_presets() if e.origin == "user"] == []


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_cannot_be_files_are_refused(name: str, folder: Path) -> None:
    with pytest.raises(PresetError, match=r"is not a name|is the name of a device"):
        preset_name(name)
    with pytest.raises(PresetError, match=r"^preset |there is no such file"):
        load_preset(name)
    with pytest.raises(PresetError, match=r"is not a name|is the name of a device"):
        save_preset(read_preset(MINE), name)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../../x", "neither|no such file"),
        ("/etc/passwd", "is neither a preset .* nor an image"),
        ("x/y", "no such file"),
        ("x\\y", "no such file"),
        ("missing.toml", "missing.toml: there is no such file"),
        ("missing.png", "missing.png: there is no such file"),
        ("bad\0.toml", "no file can have this name"),
        ("bad\0.png", "no file can have this name"),
        ("/dev/zero", "is not a file"),
        ("sharpne", 'preset "sharpne" is unknown; did you mean "sharpen"'),
        ("./" + "x" * 5000 + ".toml", "the file cannot be read"),
    ],
)
def test_paths_that_lead_to_no_preset_are_told(
    name: str, message: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # what lies beside the checkout is nobody's business
    if name == "/etc/passwd" and not Path(name).exists():
        pytest.skip("no such file on this system")
    if name == "/dev/zero" and not Path(name).exists():
        pytest.skip("no such device on this system")
    with pytest.raises(PresetError, match=message):
        load_preset(name)


def test_saving_never_leaves_the_folder(folder: Path, tmp_path: Path) -> None:
    for name in ["../x", "..", "a/../../x", str(tmp_path / "x"), "x.toml"]:
        with pytest.raises(PresetError, match="is not a name"):
            save_preset(read_preset(MINE), name)
    assert list(tmp_path.iterdir()) == []


def test_folders_and_long_files_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(PresetError, match="is not a file"):
        load_preset(tmp_path / "folder.toml")
    (tmp_path / "long.toml").write_bytes(b"#\n" * 1_000_000)
    with pytest.raises(PresetError, match="too long for a preset"):
        load_preset(tmp_path / "long.toml")


def test_the_platforms_folder_is_used_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IMGCONV_PRESETS", raising=False)
    assert user_folder().parts[-2:] == ("imgconv", "presets")


def test_values_are_checked() -> None:
    with pytest.raises(PresetError, match=r"sigma = 500 is out of range: give a number from 0.3 to 50"):
        load_preset("gaussian-blur", sigma=500)
    with pytest.raises(PresetError, match=r'parameter "sgma" is unknown; did you mean "sigma"'):
        load_preset("gaussian-blur", sgma=1)
    with pytest.raises(PresetError, match=r"size = 2\.5 is not a whole number"):
        load_preset("box-blur", size=2.5)


def test_a_shipped_preset_survives_its_own_text() -> None:
    for entry in list_presets():
        preset = entry.load()
        assert read_preset(preset_to_toml(preset)) == preset
