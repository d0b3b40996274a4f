"""What is installed: the modules and data of the wheel, its command, and which module may import which."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PYPROJECT["tool"]["setuptools"]
SOURCES = ("imgconv", "cli", "gui", "presets")


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command that has to succeed and return what it printed."""
    result = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout
    return result.stdout


def installed_name(path: Path) -> str:
    """Where a file of the source tree lies when it is installed."""
    relative = path.relative_to(ROOT).as_posix()
    return relative if relative.startswith("imgconv/") else f"imgconv/{relative}"


def source_files() -> list[Path]:
    files = [path for folder in SOURCES for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in files if path.suffix != ".pyc" and path.suffix != ".part"]


def test_every_package_is_listed():
    packages = {PurePosixPath(installed_name(path)).parent for path in source_files() if path.suffix == ".py"}
    assert {str(package).replace("/", ".") for package in packages} == set(SETUPTOOLS["packages"])


def test_every_package_is_a_regular_one():
    folders = {path.parent for path in source_files() if path.suffix == ".py"}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def loaded_by(statement: str, tmp_path: Path) -> set[str]:
    """The top-level modules in a fresh Python after this statement."""
    script = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(run(sys.executable, "-c", script, cwd=tmp_path).split())


def test_importing_imgconv_loads_nothing_heavy(tmp_path):
    heavy = {"cv2", "PySide6", "scipy", "skimage", "dask", "distributed", "fsspec", "click", "rich"}
    loaded = loaded_by("import imgconv; imgconv.correlate", tmp_path)
    assert {"imgconv", "numpy"} <= loaded  # the package itself, not an empty namespace of its name
    assert loaded & heavy == set()


def test_a_batch_of_local_files_loads_no_cluster_and_no_storage(tmp_path):
    loaded = loaded_by("import imgconv.batch.run, imgconv.batch.runners, imgconv.batch.worker", tmp_path)
    assert "PIL" in loaded or "numpy" in loaded
    assert loaded & {"dask", "distributed", "fsspec", "s3fs", "aiohttp", "botocore", "paramiko"} == set()


def test_starting_the_command_line_loads_neither_codecs_nor_windows(tmp_path):
    loaded = loaded_by("import imgconv.cli.main", tmp_path)
    assert "click" in loaded
    assert loaded & {"cv2", "PySide6", "scipy", "skimage", "dask", "distributed", "fsspec"} == set()


def test_the_version_is_the_one_of_the_metadata(tmp_path):
    statement = "import imgconv; print(imgconv.__version__)"
    version = run(sys.executable, "-c", statement, cwd=tmp_path).strip()
    assert version == metadata.version("imgconv") == PYPROJECT["project"]["version"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the source distribution, which is built from a copy: nothing left over can slip in."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "source tree"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", *SOURCES):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.part"))
        else:
            shutil.copy(source, copy / name)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", copy, cwd=folder)
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel):
    """A folder for the module search path that holds the installed imgconv and nothing else."""
    folder = wheel.parent.parent / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_holds_every_module_and_preset_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        content = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert content == {installed_name(path) for path in source_files()}
    assert "imgconv/py.typed" in content
    assert "imgconv/presets/sharpen.toml" in content


def test_the_command_runs_from_the_wheel_alone(wheel, tmp_path):
    scratch = tmp_path / "a scratch environment"
    venv.create(scratch, with_pip=False)
    folders = {name: sysconfig.get_path(name, "venv", {"base": str(scratch)}) for name in ("scripts", "purelib")}
    python = Path(folders["scripts"], Path(sys.executable).name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python]
    run(*pip, "install", "--no-index", "--no-deps", wheel, cwd=tmp_path)
    # Only now the dependencies, through a path line, by which the editable imgconv beside them is not found.
    Path(folders["purelib"], "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    where = run(python, "-c", "import imgconv.cli.main; print(imgconv.cli.main.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(scratch)
    command = Path(folders["scripts"], "imgconv")
    assert PYPROJECT["project"]["version"] in run(command, "--version", cwd=tmp_path)
    assert "sharpen" in run(command, "presets", "list", cwd=tmp_path)


def test_imports_keep_their_directions(site):
    # Against the installed layout: an editable installation hides imgconv.cli and imgconv.gui from the linter.
    linter = Path(sys.executable).with_name("lint-imports")
    output = run(linter, "--no-cache", "--config", ROOT / "pyproject.toml", cwd=site, PYTHONPATH=str(site))
    assert " 0 broken" in output


@pytest.mark.parametrize(
    ("module", "statement", "broken"),
    [
        ("errors.py", "import imgconv.gui", "Nothing but the command that starts it imports the desktop program"),
        ("errors.py", "from imgconv.cli import main", "Nothing imports the command line"),
        ("errors.py", "import click", "Only the command line knows Click and Rich"),
        ("gui/__init__.py", "from rich import print", "Only the command line knows Click and Rich"),
        ("cli/__init__.py", "import PySide6.QtCore", "Only the desktop program knows Qt"),
        ("cli/__init__.py", "from .. import gui", "Nothing but the command that starts it imports the desktop program"),
    ],
)
def test_the_import_contracts_catch(site, tmp_path, module, statement, broken):
    shutil.copytree(site / "imgconv", tmp_path / "imgconv")
    with (tmp_path / "imgconv" / module).open("a", encoding="utf-8") as file:
        file.write(f"\ndef later():\n    {statement}\n")
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [linter, "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert f"{broken} BROKEN" in result.stdout
