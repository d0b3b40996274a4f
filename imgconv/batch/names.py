"""The name of every output, and whether it can be written without harm to anything."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from imgconv.batch.listing import FolderId, Problem, visible
from imgconv.placing import TEMPORARY_BYTES

_NAME_MAX = 255
_PATH_MAX = 4096


def output_name(name: str, suffix: str | None) -> str:
    """Return an output's path below the target folder, for an input's below the source folder."""
    return name if suffix is None else os.path.splitext(name)[0] + suffix  # noqa: PTH122 - called for every file


def same_name(name: str) -> str:
    """Return what two names share that some file system takes for one: case and Unicode composition apart."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


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
class Names:
    """A check of output names, one after the other.

    Parameters
    ----------
    dest : Path
        The target folder.
    inputs : set of (int, int)
        The folders that the batch reads.
    recursive : bool
        Whether a new folder inside one of those would be read by the next batch.
    """

    dest: Path
    inputs: set[FolderId]
    recursive: bool
    _taken: dict[str, str] = field(default_factory=dict)
    _folders: dict[str, TargetFolder] = field(default_factory=dict)

    def check(self, source: str, output: str, overwrite_refused: bool) -> tuple[str | None, bool]:
        """Check an output.

        Parameters
        ----------
        source, output : str
            Paths below the source and below the target folder.
        overwrite_refused : bool
            Whether an output that is there already is a problem.

        Returns
        -------
        problem : str or None
            Why the output cannot be written.
        exists : bool
            Whether it is there already.
        """
        other = self._taken.setdefault(same_name(output), source)
        if other is not source:
            return self._collision(source, output, other), False
        folder = self._folder(os.path.dirname(output))  # noqa: PTH120 - called for every file
        if folder.problem is not None:
            return folder.problem, False
        too_long = self._too_long(output, folder)
        if too_long is not None or not folder.exists:
            return too_long, False
        return self._standing(output, overwrite_refused)

    def shared_with_folders(self) -> Iterator[Problem]:
        """Find outputs that are to have the name of a folder that other outputs need."""
        for folder in self._folders:
            parts = Path(folder).parts
            for depth in range(1, len(parts) + 1):
                source = self._taken.get(same_name(os.path.join(*parts[:depth])))  # noqa: PTH118 - text is compared
                if source is not None:
                    taken = visible(os.path.join(*parts[:depth]))  # noqa: PTH118
                    yield Problem(source, f'its output "{taken}" is also a folder of other outputs; rename one')

    def takes(self, output: str) -> bool:
        """Whether an output of this path below the target folder is planned."""
        return same_name(output) in self._taken

    def _collision(self, source: str, output: str, other: str) -> str:
        if same_name(source) == same_name(other):
            return f'its name differs from "{visible(other)}" only in case or Unicode composition; rename one'
        return f'its output "{visible(output)}" is also that of "{visible(other)}"; rename one, or leave one out'

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
            return 'its output is there already; choose "skip" or "overwrite", or another folder', True
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
