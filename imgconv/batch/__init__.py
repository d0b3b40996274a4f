"""Folders of images: every name planned first, every file done or accounted for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_HOMES = {
    "listing": ("Problem", "visible"),
    "outcome": ("Outcome",),
    "plan": ("BatchPlan", "PlannedFile", "plan_batch"),
    "request": ("EXISTING", "BatchRequest", "Existing"),
    "run": ("Failure", "Summary", "run_batch", "stop_on_signals"),
    "runner": ("Runner",),
}


def __getattr__(name: str) -> Any:
    """Load a name when it is asked for: a worker process needs few of these modules, and starts for every batch."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"imgconv.batch.{module}"), name)
    raise AttributeError(f"module 'imgconv.batch' has no attribute {name!r}")
