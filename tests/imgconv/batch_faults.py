"""Filters that harm the process they run in, for the tests of what a batch survives; workers import this module."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

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
