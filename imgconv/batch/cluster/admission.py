"""Which workers may do a batch: those of this version of imgconv that see the batch's folders."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from imgconv.batch.cluster.bench import admit
from imgconv.batch.cluster.session import Session
from imgconv.batch.stores.local import LocalStore
from imgconv.batch.work import Task, Work
from imgconv.errors import ImgconvError
from imgconv.placing import sweep

_SHOWN = 3


@dataclass(frozen=True)
class Answers:
    """What came of asking workers.

    Attributes
    ----------
    admitted : frozenset of str
        The addresses of those that may do the batch.
    refused : dict of str to str
        Why others may not, by their addresses.
    silent : dict of str to str
        How others failed to answer, by their addresses: they may be about to end, or to begin.
    """

    admitted: frozenset[str]
    refused: dict[str, str]
    silent: dict[str, str]


NOBODY: Final = Answers(frozenset(), {}, {})


@dataclass(frozen=True)
class Admission:
    """What a worker has to show before it is given files, be it there from the beginning or a latecomer.

    Attributes
    ----------
    batch : str
        Tells batches apart.
    work : Work
        What is done with each file.
    sample : Task
        One of the files.
    """

    batch: str
    work: Work
    sample: Task

    def ask(self, session: Session, workers: Iterable[str]) -> Answers:
        """Ask workers.

        Raises
        ------
        OSError
            If the scheduler does not answer.
        ImgconvError
            If the target folder cannot be written to from here.
        """
        ours = version("imgconv")
        refused: dict[str, str] = {}
        silent: dict[str, str] = {}
        same = []
        # A function of the standard library can be called wherever there is a Python.
        for worker, answer in session.on(workers, version, "imgconv").items():
            if answer == ours:
                same.append(worker)
            elif isinstance(answer, PackageNotFoundError):
                refused[worker] = f"it has no imgconv; this is {ours}; install the same on all"
            elif isinstance(answer, str):
                refused[worker] = f"it has imgconv {answer}; this is {ours}; install the same on all"
            else:
                silent[worker] = _silence(answer)
        admitted = set()
        for worker, answer in self._show(session, same).items():
            if answer is None:
                admitted.add(worker)
            elif isinstance(answer, str):
                refused[worker] = answer
            else:
                silent[worker] = _silence(answer)
        return Answers(frozenset(admitted), refused, silent)

    def _show(self, session: Session, workers: list[str]) -> dict[str, object]:
        """Have workers look at the folders."""
        if not workers:
            return {}
        with self._mark() as mark:
            return session.on(workers, admit, self.batch, pickle.dumps(self.sample), pickle.dumps(self.work), mark)

    def clear_up(self) -> None:
        """Take away what is still there for workers to see, because their answers are not waited for."""
        folder = self._shared_folder()
        if folder is not None:
            sweep(folder, self.batch)

    @contextmanager
    def _mark(self) -> Iterator[str | None]:
        """Put a file where outputs go, for workers to see that they share the folder, and take it away again."""
        folder = self._shared_folder()
        if folder is None:
            yield None
            return
        mark = folder / f".imgconv-{self.batch}-{os.urandom(8).hex()}.part"
        try:
            mark.touch(exist_ok=False)
        except OSError as error:
            raise ImgconvError(f"{folder}: {error.strerror or error}") from None
        try:
            yield str(mark)
        finally:
            mark.unlink(missing_ok=True)

    def _shared_folder(self) -> Path | None:
        """Return where outputs go, as far as it is there; None where that is no folder of this machine."""
        if not isinstance(self.work.dest, LocalStore):
            return None
        folder = Path(self.work.dest.root)
        while not folder.is_dir():
            folder = folder.parent
        return folder


def refuse(faults: dict[str, str]) -> None:
    """Refuse workers, if there are any to be refused.

    Parameters
    ----------
    faults : dict of str to str
        What is wrong with each, by their addresses.

    Raises
    ------
    ImgconvError
        If there are any.
    """
    if not faults:
        return
    shown = [f"{worker}: {fault}" for worker, fault in sorted(faults.items())[:_SHOWN]]
    more = f" (and {len(faults) - _SHOWN} more workers)" if len(faults) > _SHOWN else ""
    raise ImgconvError(f"worker {'; worker '.join(shown)}{more}")


def _silence(answer: object) -> str:
    return f"it does not answer ({' '.join(str(answer).split())[:200] or type(answer).__name__})"
