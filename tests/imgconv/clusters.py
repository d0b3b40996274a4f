"""Dask clusters of separate processes on this machine, to be killed in parts."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).parent
_SECONDS_TO_START = 60


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Cluster:
    """A scheduler and workers, each a process of its own that imports what tests define."""

    def __init__(self, folder, **environment):
        self.folder = folder
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.workers = []
        self._environment = os.environ | {"PYTHONPATH": str(HERE), "PYTHONWARNINGS": "ignore"} | environment
        self._environment.pop("PYTEST_CURRENT_TEST", None)
        self.start_scheduler()

    def start_scheduler(self):
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--dashboard-address", "127.0.0.1:0"
        )
        limit = time.monotonic() + _SECONDS_TO_START
        while time.monotonic() < limit:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            time.sleep(0.05)
        raise TimeoutError("the scheduler did not start")

    def start_worker(self, *options, nanny=False, **environment):
        worker = self._start(
            "worker",
            self.address,
            *("--nthreads", "1", "--no-dashboard", "--memory-limit", "0", "--nanny" if nanny else "--no-nanny"),
            *("--local-directory", str(self.folder), *options),
            **environment,
        )
        self.workers.append(worker)
        return worker

    def wait_for_workers(self, count):
        from distributed import Client

        with Client(self.address, set_as_default=False, timeout=_SECONDS_TO_START) as client:
            client.wait_for_workers(count, timeout=_SECONDS_TO_START)

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait()

    def end(self):
        for process in [*self.workers, self.scheduler]:
            # Asked politely, they would first finish what they do. A nanny's worker is of its session.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self, kind, *options, **environment):
        log = self.folder / f"{kind}.log"
        with log.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=self._environment | environment,
                start_new_session=True,
            )
