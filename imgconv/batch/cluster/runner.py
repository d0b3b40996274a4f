"""Doing the tasks of a batch on the workers of a Dask scheduler."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from imgconv.batch.cluster.bench import trouble
from imgconv.batch.cluster.campaign import Campaign, Terms
from imgconv.batch.cluster.session import Session, quietly
from imgconv.batch.outcome import Outcome
from imgconv.batch.stores.base import Store
from imgconv.batch.stores.local import LocalStore
from imgconv.batch.work import Task, Work
from imgconv.errors import ImgconvError

_SECONDS_FOR_A_WORKER = 60.0


class ClusterRunner:
    """Workers of a Dask scheduler; see `imgconv.batch.runner.Runner`.

    Parameters
    ----------
    terms : Terms
        Where it is, and how to go about it.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._session: Session | None = None

    def prepare(self, work: Work, sample: Task) -> None:
        """See that workers are there, have this version and see the files; see `Runner.prepare`."""
        session = Session(self._terms.address)
        try:
            self._wait_for_workers(session)
            session.check_versions()
            work = _from_anywhere(work)
            with _mark(work) as mark:
                session.check(trouble, pickle.dumps(sample), pickle.dumps(work), mark)
        except OSError as error:
            session.close()
            raise ImgconvError(f"scheduler {self._terms.address}: {error}") from None
        except BaseException:
            session.close()
            raise
        self._session = session

    def run(self, work: Work, tasks: Iterable[Task], cancel: Callable[[], bool]) -> Iterator[Outcome]:
        """Do the tasks; see `Runner.run`."""
        session, self._session = self._session or Session(self._terms.address), None
        campaign = Campaign(self._terms, session, _from_anywhere(work), tasks)
        try:
            with quietly():
                yield from campaign.outcomes(cancel)
        finally:
            campaign.end()

    def _wait_for_workers(self, session: Session) -> None:
        address = self._terms.address
        limit = time.monotonic() + min(self._terms.patience, _SECONDS_FOR_A_WORKER)
        while not session.threads():
            if time.monotonic() > limit:
                raise ImgconvError(f"no worker has joined the scheduler at {address}; start: dask worker {address}")
            time.sleep(0.2)


def _from_anywhere(work: Work) -> Work:
    """Return the work with paths that do not depend on the folder that a process works in."""
    return replace(work, threads=1, source=_absolute(work.source), dest=_absolute(work.dest))


def _absolute(store: Store) -> Store:
    return LocalStore(str(Path(store.root).absolute())) if isinstance(store, LocalStore) else store


@contextmanager
def _mark(work: Work) -> Iterator[str | None]:
    """Put a file where outputs go, for workers to see that they share the folder, and take it away again."""
    if not isinstance(work.dest, LocalStore):
        yield None
        return
    folder = Path(work.dest.root)
    while not folder.is_dir():
        folder = folder.parent
    mark = folder / f".imgconv-{os.urandom(8).hex()}-mark.part"
    mark.touch(exist_ok=False)
    try:
        yield str(mark)
    finally:
        mark.unlink(missing_ok=True)
