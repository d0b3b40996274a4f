"""A connection to a Dask scheduler, and what its workers are asked before they are given work."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlsplit

from imgconv.errors import ImgconvError

_SECONDS_TO_CONNECT = 10.0
_SECONDS_TO_GREET = 5.0
_SECONDS_TO_ANSWER = 30.0
_LONGEST_GREETING = 1 << 20
_TALKATIVE = ("distributed", "tornado", "asyncio")
_SHOWN = 3


class NoSchedulerError(ImgconvError):
    """Nobody answers at the address."""


def knock(address: str, seconds: float = _SECONDS_TO_CONNECT) -> None:
    """Find out quickly, and without loading Dask, whether anybody answers at a scheduler's address.

    Raises
    ------
    NoSchedulerError
        If nobody does.
    """
    parts = urlsplit(address)
    if parts.scheme == "ucx":
        return
    try:
        with socket.create_connection((parts.hostname, parts.port), timeout=seconds) as connection:
            greeting = _greeting(connection) if parts.scheme == "tcp" else None
    except OSError as error:
        reason = "no answer" if isinstance(error, TimeoutError) else error.strerror or str(error)
        raise NoSchedulerError(
            f"no scheduler at {address} ({reason}); start one with 'dask scheduler', or correct the address"
        ) from None
    if greeting is not None and not 0 < greeting < _LONGEST_GREETING:
        raise NoSchedulerError(f"what answers at {address} is no scheduler; correct the address")


def _greeting(connection: socket.socket) -> int:
    """Return the length of what a Dask server says first; Dask's client would wait for another server's for ever."""
    connection.settimeout(_SECONDS_TO_GREET)
    said = b""
    try:
        while len(said) < 8 and (more := connection.recv(8 - len(said))):
            said += more
    except OSError:
        return 0
    return int.from_bytes(said, "little") if len(said) == 8 else 0


class Session:
    """A connection to a scheduler.

    Parameters
    ----------
    address : str
        Of the scheduler.

    Raises
    ------
    NoSchedulerError
        If nobody answers there, or somebody else.
    """

    def __init__(self, address: str) -> None:
        knock(address)
        import distributed

        connect: Any = distributed.Client

        self.address = address
        # Dask annotates some of its methods and not others.
        self.client: Any
        try:
            with quietly():
                self.client = connect(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False, name="imgconv")
        except Exception as error:
            said = " ".join(str(error).split())[:200] or type(error).__name__
            raise NoSchedulerError(f"what answers at {address} is no scheduler that can be used: {said}") from None

    @property
    def alive(self) -> bool:
        """Whether the connection stands, as far as is known here."""
        return bool(self.client.status == "running")

    def threads(self) -> int:
        """Return how many tasks the workers do at a time.

        Raises
        ------
        OSError
            If the scheduler does not answer.
        """
        told = self._ask(self.client.scheduler.ncores)
        return sum(told.values())

    def on_all(self, function: Callable[..., Any], *args: Any) -> dict[str, Any]:
        """Call a function on every worker and return the answers, or the errors, by the workers' addresses.

        Raises
        ------
        OSError
            If the scheduler does not answer.
        """
        answers: dict[str, Any] = self._ask(self.client._run, function, *args, on_error="return")
        return answers

    def check_versions(self) -> None:
        """Refuse workers of another version.

        Raises
        ------
        ImgconvError
            If there are any.
        """
        ours = version("imgconv")
        # A function of the standard library can be called wherever there is a Python.
        others = {
            worker: _called(answer) for worker, answer in self.on_all(version, "imgconv").items() if answer != ours
        }
        self._refuse(others, f"this is {ours}; install the same on all")

    def check(self, function: Callable[..., str | None], *args: Any) -> None:
        """Refuse workers on which a function finds trouble.

        Raises
        ------
        ImgconvError
            If there are any.
        """
        answers = self.on_all(function, *args)
        self._refuse({worker: str(answer) for worker, answer in answers.items() if answer is not None})

    def close(self) -> None:
        """End the connection, whatever its state."""
        with suppress(Exception), quietly():
            self.client.close(timeout=2)

    def _ask(self, question: Callable[..., Any], *args: Any, **options: Any) -> Any:
        try:
            return self.client.sync(question, *args, **options, callback_timeout=_SECONDS_TO_ANSWER)
        except OSError:
            raise
        except Exception as error:
            raise OSError(f"the scheduler does not answer ({type(error).__name__}: {error})") from error

    def _refuse(self, faults: dict[str, str], remedy: str = "") -> None:
        if not faults:
            return
        shown = [f"{worker}: {fault}" for worker, fault in sorted(faults.items())[:_SHOWN]]
        more = f" (and {len(faults) - _SHOWN} more workers)" if len(faults) > _SHOWN else ""
        tail = f"; {remedy}" if remedy else ""
        raise ImgconvError(f"worker {'; worker '.join(shown)}{more}{tail}")


@contextmanager
def quietly() -> Iterator[None]:
    """Keep Dask's log from the terminal: what matters of it comes back as an error."""
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    # Dask gives levels to loggers below its own, too.
    loggers += [
        logger
        for name, logger in logging.root.manager.loggerDict.items()
        if isinstance(logger, logging.Logger) and name.startswith("distributed.")
    ]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in before:
            logger.setLevel(level)


def _called(answer: object) -> str:
    if isinstance(answer, PackageNotFoundError):
        return "it has no imgconv"
    return f"it has imgconv {answer}" if isinstance(answer, str) else f"it does not answer ({answer})"
