"""Folders of images: every name planned first, every file done or accounted for."""

from imgconv.batch.listing import Problem, visible
from imgconv.batch.outcome import Outcome
from imgconv.batch.plan import BatchPlan, PlannedFile, plan_batch
from imgconv.batch.request import EXISTING, BatchRequest, Existing
from imgconv.batch.run import Failure, Summary, run_batch, stop_on_signals
from imgconv.batch.runner import Runner

__all__ = [
    "EXISTING",
    "BatchPlan",
    "BatchRequest",
    "Existing",
    "Failure",
    "Outcome",
    "PlannedFile",
    "Problem",
    "Runner",
    "Summary",
    "plan_batch",
    "run_batch",
    "stop_on_signals",
    "visible",
]
