"""A folder behind a URL, through fsspec."""

from __future__ import annotations

import datetime
import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, BinaryIO, TypeVar, cast
from urllib.parse import quote, unquote

from imgconv.batch.stores.base import Stamp, StoreError
from imgconv.batch.stores.retry import keep_quiet, reason, retrying
from imgconv.batch.stores.schemes import scheme_of
from imgconv.codecs import Limits
from imgconv.codecs.sources import Source
from imgconv.errors import ImgconvError

Result = TypeVar("Result")

_HEADER_BLOCK = 1 << 16


@dataclass(frozen=True)
class RemoteStore:
    """A folder that fsspec reaches; see `imgconv.batch.stores.base.Store`.

    Parameters
    ----------
    root : str
        Its URL, checked, without a slash at its end.
    """

    root: str

    def path(self, name: str) -> str:
        """See `Store.path`."""
        return f"{self.root}/{name}" if name else self.root

    def stamp(self, name: str) -> Stamp:
        """See `Store.stamp`."""
        return stamp_of(self.call(lambda fs, path: fs.info(path), name))

    def entries(self, recursive: bool) -> Iterator[tuple[str, Stamp]]:
        """List the files, one folder in memory at a time, with no look at any single one.

        Parameters
        ----------
        recursive : bool
            Whether to descend.

        Yields
        ------
        (str, Stamp)
            A file's path below the folder, and what the listing tells of it.

        Raises
        ------
        FileNotFoundError
            If there is no such folder.
        StoreError
            If it cannot be listed.
        """
        # What an earlier batch of this process was told may have changed.
        self.call(lambda fs, path: fs.invalidate_cache(), "")
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            found = self.call(lambda fs, path: fs.ls(path, detail=True), folder)
            start = len(self._base) + 1
            inner = []
            for entry in sorted(found, key=lambda entry: str(entry["name"])):
                name = self._plain(str(entry["name"]).rstrip("/")[start:])
                if not name or name == folder:
                    continue
                if entry["type"] == "directory":
                    inner.append(name)
                elif entry["type"] != "link":
                    yield name, stamp_of(entry)
                elif (stamp := self._behind_link(name)) is not None:
                    yield name, stamp
            if recursive:
                waiting.extend(reversed(inner))

    def _behind_link(self, name: str) -> Stamp | None:
        """Look at what a link leads to, None if that is a folder, which may lead round in a circle."""
        try:
            info = self.call(lambda fs, path: fs.info(path), name)
        except FileNotFoundError:
            return Stamp()
        return None if info["type"] == "directory" else stamp_of(info)

    def entries_if_any(self, recursive: bool) -> Iterator[tuple[str, Stamp]]:
        """List the files of a folder that need not be there, in a bucket that must be.

        Raises
        ------
        StoreError
            If it cannot be listed, or there is no such bucket.
        """
        try:
            yield from self.entries(recursive)
        except FileNotFoundError:
            self._check_bucket()

    def _check_bucket(self) -> None:
        if scheme_of(self.root).writing == "whole":
            bucket = self._base.partition("/")[0]
            try:
                retrying(lambda: self._fs.info(bucket), self.root, anew=self._anew)
            except FileNotFoundError:
                raise StoreError(f"{self.root}: there is no such bucket; make it first, or correct its name") from None

    def source(self, name: str, stamp: Stamp | None, limits: Limits) -> Source:
        """See `Store.source`."""
        known = stamp if stamp is not None and stamp.telling else None
        if known is not None:
            limits.check("file_bytes", known.size, self.path(name))
        data = self._found(lambda: self.call(lambda fs, path: self._read(fs, path, known, limits), name), name)
        limits.check("file_bytes", len(data), self.path(name))
        if known is not None and len(data) != known.size:
            raise StoreError(f"{self.path(name)}: it was changed while the batch ran; run the batch again")
        return data

    def open(self, name: str) -> BinaryIO:
        """See `Store.open`."""
        opened = self._found(
            lambda: self.call(lambda fs, path: fs.open(path, "rb", block_size=_HEADER_BLOCK), name), name
        )
        return cast(BinaryIO, _Retried(opened, self.path(name)))

    def check_writable(self) -> None:
        """See `Store.check_writable`."""
        name = f".imgconv-{os.urandom(8).hex()}-mark.part"
        self._put(name, b"", overwrite=True, token="mark")
        self.call(lambda fs, path: fs.rm_file(path), name)

    def put(self, name: str, data: bytes, *, overwrite: bool, token: str = "") -> Stamp | None:
        """See `Store.put`."""
        name = name.replace(os.sep, "/")
        return self._put(name, data, overwrite=overwrite, token=token)

    def holds(self, name: str, data: bytes) -> bool:
        """See `Store.holds`."""
        try:
            stamp = self.stamp(name)
            if stamp.size != len(data):
                return False
            if stamp.tag == hashlib.md5(data, usedforsecurity=False).hexdigest():
                return True
            return bool(self.call(lambda fs, path: fs.cat_file(path), name) == data)
        except FileNotFoundError:
            return False

    def sweep(self, names: Iterable[str], token: str) -> None:
        """See `Store.sweep`."""
        if scheme_of(self.root).writing != "renamed":
            return
        for folder in {name.replace(os.sep, "/").rpartition("/")[0] for name in names}:
            with suppress(OSError, ImgconvError):
                for entry in self.call(lambda fs, path: fs.ls(path, detail=True), folder):
                    if f"/.imgconv-{token}-" in entry["name"]:
                        self._fs.rm_file(entry["name"])

    def sync(self, names: Iterable[str]) -> None:
        """See `Store.sync`: what a store has taken, it keeps."""

    def call(self, function: Callable[[Any, str], Result], name: str) -> Result:
        """Call a function with the file system and a file's path there, again while it is worth it."""
        return retrying(lambda: function(self._fs, self._inner(name)), self.path(name), anew=self._anew)

    def _put(self, name: str, data: bytes, *, overwrite: bool, token: str) -> Stamp | None:
        try:
            return self._written(name, data, overwrite=overwrite, token=token)
        except FileNotFoundError as error:
            # Over SSH this is what it is called, too, when a file stands where a folder would have to be.
            raise StoreError(f"{self.path(name)}: it cannot be put there ({reason(error)})") from None

    def _written(self, name: str, data: bytes, *, overwrite: bool, token: str) -> Stamp | None:
        if scheme_of(self.root).writing == "renamed":
            self.call(lambda fs, path: _put_renamed(fs, path, data, overwrite, token), name)
            return None
        mode = "overwrite" if overwrite else "create"
        told = self.call(lambda fs, path: fs.pipe_file(path, data, mode=mode), name)
        tag = str(told.get("ETag", "")).strip('"') if isinstance(told, dict) else ""
        return Stamp(len(data), 0, tag) if tag else None

    def _found(self, call: Callable[[], Result], name: str) -> Result:
        try:
            return call()
        except FileNotFoundError:
            raise StoreError(f"{self.path(name)}: not there any more") from None

    def _read(self, fs: Any, path: str, known: Stamp | None, limits: Limits) -> bytes:
        if known is None:
            # Whoever sends more than was allowed is not listened to.
            with fs.open(path, "rb", block_size=0) as stream:
                return cast(bytes, stream.read(limits.file_bytes + 1))
        return cast(bytes, fs.cat_file(path))

    @property
    def _fs(self) -> Any:
        return _connected(self.root, self._thread)[0]

    @property
    def _base(self) -> str:
        return _connected(self.root, self._thread)[1]

    @property
    def _thread(self) -> int:
        """Tell threads apart where they cannot share a connection: over SSH each would wait for the other's answer."""
        return threading.get_ident() if scheme_of(self.root).writing == "renamed" else 0

    def _inner(self, name: str) -> str:
        if self.root.startswith(("http:", "https:")):
            name = quote(name)
        return f"{self._base}/{name}" if name else self._base

    def _plain(self, name: str) -> str:
        return unquote(name) if self.root.startswith(("http:", "https:")) else name

    def _anew(self) -> None:
        if scheme_of(self.root).writing == "renamed":
            _connected.cache_clear()


