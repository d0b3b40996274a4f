"""What every test may rely on: reproducible examples, a home of its own, real photographs, Qt where it can load."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("reproducible", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)  # new examples each time: pytest --hypothesis-profile=explore
settings.load_profile("reproducible")

try:
    import PySide6.QtTest
    import PySide6.QtWidgets  # noqa: F401
except ImportError:
    pytest_plugins = []  # no PySide6, or not the system's libraries that it needs: tests/gui/ skips itself
else:
    pytest_plugins = ["pytestqt.plugin"]


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home folder, also for the processes a test starts: presets and settings of whoever tests stay out."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("HOME", "USERPROFILE"):
            patch.setenv(variable, str(folder))
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.delenv(variable, raising=False)
        for variable, place in (("APPDATA", "AppData/Roaming"), ("LOCALAPPDATA", "AppData/Local")):
            patch.setenv(variable, str(folder / place))
        yield folder


@pytest.fixture(scope="session")
def photograph() -> Callable[[str], Path]:
    """The path of a photograph that scikit-image carries, by file name: "chelsea.png", "camera.png", "rocket.jpg"."""
    spec = importlib.util.find_spec("skimage")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "data"

    def find(name: str) -> Path:
        path = folder / name
        assert path.is_file(), f"scikit-image carries no {name}"
        return path

    return find
