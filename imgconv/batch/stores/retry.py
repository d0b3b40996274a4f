"""Trying again what a store refuses for the moment, and saying in one line what it refuses for good."""

from __future__ import annotations

import errno
import logging
import random
import socket
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from imgconv.batch.stores.base import StoreError
from imgconv.errors import ImgconvError

Result = TypeVar("Result")

ATTEMPTS: Final = 6
_FIRST_DELAY: Final = 0.5
_LONGEST_DELAY: Final = 20.0
_LIBRARIES: Final = (
    "aiohttp",
    "aiobotocore",
    "botocore",
    "google",
    "gcsfs",
    "azure",
    "paramiko",
    "requests",
    "urllib3",
)
_TALKATIVE: Final = (*_LIBRARIES, "adlfs", "asyncio", "fsspec", "s3fs")
_FINAL: Final = (
    FileNotFoundError,
    PermissionError,
    FileExistsError,
    IsADirectoryError,
    NotADirectoryError,
    ImgconvError,
)
_FINAL_NUMBERS: Final = {errno.EINVAL, errno.ENAMETOOLONG, errno.ENOSYS, errno.EPERM, errno.EMSGSIZE, errno.ENOSPC}
_FINAL_NAMES: Final = ("Credential", "Auth", "NoRegion", "ParamValidation", "ProfileNotFound", "Certificate", "HostKey")
_NO_KEYS: Final = "No authentication methods available"  # as paramiko says it, in an error of no kind of its own
_PASSING_STATUSES: Final = {408, 425, 429, 500, 502, 503, 504}


def retrying(
    call: Callable[[], Result], what: str, *, sleep: Callable[[float], None] = time.sleep, anew: Callable[[], None]
) -> Result:
    """Call something until it succeeds, waiting longer each time, while what goes wrong may pass.

    Parameters
    ----------
    call : callable
        What is to be done; doing it twice must do no harm.
    what : str
        The file or folder, for messages.
    sleep : callable
        Waits so many seconds.
    anew : callable
        Called before another attempt, to leave a connection that may be broken.

    Returns
    -------
    object
        What `call` returned.

    Raises
    ------
    OSError
        FileNotFoundError and FileExistsError, which mean something to whoever called.
    StoreError
        If it cannot be done.
    """
    for attempt in range(ATTEMPTS):
        try:
            return call()
        except Exception as error:
            if isinstance(error, (FileNotFoundError, FileExistsError, ImgconvError)):
                raise
            if not may_pass(error):
                raise StoreError(f"{what}: {reason(error)}") from error
            if attempt == ATTEMPTS - 1:
                raise StoreError(f"{what}: given up after {ATTEMPTS} attempts: {reason(error)}") from error
        # All workers meet the same refusal at the same time; chance spreads them.
        sleep(min(_LONGEST_DELAY, _FIRST_DELAY * 2**attempt) * random.uniform(0.5, 1.0))
        anew()
    raise AssertionError("unreachable")


def may_pass(error: BaseException) -> bool:
    """Whether an error may be gone at the next attempt: throttling, a dropped connection, a server in trouble."""
    if isinstance(error, _FINAL):
        return False
    kind = type(error)
    status = getattr(error, "status", None)
    if isinstance(status, int) and status >= 400:
        return status in _PASSING_STATUSES
    if any(part in kind.__name__ for part in _FINAL_NAMES) or _NO_KEYS in str(error):
        return False
    # A name that nobody knows, as aiohttp wraps it; a name server that is away is another thing.
    cause = getattr(error, "os_error", error)
    if isinstance(cause, socket.gaierror):
        return cause.errno != socket.EAI_NONAME
    if isinstance(error, OSError):
        return error.errno not in _FINAL_NUMBERS
    return isinstance(error, EOFError) or kind.__module__.partition(".")[0] in _LIBRARIES


def keep_quiet() -> None:
    """Keep what libraries log of each attempt from the terminal, where nobody has asked for it.

    What matters of it comes back as an error. Whoever sets logging up gets their messages as before.
    """
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def reason(error: BaseException) -> str:
    """Say in a few words what a store refused."""
    kind = type(error)
    said = " ".join(str(_text(error)).split())[:200]
    status = getattr(error, "status", None)
    if "Credential" in kind.__name__ or _NO_KEYS in said:
        return "no credentials were found; give them as the store's own tools expect them"
    if isinstance(error, PermissionError) or status in {401, 403}:
        return f"no permission ({said or 'access denied'})"
    return said or kind.__name__


def _text(error: BaseException) -> Any:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    # Libraries wrap what they met; the innermost tells most.
    return str(error) or (error.__cause__ and str(error.__cause__)) or ""
