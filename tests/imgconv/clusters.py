"""Dask clusters of separate processes on this machine, to be killed in parts."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).parent
_SECONDS_TO_START = 300
_TICK = 0.05
_SECONDS_TO_COME_BACK = 12


def free_port():
    """Return a port that nobody uses, and that the system gives to no outgoing connection meanwhile."""
    while True:
        port = random.randrange(10_000, 30_000)
        with socket.socket() as found, suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port


class Cluster:
    """A scheduler and workers, each a process of its own that imports what tests define."""

    def __init__(self, folder, **environment):
        self.folder = folder
        self.workers = []
        self._environment = os.environ | {"PYTHONPATH": str(HERE), "PYTHONWARNINGS": "ignore"} | environment
        self._environment.pop("PYTEST_CURRENT_TEST", None)
        self._starts = 0
        self.port = free_port()
        while not self._try_scheduler():
            self.port = free_port()

    @property
    def address(self):
        return f"tcp://127.0.0.1:{self.port}"

    def start_scheduler(self):
        """Start another scheduler where one has ended."""
        for _ in range(100):
            if self._try_scheduler():
                return
            time.sleep(10 * _TICK)
        raise TimeoutError(f"the scheduler did not get its port again:\n{self._log('scheduler')}")

    def start_worker(self, *options, nanny=False, folder=None, **environment):
        """Start a worker, in the cluster's folder if in no other."""
        worker = self._start(
            "worker",
            self.address,
            *("--nthreads", "1", "--no-dashboard", "--memory-limit", "0", "--nanny" if nanny else "--no-nanny"),
            *("--local-directory", str(self.folder), *options),
            folder=folder,
            **environment,
        )
        self.workers.append(worker)
        return worker

    def wait_for_workers(self, count):
        with self._client() as client:
            try:
                client.wait_for_workers(count, timeout=_SECONDS_TO_START)
            except TimeoutError:
                raise TimeoutError(f"the workers did not come:\n{self._log('worker')}") from None

    def wait_for_client(self, name):
        """Wait until a client of that name has come back by itself, or has given up."""
        limit = time.monotonic() + _SECONDS_TO_COME_BACK
        with self._client() as client:
            while time.monotonic() < limit:
                if any(name in each for each in client.run_on_scheduler(_clients)):
                    return
                time.sleep(_TICK)

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait()

    def end_scheduler(self, how):
        self.scheduler.send_signal(how)
        self.scheduler.wait()

    def end(self):
        for process in [*self.workers, self.scheduler]:
            # Asked politely, they would first finish what they do. A nanny's worker is of its session.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _try_scheduler(self):
        """Start a scheduler and wait until it answers; say whether it got its port."""
        self._starts += 1
        told = self.folder / f"scheduler-{self._starts}.json"
        self.scheduler = self._start(
            "scheduler",
            *("--host", "127.0.0.1", "--port", str(self.port), "--dashboard-address", "127.0.0.1:0"),
            # Written when it answers: a connection alone might be to somebody else who has the port.
            *("--scheduler-file", str(told)),
        )
        # What counts is for how long this process has looked: the machine may be too busy for both of them.
        for _ in range(round(_SECONDS_TO_START / _TICK)):
            if told.exists():
                return True
            if self.scheduler.poll() is not None:
                if "Address already in use" in self._log("scheduler"):
                    return False
                raise RuntimeError(f"the scheduler ended:\n{self._log('scheduler')}")
            time.sleep(_TICK)
        self.kill(self.scheduler)
        raise TimeoutError(f"the scheduler did not start:\n{self._log('scheduler')}")

    def _client(self):
        from distributed import Client

        return Client(self.address, set_as_default=False, timeout=_SECONDS_TO_START)

    def _log(self, kind):
        """What processes of a kind have said last."""
        return "".join(
            f"{path.name}: {path.read_text('utf-8', 'replace')[-3000:]}" for path in self.folder.glob(f"{kind}*.log")
        )

    def _start(self, kind, *options, folder=None, **environment):
        log = self.folder / f"{kind}-{self._starts}.log"
        with log.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder or self.folder,
                env=self._environment | environment,
                start_new_session=True,
            )


def _clients(dask_scheduler):
    return list(dask_scheduler.clients)
