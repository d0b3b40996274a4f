"""Doing the tasks of a batch on the workers of a Dask scheduler."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from imgconv.batch.cluster.admission import Admission, Answers, refuse
from imgconv.batch.cluster.campaign import Campaign
from imgconv.batch.cluster.errand import Errand
from imgconv.batch.cluster.link import Link, Terms
from imgconv.batch.cluster.session import Session, quietly
from imgconv.batch.outcome import Outcome
from imgconv.batch.stores.base import Store
from imgconv.batch.stores.local import LocalStore
from imgconv.batch.work import Task, Work
from imgconv.errors import ImgconvError

_SECONDS_FOR_A_WORKER = 60.0
_SECONDS_TO_ANSWER = 10.0
_PAUSE = 0.2
_TICK = 0.05


class ClusterRunner:
    """Workers of a Dask scheduler; see `imgconv.batch.runner.Runner`.

    Parameters
    ----------
    terms : Terms
        Where it is, and how to go about it.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._link: Link | None = None
        self._batch = ""

    def prepare(self, work: Work, sample: Task, cancel: Callable[[], bool]) -> None:
        """See that workers are there, have this version and see the files; see `Runner.prepare`.

        The cluster is asked in a thread, so that a batch can be stopped while it does not answer.
        """
        self._batch = os.urandom(8).hex()
        admission = Admission(self._batch, _from_anywhere(work), sample)
        with quietly():
            asking = Errand(lambda: self._connected(admission), lambda found: found[0].close())
            while not asking.ended:
                if cancel():
                    asking.abandon()
                    admission.clear_up()
                    return
                asking.wait(_TICK)
            session, answers = asking.result()
        self._link = Link(self._terms, session, admission, answers)

    def run(self, work: Work, tasks: Iterable[Task], cancel: Callable[[], bool]) -> Iterator[Outcome]:
        """Do the tasks; see `Runner.run`."""
        if self._link is None:
            # Nothing was to be prepared, or it was stopped: there is nothing to be done.
            return
        link, self._link = self._link, None
        campaign = Campaign(self._terms, link, self._batch, _from_anywhere(work), tasks)
        with quietly():
            try:
                yield from campaign.outcomes(cancel)
            finally:
                campaign.end()

    def _connected(self, admission: Admission) -> tuple[Session, Answers]:
        """Return a connection, and what the workers behind it answered."""
        session = Session(self._terms.address)
        try:
            return session, self._workers(session, admission)
        except OSError as error:
            session.close()
            raise ImgconvError(f"scheduler {self._terms.address}: {error}") from None
        except BaseException:
            session.close()
            raise

    def _workers(self, session: Session, admission: Admission) -> Answers:
        """Return what the workers answered, of which none refuses."""
        address = self._terms.address
        begun = time.monotonic()
        while True:
            workers = session.look(None).threads
            answers = admission.ask(session, workers) if workers else None
            passed = time.monotonic() - begun
            if answers is not None:
                refuse(answers.refused)
                # A worker that has just ended is known for a moment longer.
                if not answers.silent:
                    return answers
                if passed > _SECONDS_TO_ANSWER:
                    refuse(answers.silent)
            elif passed > min(self._terms.patience, _SECONDS_FOR_A_WORKER):
                raise ImgconvError(f"no worker has joined the scheduler at {address}; start: dask worker {address}")
            time.sleep(_PAUSE)


def _from_anywhere(work: Work) -> Work:
    """Return the work with paths that do not depend on the folder that a process works in."""
    return replace(work, threads=1, source=_absolute(work.source), dest=_absolute(work.dest))


def _absolute(store: Store) -> Store:
    return LocalStore(str(Path(store.root).absolute())) if isinstance(store, LocalStore) else store
