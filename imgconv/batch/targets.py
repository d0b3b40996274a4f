"""Whether an output can be written at its place without harm to anything."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from imgconv.batch.listing import FolderId, visible
from imgconv.placing import TEMPORARY_BYTES

STANDS: Final = 'its output is there already; choose "skip" or "overwrite", or another folder'
_NAME_MAX = 255
_PATH_MAX = 4096
_KEY_MAX = 1024


class Target(Protocol):
    """A folder for outputs."""

    def check(self, output: str, overwrite_refused: bool) -> tuple[str | None, bool]:
        """Say why an output cannot be written, and whether something stands at its place already.

        Parameters
        ----------
        output : str
            Its path below the folder.
        overwrite_refused : bool
            Whether an output that is there already is a problem.
        """
        ...


@dataclass(frozen=True)
class RemoteTarget:
    """A folder behind a URL, whose listing tells later what stands there.

    Parameters
    ----------
    root_bytes : int
        Length of its path in the store.
    """

    root_bytes: int

    def check(self, output: str, overwrite_refused: bool) -> tuple[str | None, bool]:
        """See `Target.check`."""
        try:
            length = len(output.encode()) + self.root_bytes + 1
        except UnicodeEncodeError:
            return "its name is no text, which a store needs; rename it", False
        if length > _KEY_MAX:
            return f"its output's key needs {length} bytes, stores take {_KEY_MAX}; use shorter names", False
        return None, False


@dataclass
class TargetFolder:
    """Where outputs of one folder go.

    Attributes
    ----------
    problem : str or None
        Why nothing can be written there.
    exists : bool
        Whether it is there already.
    path_bytes : int
        Length of its own path.
    name_max : int
        Bytes that a name in it may have.
    """

    problem: str | None
    exists: bool = False
    path_bytes: int = 0
    name_max: int = 0


@dataclass
class LocalTarget:
    """A folder of this machine.

    Parameters
    ----------
    dest : Path
        The folder.
    inputs : set of (int, int)
        The folders that the batch reads.
    recursive : bool
        Whether a new folder inside one of those would be read by the next batch.
    """

    dest: Path
    inputs: set[FolderId]
    recursive: bool
    _folders: dict[str, TargetFolder] = field(default_factory=dict)

    def check(self, output: str, overwrite_refused: bool) -> tuple[str | None, bool]:
        """See `Target.check`."""
        folder = self._folder(os.path.dirname(output))  # noqa: PTH120 - called for every file
        if folder.problem is not None:
            return folder.problem, False
        too_long = self._too_long(output, folder)
        if too_long is not None or not folder.exists:
            return too_long, False
        return self._standing(output, overwrite_refused)

    def _folder(self, folder: str) -> TargetFolder:
        known = self._folders.get(folder)
        if known is None:
            known = self._folders[folder] = self._look_at(folder)
        return known

    def _look_at(self, folder: str) -> TargetFolder:
        path = self.dest / folder
        nearest = path
        while True:
            try:
                about = nearest.stat()
                break
            except (FileNotFoundError, NotADirectoryError) as error:
                if nearest == nearest.parent or nearest.is_symlink():
                    return TargetFolder(_unusable(nearest, error))
                nearest = nearest.parent
            except OSError as error:
                return TargetFolder(_unusable(nearest, error))
        exists = nearest == path
        if not stat.S_ISDIR(about.st_mode):
            return TargetFolder(f'"{visible(str(nearest))}" is a file, no folder')
        if (about.st_dev, about.st_ino) in self.inputs and (exists or self.recursive):
            return TargetFolder("its output would stand among the inputs; write to another folder")
        if not os.access(nearest, os.W_OK | os.X_OK):
            return TargetFolder(f'the folder "{visible(str(nearest))}" cannot be written to')
        name_max = _name_max(nearest)
        longest = max(map(_length, Path(folder).parts), default=0)
        if longest > name_max:
            return TargetFolder(_name_too_long(longest, name_max))
        return TargetFolder(None, exists, _length(str(path)), name_max)

    def _too_long(self, output: str, folder: TargetFolder) -> str | None:
        name = _length(os.path.basename(output))  # noqa: PTH119 - called for every file
        if name > folder.name_max:
            return _name_too_long(name, folder.name_max)
        # The temporary name beside a short output may be the longer one.
        path = folder.path_bytes + 1 + max(name, TEMPORARY_BYTES)
        if os.name != "nt" and path >= _PATH_MAX:
            return f"its output path needs {path} bytes, the system takes {_PATH_MAX - 1}; use fewer folders"
        return None

    def _standing(self, output: str, overwrite_refused: bool) -> tuple[str | None, bool]:
        """Look at what stands at an output's place."""
        try:
            about = os.lstat(self.dest / output)
        except FileNotFoundError:
            return None, False
        except OSError as error:
            return f"its output's place cannot be looked at: {error.strerror}", False
        if stat.S_ISDIR(about.st_mode):
            return f'its output "{visible(output)}" is there already as a folder', True
        if overwrite_refused:
            return STANDS, True
        return None, True


def _length(name: str) -> int:
    """Return how much of a folder's or the system's limit a name takes."""
    return len(name) if os.name == "nt" or name.isascii() else len(os.fsencode(name))


def _name_too_long(length: int, limit: int) -> str:
    return f"its output name has {length} bytes, the folder takes {limit}; shorten it"


def _unusable(path: Path, error: OSError) -> str:
    return f'"{visible(str(path))}" cannot be used as a folder: {error.strerror}'


def _name_max(folder: Path) -> int:
    try:
        return os.pathconf(folder, "PC_NAME_MAX")
    except (AttributeError, OSError, ValueError):
        return _NAME_MAX
