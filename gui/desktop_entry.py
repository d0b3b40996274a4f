"""The entry in a desktop's menu: where it goes, and what it says. Knows no Qt."""

from __future__ import annotations

import os
import sys
from importlib import resources
from pathlib import Path
from typing import Final

from imgconv.errors import ImgconvError

_SPECIAL: Final = set(" \t\n\"'\\><~|&;$*?#()`%")


def install_entry(data: Path | None = None) -> tuple[Path, Path]:
    """Write the desktop entry and its icon for this user.

    The entry names the Python that this program runs in, so that it works for an environment that is on no path.

    Parameters
    ----------
    data : Path, optional
        The user's data folder; by default what the desktop says ($XDG_DATA_HOME, or ~/.local/share).

    Returns
    -------
    (Path, Path)
        The entry and the icon.

    Raises
    ------
    ImgconvError
        On Windows and macOS, which know no such entries, and where a file cannot be written.

    References
    ----------
    freedesktop.org, Desktop Entry Specification 1.5 and Icon Theme Specification 0.13.
    """
    if data is None:
        if sys.platform in {"win32", "darwin"}:
            raise ImgconvError(
                "desktop entry: this system has none; make a shortcut to the program imgconv-gui instead"
            )
        told = os.environ.get("XDG_DATA_HOME", "")
        data = Path(told) if Path(told).is_absolute() else Path.home() / ".local" / "share"
    entry = data / "applications" / "imgconv.desktop"
    icon = data / "icons" / "hicolor" / "scalable" / "apps" / "imgconv.svg"
    text = resource("imgconv.desktop").decode().replace("Exec=imgconv gui %f", f"Exec={_command()} %f")
    try:
        for path, content in ((entry, text.encode()), (icon, resource("imgconv.svg"))):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        where = f"{error.filename}: {error.strerror}"
        raise ImgconvError(f"desktop entry: {where}; name another folder by $XDG_DATA_HOME") from None
    return entry, icon


def resource(name: str) -> bytes:
    """Return a file of the folder `desktop` that comes with the program."""
    return resources.files(__package__).joinpath("desktop", name).read_bytes()


def _command() -> str:
    """The command as the specification wants it quoted."""
    return " ".join(map(_quoted, (sys.executable, "-P", "-m", "imgconv.gui")))


def _quoted(word: str) -> str:
    if not _SPECIAL & set(word):
        return word
    inside = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word)
    # Once more for the file, whose values take a backslash as the beginning of an escape; % is a field code.
    return '"{}"'.format(inside.replace("\\", "\\\\").replace("%", "%%"))
