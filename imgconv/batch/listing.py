"""What is in the source folder: files to take, and what stands in the way."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import TypeAlias

FolderId: TypeAlias = tuple[int, int]
"""Device and inode: what a folder is, whatever names and links lead to it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that the batch is to read.

    Attributes
    ----------
    name : str
        Its path below the source folder.
    size, mtime_ns : int
        As the folder tells them.
    fault : str or None
        Why it cannot be read, where that is plain already.
    tag : str
        What a remote store calls its content.
    """

    name: str
    size: int = 0
    mtime_ns: int = 0
    fault: str | None = None
    tag: str = ""


@dataclass(frozen=True)
class Problem:
    """A reason not to start.

    Attributes
    ----------
    path : str
        What it is about.
    reason : str
        What is wrong, and what to do.
    """

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{visible(self.path)}: {self.reason}"


@dataclass
class Listing:
    """A walk through the source folder.

    Attributes
    ----------
    source : Path
        The folder.
    recursive : bool
        Whether to descend.
    wanted : callable
        Says of a file's path below the source whether it belongs to the batch.
    folders : set of (int, int)
        The folders walked, filled in by the walk.
    problems : list of Problem
        Folders that cannot be walked, filled in by the walk.
    ignored : int
        Files that the batch leaves alone, counted by the walk.
    """

    source: Path
    recursive: bool
    wanted: Callable[[str], bool]
    folders: set[FolderId] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    ignored: int = 0

    def __iter__(self) -> Iterator[Found]:
        """Walk, in the order of the names, one folder in memory at a time."""
        waiting: list[tuple[str, frozenset[FolderId]]] = [("", frozenset())]
        while waiting:
            below, above = waiting.pop()
            folder = os.path.join(self.source, below)  # noqa: PTH118 - Path is ten times slower here
            try:
                about = os.stat(folder)  # noqa: PTH116
                identity = about.st_dev, about.st_ino
                if identity in above:
                    self.problems.append(Problem(folder, "a symbolic link to a folder above it; remove it"))
                    continue
                with os.scandir(folder) as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self.problems.append(Problem(folder, f"the folder cannot be read: {error.strerror}"))
                continue
            self.folders.add(identity)
            inner: list[tuple[str, frozenset[FolderId]]] = []
            for entry in listed:
                name = os.path.join(below, entry.name)  # noqa: PTH118 - see above
                if entry.name.startswith("."):
                    self.ignored += 1
                elif _is_folder(entry):
                    if self.recursive:
                        inner.append((name, above | {identity}))
                elif self.wanted(name):
                    yield _found(entry, name)
                else:
                    self.ignored += 1
            waiting.extend(reversed(inner))


def selection(pattern: str | None, suffixes: frozenset[str]) -> Callable[[str], bool]:
    """Return the test by which files are taken: a glob, or else the suffixes of images."""
    if pattern is None:
        return lambda name: os.path.splitext(name)[1].lower() in suffixes  # noqa: PTH122 - called for every file
    glob = pattern.casefold()
    whole = "/" in pattern
    return lambda name: fnmatch((name.replace(os.sep, "/") if whole else os.path.basename(name)).casefold(), glob)  # noqa: PTH119


def visible(name: str) -> str:
    """Write a name so that no character in it can hide, break the line or turn the text around."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _found(entry: os.DirEntry[str], name: str) -> Found:
    try:
        about = entry.stat()
    except FileNotFoundError:
        return Found(name, fault="a symbolic link to nothing" if entry.is_symlink() else "not there any more")
    except OSError as error:
        return Found(name, fault=f"cannot be read: {error.strerror}")
    if not stat.S_ISREG(about.st_mode):
        return Found(name, fault="not a regular file")
    if not os.access(entry.path, os.R_OK):
        return Found(name, about.st_size, about.st_mtime_ns, "no permission to read it")
    return Found(name, about.st_size, about.st_mtime_ns)
