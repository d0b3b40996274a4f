"""The name of every output, and that no two of them are one."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from imgconv.batch.listing import Problem, visible
from imgconv.batch.targets import Target


def output_name(name: str, suffix: str | None) -> str:
    """Return an output's path below the target folder, for an input's below the source folder."""
    return name if suffix is None else os.path.splitext(name)[0] + suffix  # noqa: PTH122 - called for every file


def same_name(name: str) -> str:
    """Return what two names share that some file system takes for one: case and Unicode composition apart."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


@dataclass
class Names:
    """A check of output names, one after the other.

    Parameters
    ----------
    target : Target
        Where the outputs go.
    """

    target: Target
    _taken: dict[str, str] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)

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
        self._folders.add(os.path.dirname(output))  # noqa: PTH120 - called for every file
        return self.target.check(output, overwrite_refused)

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
