"""Opening a file that somebody named: a real file, or a line that says what is wrong with the name."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from imgconv.errors import PresetError
from imgconv.preset.nearest import printable


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading; devices, pipes and folders are none.

    Raises
    ------
    PresetError
        If there is no such file, or it cannot be read.
    """
    name = shown(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise PresetError(f"{name}: this is not a file")
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise PresetError(f"{name}: there is no such file") from None
    except OSError as error:
        raise PresetError(f"{name}: the file cannot be read: {error.strerror or error}") from None
    except PresetError:
        raise
    except ValueError:  # a NUL in the name
        raise PresetError(f"{name}: no file can have this name") from None


def shown(path: Path) -> str:
    """Write a path for a message, the end of it where it is long."""
    text = printable(str(path))
    return text if len(text) <= 120 else f"...{text[-117:]}"
