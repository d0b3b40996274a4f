"""A connection to a Dask scheduler."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from imgconv.errors import ImgconvError

_SECONDS_TO_CONNECT = 10.0
_SECONDS_TO_GREET = 5.0
_SECONDS_TO_ANSWER = 30.0
_LONGEST_GREETING = 1 << 20
_TALKATIVE = ("distributed", "tornado", "asyncio")


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


def answer_of(client: Any, question: Callable[[], Coroutine[Any, Any, Any]], seconds: float) -> Any:
    """Ask something on a client's event loop, and wait for the answer.

    What is asked is a task of its own from the first moment: a loop that ends before it begins would leave a bare
    coroutine that nobody awaited, of which Python complains whenever it finds it.

    Raises
    ------
    TimeoutError
        If there is none within `seconds`.
    """
    return client.sync(lambda: asyncio.ensure_future(question()), callback_timeout=seconds)


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


@dataclass(frozen=True)
class Look:
    """What a scheduler tells.

    Attributes
    ----------
    threads : dict of str to int
        How many tasks each worker does at a time, by the workers' addresses.
    knows : bool
        Whether it knows the task that it was asked for. A scheduler forgets a client's tasks when it loses the client.
    """

    threads: dict[str, int]
    knows: bool


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

    def look(self, key: str | None) -> Look:
        """Look at the scheduler.

        Parameters
        ----------
        key : str or None
            Of a task that it was given.

        Raises
        ------
        OSError
            If it does not answer.
        """

        async def look(client: Any) -> Look:
            threads = await client.scheduler.ncores()
            states = await client.scheduler.get_task_status(keys=[key] if key else [])
            return Look(threads, key is not None and states[key] is not None)

        return cast(Look, self._ask(look))

    def on(self, workers: Iterable[str] | None, function: Callable[..., Any], *args: Any) -> dict[str, Any]:
        """Call a function on workers, by default all, and return the answers, or the errors, by their addresses.

        Raises
        ------
        OSError
            If the scheduler does not answer.
        """
        chosen = None if workers is None else list(workers)
        answers: dict[str, Any] = self._ask(
            lambda client: client._run(function, *args, workers=chosen, on_error="return")
        )
        return answers

    def close(self) -> None:
        """End the connection, whatever its state."""
        with suppress(Exception), quietly():
            self.client.close(timeout=2)

    def _ask(self, question: Callable[[Any], Any]) -> Any:
        client = self.client
        try:
            return answer_of(client, lambda: question(client), _SECONDS_TO_ANSWER)
        except OSError:
            raise
        except Exception as error:
            raise OSError(f"the scheduler does not answer ({type(error).__name__}: {error})") from error


class _Quiet:
    """Loggers that are silenced, and how they were, for as long as anybody wants them so."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted = 0
        self._before: dict[logging.Logger, int] = {}

    def begin(self) -> None:
        with self._lock:
            self._wanted += 1
            for logger in self._loggers():
                self._before.setdefault(logger, logger.level)
                logger.setLevel(logging.CRITICAL + 1)

    def end(self) -> None:
        with self._lock:
            self._wanted -= 1
            if not self._wanted:
                for logger, level in self._before.items():
                    logger.setLevel(level)
                self._before.clear()

    def _loggers(self) -> list[logging.Logger]:
        # Dask gives levels to loggers below its own, too.
        below = [
            logger
            for name, logger in list(logging.root.manager.loggerDict.items())
            if isinstance(logger, logging.Logger) and name.startswith("distributed.")
        ]
        return [logging.getLogger(name) for name in _TALKATIVE] + below


_quiet = _Quiet()


@contextmanager
def quietly() -> Iterator[None]:
    """Keep Dask's log from the terminal, whatever thread writes it: what matters of it comes back as an error."""
    _quiet.begin()
    try:
        yield
    finally:
        _quiet.end()
