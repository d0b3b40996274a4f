"""Filters that harm the process they run in, for the tests of what a batch survives; workers import this module."""

import os
import signal
import time
from dataclasses import dataclass, replace
from pathlib import Path

from imgconv.batch.local import LocalRunner
from imgconv.batch.stores.local import LocalStore
from imgconv.filtering import Filter

KILLER = 13
SLEEPER = 14
KILLS_ONCE = 15
SLOW = 16
KILLS_PARENT = 17


@dataclass(frozen=True)
class HarmfulFilter(Filter):
    """Does what the level of an image's first pixel says before it filters it."""

    folder: str = ""

    def apply(self, image, **control):
        level = int(image.pixels[0, 0, 0])
        if level == KILLER:
            os.kill(os.getpid(), signal.SIGKILL)
        if level == SLEEPER:
            time.sleep(60)
        if level == KILLS_ONCE:
            seen = Path(self.folder, "seen")
            if not seen.exists():
                seen.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        if level == SLOW:
            time.sleep(0.1)
        if level == KILLS_PARENT:
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(60)
        return super().apply(image, **control)


@dataclass(frozen=True)
class MuteStore(LocalStore):
    """Puts files whose names begin with "mute" in their place and then says nothing for a minute."""

    def put(self, name, data, *, overwrite, token=""):
        stamp = super().put(name, data, overwrite=overwrite, token=token)
        if name.startswith("mute"):
            time.sleep(60)
        return stamp


@dataclass(frozen=True)
class MuteRunner(LocalRunner):
    """Has its workers put files in such a store."""

    def run(self, work, tasks, cancel):
        return super().run(replace(work, dest=MuteStore(work.dest.root)), tasks, cancel)
