"""The connection that a batch keeps to its scheduler: looked after, and made anew when it is lost."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Any

from imgconv.batch.cluster.admission import NOBODY, Admission, Answers
from imgconv.batch.cluster.bench import Refusal, stop_batch
from imgconv.batch.cluster.errand import Errand
from imgconv.batch.cluster.session import Look, NoSchedulerError, Session
from imgconv.errors import ImgconvError

_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_TO_BE_KNOWN = 30.0
_SECONDS_OF_A_SOUND_CONNECTION = 30.0
_SECONDS_OF_REFUSAL = 30.0
_SECONDS_TO_HEAR = 2.0
_FEWEST_ASKED = 20
_SECONDS_TO_STOP = 1.0
_SECONDS_TO_CLOSE = 2.0
_SECONDS_TO_CLOSE_IN_SILENCE = 0.2
_FIRST_PAUSE = 0.05
_LONGEST_PAUSE = 5.0
_MOST_FRUITLESS = 8
_CHOICE = 64


@dataclass(frozen=True)
class Terms:
    """How a batch is done on a cluster.

    Attributes
    ----------
    address : str
        Of the scheduler.
    workers : int or None
        How many files at a time, at most; by default as many as the workers have threads.
    timeout : float or None
        Seconds that one file may take.
    patience : float
        Seconds to wait for a worker, or for a scheduler that was lost, before the batch is given up.
    """

    address: str
    workers: int | None = None
    timeout: float | None = None
    patience: float = 300.0


class Link:
    """The connection of a batch to its scheduler, and what is known of the workers behind it.

    Nothing here waits: a scheduler is asked in threads, so that a batch can be stopped while none answers.

    Parameters
    ----------
    terms : Terms
        Where the scheduler is, and for how long to wait for it.
    session : Session
        A connection to it, which is ended here.
    admission : Admission
        What workers have to show.
    answers : Answers
        What those showed that are there already.
    """

    def __init__(self, terms: Terms, session: Session, admission: Admission, answers: Answers) -> None:
        self._terms = terms
        self._session: Session | None = session
        self._admission = admission
        self._admitted: set[str] = set(answers.admitted)
        # When they refused: what was wrong may have been put right.
        self._refused: dict[str, float] = {}
        self._threads: dict[str, int] = dict.fromkeys(answers.admitted, 1)
        self._looking: Errand[tuple[str | None, Look, Answers]] | None = None
        self._reaching: Errand[Session] | None = None
        self._stopping: Errand[Any] | None = None
        self._closing: list[Errand[None]] = []
        self._began = time.monotonic()
        self._looked = self._not_before = self._given = self._stopped = 0.0
        self._missing_since: float | None = None
        self._fruitless = self._asked = 0
        self._key: str | None = None
        self._known = False
        self._fault = ""

    @property
    def client(self) -> Any:
        """Dask's client, while the connection stands."""
        assert self._session is not None
        return self._session.client

    @property
    def threads(self) -> int:
        """How many tasks the workers that may do the batch do at a time."""
        return sum(self._threads[worker] for worker in self._able())

    def stands(self) -> bool:
        """Look after the connection; say whether it stands."""
        if self._session is None:
            return False
        if self._looking is None and time.monotonic() - self._looked > _SECONDS_BETWEEN_LOOKS:
            session, key, met = self._session, self._key, self._admitted | self._refused.keys()
            self._looking = Errand(lambda: _look(session, self._admission, key, met))
        elif self._looking is not None and self._looking.ended:
            looking, self._looking = self._looking, None
            try:
                self._take(*looking.result())
            except OSError as error:
                self.lose(str(error))
            except ImgconvError as error:
                self._fault = str(error)
        if self._session is not None and not self._session.alive:
            self.lose("the connection was lost")
        return self._session is not None

    def depend_on(self, key: str) -> None:
        """Take the connection for lost once the scheduler has forgotten a task that it was given."""
        self._key = key
        self._known = False
        self._given = time.monotonic()

    def choice(self) -> list[str] | None:
        """Return workers to choose from for a task; None if all will do."""
        able = self._able()
        if len(able) == len(self._threads) or not able:
            return None
        return random.sample(able, min(_CHOICE, len(able)))

    def refused(self, refusal: Refusal) -> None:
        """Take into account that a worker did not do what it was given."""
        self._admitted.discard(refusal.worker)
        if refusal.asked:
            self._refused[refusal.worker] = time.monotonic()
            self._fault = refusal.reason

    def thrive(self) -> None:
        """Take into account that something was done."""
        self._fruitless = 0
        self._fault = ""

    def lose(self, fault: str) -> None:
        """Give the connection up; what was out over it is to be given out again."""
        if self._session is None:
            return
        self._closing = [closing for closing in self._closing if not closing.ended]
        self._closing.append(Errand(self._session.close))
        self._session, self._looking, self._key = None, None, None
        self._threads = {}
        self._fruitless += 1
        self._missing_since = self._missing_since or time.monotonic()
        self._fault = f"the scheduler at {self._terms.address} was lost: {fault}"
        self._not_before = time.monotonic() + min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**self._fruitless)

    def reach(self) -> None:
        """Go on trying to connect."""
        if self._reaching is None:
            if time.monotonic() > self._not_before:
                self._reaching = Errand(lambda: Session(self._terms.address), Session.close)
            return
        if not self._reaching.ended:
            return
        reaching, self._reaching = self._reaching, None
        try:
            self._session = reaching.result()
        except NoSchedulerError as error:
            self._fault = f"the scheduler at {self._terms.address} was lost: {error}"
            self._looked = time.monotonic()
            self._not_before = self._looked + 2 * _FIRST_PAUSE
            return
        self._looked = 0.0
        self._began = time.monotonic()

    def hopeless(self) -> str | None:
        """Say why nothing is to be expected any more; None while something is."""
        # Only what was looked at counts, not how long this process was held up itself.
        if self._missing_since is None or self._looked - self._missing_since <= self._terms.patience:
            return None
        return self._fault or f"no worker was there for {self._terms.patience:g} seconds"

    def stop(self) -> None:
        """Let the workers end what they do for the batch, and forget it."""
        if self._session is not None and self._stopping is None:
            session = self._session
            self._stopped = time.monotonic()
            self._stopping = Errand(lambda: session.on(None, stop_batch, self._admission.batch))

    def silent(self) -> bool:
        """Whether the scheduler takes longer to hear that the batch stops than one that will answer."""
        # This process may have been held up itself: it has to have asked in all that time.
        self._asked += 1
        late = time.monotonic() - self._stopped > _SECONDS_TO_HEAR and self._asked > _FEWEST_ASKED
        return self._stopping is not None and late and not self._stopping.ended

    def end(self) -> None:
        """End the connection."""
        self.stop()
        if self._stopping is not None and not self.silent():
            self._stopping.wait(_SECONDS_TO_STOP)
        # One that did not hear that the batch stops will not hear this either.
        patience = _SECONDS_TO_CLOSE_IN_SILENCE if self.silent() else _SECONDS_TO_CLOSE
        if self._session is not None:
            self._closing.append(Errand(self._session.close))
            self._session = None
        if self._reaching is not None:
            self._reaching.abandon()
        for closing in self._closing:
            closing.wait(patience)

    def _able(self) -> list[str]:
        return [worker for worker in self._threads if worker in self._admitted]

    def _take(self, key: str | None, look: Look, answers: Answers) -> None:
        """Take what the scheduler and its workers told."""
        now = self._looked = time.monotonic()
        self._threads = look.threads
        self._admitted = (self._admitted & look.threads.keys()) | answers.admitted
        self._refused = {worker: since for worker, since in self._refused.items() if now - since < _SECONDS_OF_REFUSAL}
        self._refused.update(dict.fromkeys(answers.refused, now))
        for worker, reason in answers.refused.items():
            self._fault = f"worker {worker}: {reason}"
        if key is not None and key == self._key:
            self._known = self._known or look.knows
            if not look.knows and (self._known or now - self._given > _SECONDS_TO_BE_KNOWN):
                self.lose("it was restarted, or lost the connection")
                return
        sound = now - self._began > _SECONDS_OF_A_SOUND_CONNECTION
        if self._able() and (sound or self._fruitless < _MOST_FRUITLESS):
            self._missing_since = None
        else:
            self._missing_since = self._missing_since or now


def _look(session: Session, admission: Admission, key: str | None, met: set[str]) -> tuple[str | None, Look, Answers]:
    """Look at a scheduler, and ask those of its workers that were not met yet whether they may do the batch."""
    look = session.look(key)
    new = [worker for worker in look.threads if worker not in met]
    return key, look, admission.ask(session, new) if new else NOBODY