class _Retried:
    """A file that is read over a connection, whose errors are told like others."""

    def __init__(self, file: Any, what: str) -> None:
        self._file = file
        self._what = what

    def read(self, size: int = -1) -> bytes:
        place = self._file.tell()

        def once() -> bytes:
            self._file.seek(place)
            return cast(bytes, self._file.read(size))

        return retrying(once, self._what, anew=lambda: None)

    def seek(self, offset: int, whence: int = 0) -> int:
        # Paramiko's files do not say where they are then.
        self._file.seek(offset, whence)
        return int(self._file.tell())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Retried:
        return self

    def __exit__(self, *about: object) -> None:
        self._file.close()


def stamp_of(info: dict[str, Any]) -> Stamp:
    """Return what a listing or a look at a file tells of it."""
    size = int(info.get("size") or 0)
    tag = str(info.get("ETag") or info.get("etag") or info.get("md5Hash") or "").strip('"')
    if tag:
        # Listings and looks tell times of different precision, and a copy has another time.
        return Stamp(size, 0, tag)
    for key in ("mtime", "LastModified", "last_modified", "updated"):
        if info.get(key):
            return Stamp(size, _nanoseconds(info[key]))
    return Stamp(size)


@lru_cache(maxsize=8)
def _connected(root: str, thread: int) -> tuple[Any, str]:
    """Return the file system behind a URL and the folder's path in it; credentials are its own affair.

    Parameters
    ----------
    root : str
        The URL.
    thread : int
        Who uses it; 0 for one that all share.
    """
    import fsspec

    keep_quiet()
    fs, base = fsspec.url_to_fs(root, skip_instance_cache=True)
    return fs, str(base).rstrip("/")


def _put_renamed(fs: Any, path: str, data: bytes, overwrite: bool, token: str) -> None:
    folder = path.rpartition("/")[0]
    if not overwrite and fs.exists(path):
        raise FileExistsError(path)
    fs.makedirs(folder, exist_ok=True)
    temporary = f"{folder}/.imgconv-{token}-{os.urandom(8).hex()}.part"
    try:
        with fs.open(temporary, "wb") as file:
            file.write(data)
        if overwrite:
            fs.mv(temporary, path)
        else:
            # The protocol's own rename, unlike the one that fsspec calls, takes no name that is taken.
            fs.ftp.rename(temporary, path)
    except BaseException:
        with suppress(Exception):
            fs.rm_file(temporary)
        if not overwrite and fs.exists(path):
            raise FileExistsError(path) from None
        raise


def _nanoseconds(time: Any) -> int:
    if isinstance(time, str):
        time = datetime.datetime.fromisoformat(time)
    seconds = time.timestamp() if isinstance(time, datetime.datetime) else float(time)
    return round(seconds * 1000) * 10**6
