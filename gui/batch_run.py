"""A batch from what was entered to its end: planned, run where that is asked for, told."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from imgconv.batch import BatchPlan, BatchRequest, Summary, plan_batch

from .batch_job import finished_text, planned_text, run_told
from .messages import sentence
from .one_job import OneJob
from .words import tr


class BatchRun(QObject):
    """Plans and runs, beside the window's other work.

    Signals
    -------
    planned : (BatchPlan)
        What is going to be done, or would be.
    outcome : (Outcome)
        What became of a file.
    progressed : (int, int)
        Files done, in all.
    told : (str)
        How it stands, in a sentence.
    changed : ()
        Something was begun or has ended: `running`.
    """

    planned = Signal(object)
    outcome = Signal(object)
    progressed = Signal(int, int)
    told = Signal(str)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = OneJob(self)
        self._job.progressed.connect(self.progressed)
        self._job.changed.connect(self.changed)

    @property
    def running(self) -> bool:
        """Whether a batch is being planned or run."""
        return self._job.running

    def begin(self, request: BatchRequest, *, run: bool) -> None:
        """Plan, and run unless the plan is all that is asked for."""
        if not self.running:
            self.told.emit(tr("Planning…"))
            self._job.begin(
                lambda job: plan_batch(request), lambda plan: self._planned(plan, run=run), self._failed, self._stopped
            )

    def stop(self) -> None:
        """Cancel it."""
        if self.running:
            self.told.emit(tr("Stopping…"))
            self._job.stop()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; its signals come after."""
        return self._job.wait(seconds)

    def _planned(self, plan: BatchPlan, *, run: bool) -> None:
        self.planned.emit(plan)
        self.told.emit(planned_text(plan, run=run))
        if run and not plan.problems:
            self._job.begin(
                lambda job: run_told(plan, self.outcome.emit, job.progressed.emit, job.is_cancelled),
                self._finished,
                self._failed,
                self._stopped,
            )

    def _finished(self, summary: Summary) -> None:
        self.told.emit(finished_text(summary))

    def _failed(self, error: BaseException) -> None:
        self.told.emit(sentence(error))

    def _stopped(self) -> None:
        self.told.emit(tr("Stopped."))
