"""What is behind a URL: files to take, and names that are none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from imgconv.batch.listing import FolderId, Found, Problem, visible
from imgconv.batch.stores.remote import RemoteStore
from imgconv.errors import ImgconvError

_WINDOWS = frozenset('<>:"\\|?*')


@dataclass
class RemoteListing:
    """A walk through a folder behind a URL, like `imgconv.batch.listing.Listing`.

    Attributes
    ----------
    store : RemoteStore
        The folder.
    recursive : bool
        Whether to descend.
    wanted : callable
        Says of a file's path below the folder whether it belongs to the batch.
    folders : set of (int, int)
        Stays empty: nothing on this machine is walked.
    problems : list of Problem
        Stays empty: what cannot be listed raises.
    ignored : int
        Files that the batch leaves alone, counted by the walk.
    """

    store: RemoteStore
    recursive: bool
    wanted: Callable[[str], bool]
    folders: set[FolderId] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    ignored: int = 0

    def __iter__(self) -> Iterator[Found]:
        """Walk, in the order in which the store lists.

        Raises
        ------
        ImgconvError
            If the folder cannot be listed.
        """
        try:
            for name, stamp in self.store.entries(self.recursive):
                fault = _no_name(name)
                hidden = fault is None and any(part.startswith(".") for part in name.split("/"))
                if hidden or not self.wanted(name):
                    self.ignored += 1
                else:
                    yield Found(name, stamp.size, stamp.mtime_ns, fault, stamp.tag)
        except FileNotFoundError:
            raise ImgconvError(f"{visible(self.store.root)}: there is no such folder or bucket") from None


def _no_name(key: str) -> str | None:
    """Say why a key is no path below a folder: stores take any text for a key."""
    for part in key.split("/"):
        if part in {"", ".", ".."}:
            return f'its key has "{part}" for the name of a folder, which would lead elsewhere; rename it'
        if "\0" in part or (os.name == "nt" and not _WINDOWS.isdisjoint(part)):
            return "its key has a character that no file name may have; rename it"
    # What s3fs takes for the version of an object would be cut off.
    return 'its key has "?versionId=" in it, which is taken for something else' if "?versionId=" in key else None
