"""Notices: what a decoder or encoder changed or left out, gathered and told once as warnings that name the file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from imgconv.errors import ImgconvWarning

_current: ContextVar[list[str] | None] = ContextVar("notices", default=None)


def notice(text: str) -> None:
    """Note something that was changed or left out."""
    gathered = _current.get()
    if gathered is not None and text not in gathered:
        gathered.append(text)


@contextmanager
def gather_notices() -> Iterator[list[str]]:
    """Gather the notices of what runs inside, in this thread and task alone."""
    gathered: list[str] = []
    token = _current.set(gathered)
    try:
        yield gathered
    finally:
        _current.reset(token)


def warn_of(notices: list[str], name: str) -> None:
    """Tell gathered notices as warnings about a file."""
    for text in notices:
        warnings.warn(f"{name}: {text}", ImgconvWarning, stacklevel=4)
