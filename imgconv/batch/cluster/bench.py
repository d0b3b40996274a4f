"""What runs on a Dask worker: chunks of a batch's files, done by worker processes of imgconv's own.

The files are decoded outside Dask's process, by the very runner that does a batch on one machine. So a file that kills
the process it is worked on in, or takes too long, costs itself alone here, too, and no worker of the cluster.
"""

from __future__ import annotations

import os
import pickle
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from imgconv.batch.interpreter import KEEP_MEMORY
from imgconv.batch.local import Crew, LocalRunner
from imgconv.batch.outcome import Outcome
from imgconv.batch.work import Task, Work
from imgconv.errors import ImgconvError

_SECONDS_TO_KEEP = 30.0
_MOST_BATCHES = 1000
_SECONDS_OF_REFUSAL = 1.0
_SECONDS_TO_BE_ASKED = 10.0


@dataclass(frozen=True)
class Refusal:
    """Why a worker did not do its chunk.

    Attributes
    ----------
    reason : str
        In words.
    worker : str
        Its address.
    asked : bool
        Whether it was asked before whether it may do the batch.
    """

    reason: str
    worker: str = ""
    asked: bool = True


@dataclass
class _Crews:
    """The processes that wait for the next chunk, and the batches that have ended."""

    idle: list[tuple[str, float, Crew]] = field(default_factory=list)
    stopped: OrderedDict[str, None] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    watched: bool = False

    def borrow(self, batch: str, work: bytes) -> Crew:
        """Return a crew of a batch, of those that wait or a new one."""
        with self.lock:
            for place, (of, _, crew) in enumerate(self.idle):
                if of == batch:
                    del self.idle[place]
                    return crew
        # Dask has its workers' memory given back to the system at once, which here costs a third of the time.
        return Crew(pickle.loads(work), KEEP_MEMORY)

    def give_back(self, batch: str, crew: Crew) -> None:
        """Keep a crew for the next chunk, for some seconds."""
        with self.lock:
            if batch not in self.stopped:
                self.idle.append((batch, time.monotonic(), crew))
                if not self.watched:
                    self.watched = True
                    threading.Thread(target=self._dismiss_late, daemon=True).start()
                return
        crew.end()

    def stop(self, batch: str) -> None:
        """End what is done for a batch, now and later."""
        with self.lock:
            self.stopped[batch] = None
            while len(self.stopped) > _MOST_BATCHES:
                self.stopped.popitem(last=False)
        self._dismiss(lambda of, since: of == batch)

    def _dismiss_late(self) -> None:
        # Nobody says goodbye for a batch that was killed.
        while True:
            time.sleep(_SECONDS_TO_KEEP / 4)
            limit = time.monotonic() - _SECONDS_TO_KEEP
            self._dismiss(lambda of, since: since < limit)  # noqa: B023 - called at once
            with self.lock:
                if not self.idle:
                    self.watched = False
                    return

    def _dismiss(self, which: object) -> None:
        with self.lock:
            ending = [crew for of, since, crew in self.idle if which(of, since)]  # type: ignore[operator]
            self.idle = [entry for entry in self.idle if all(entry[2] is not crew for crew in ending)]
        for crew in ending:
            crew.end()


_crews = _Crews()


class _Admissions:
    """What this worker answered when it was asked whether it may do a batch."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, str | None] = OrderedDict()
        self._changed = threading.Condition()

    def tell(self, batch: str, trouble: str | None) -> None:
        with self._changed:
            self._told[batch] = trouble
            while len(self._told) > _MOST_BATCHES:
                self._told.popitem(last=False)
            self._changed.notify_all()

    def refusal(self, batch: str) -> Refusal | None:
        """Wait until it was asked, and return why it may not do a batch; None if it may."""
        with self._changed:
            # A worker that has only just come is given chunks before it is asked.
            if not self._changed.wait_for(lambda: batch in self._told, _SECONDS_TO_BE_ASKED):
                return Refusal("a worker was not asked whether it sees the folders", _here(), asked=False)
            trouble = self._told[batch]
            return Refusal(f"a worker refused: {trouble}", _here()) if trouble is not None else None


_admissions = _Admissions()


def do_chunk(batch: str, made_by: str, timeout: float | None, tasks: bytes, work: bytes) -> list[Outcome] | Refusal:
    """Do some files of a batch.

    Parameters
    ----------
    batch : str
        Tells batches apart.
    made_by : str
        The version of imgconv that wants it done.
    timeout : float or None
        Seconds that one file may take.
    tasks, work : bytes
        The files and what to do with each, pickled: they are opened only where the version fits.

    Returns
    -------
    list of Outcome or Refusal
        One for each file.
    """
    refusal = _version_refusal(made_by) or _admissions.refusal(batch)
    if refusal is not None:
        # So that a worker that does nothing does not draw all chunks to itself.
        time.sleep(_SECONDS_OF_REFUSAL)
        return refusal
    files: Sequence[Task] = pickle.loads(tasks)
    crew = _crews.borrow(batch, work)
    try:
        outcomes = list(LocalRunner(1, timeout).run_with(crew, files, lambda: batch in _crews.stopped))
        ended = {outcome.number for outcome in outcomes}
        return outcomes + [Outcome(task.number, "cancelled") for task in files if task.number not in ended]
    except ImgconvError as error:
        time.sleep(_SECONDS_OF_REFUSAL)
        return Refusal(str(error), _here())
    finally:
        _crews.give_back(batch, crew)


def stop_batch(batch: str) -> None:
    """End what this worker does for a batch; files at work are finished or dropped within two seconds."""
    # Waiting for processes to end would keep Dask's worker from answering.
    threading.Thread(target=_crews.stop, args=(batch,), daemon=True).start()


def admit(batch: str, sample: bytes, work: bytes, mark: str | None) -> str | None:
    """Say why files of a batch cannot be done on this worker, None if they can; `do_chunk` keeps to it.

    Parameters
    ----------
    batch : str
        Tells batches apart.
    sample, work : bytes
        A file and what to do with each, pickled.
    mark : str or None
        A file that the batch has put where outputs go, if that is a folder of the system.
    """
    said = _trouble(pickle.loads(sample), pickle.loads(work), mark)
    _admissions.tell(batch, said)
    return said


def _trouble(task: Task, of: Work, mark: str | None) -> str | None:
    if mark is not None:
        if not Path(mark).exists():
            return f"it does not see the target folder {of.dest.root}; it must be on storage that all workers share"
        if not os.access(Path(mark).parent, os.W_OK | os.X_OK):
            return f"it has no permission to write to the target folder {of.dest.root}"
    try:
        of.dest.check_writable()
        stamp = of.source.stamp(task.name)
    except (OSError, ImgconvError) as error:
        return _cannot_read(of, task, error)
    if stamp.size != task.size and task.size:
        return f"it sees another file at {of.source.path(task.name)}; the folder must be the same on all workers"
    return None


def _version_refusal(made_by: str) -> Refusal | None:
    here = version("imgconv")
    if here == made_by:
        return None
    return Refusal(f"a worker has imgconv {here}, this is {made_by}; install the same on all", _here())


def _here() -> str:
    """Return the address of the worker whose task this is."""
    from distributed import get_worker

    return str(get_worker().address)


def _cannot_read(of: Work, task: Task, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return f"it does not see {of.source.path(task.name)}; the folder must be on storage that all workers share"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{of.source.path(task.name)}: {reason}"
