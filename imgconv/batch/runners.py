"""Who does the work of a batch: the one place where this is chosen."""

from __future__ import annotations

from imgconv.batch.local import LocalRunner
from imgconv.batch.plan import BatchPlan
from imgconv.batch.runner import Runner
from imgconv.crew import default_workers


def runner_for(plan: BatchPlan) -> Runner:
    """Return the runner that a plan's request asks for.

    Parameters
    ----------
    plan : BatchPlan
        The batch.

    Returns
    -------
    Runner
        Processes of this machine, or the workers of a scheduler.
    """
    request = plan.request
    if request.scheduler is not None:
        from imgconv.batch.cluster.link import Terms
        from imgconv.batch.cluster.runner import ClusterRunner

        return ClusterRunner(Terms(request.scheduler, request.workers, request.timeout))
    return LocalRunner(max(1, min(request.workers or default_workers(), len(plan.items))), request.timeout)
