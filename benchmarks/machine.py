"""What a measurement was made on: the machine, the versions, the commit."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from imgconv.crew import default_workers

ROOT = Path(__file__).resolve().parent.parent
_PACKAGES = ("numpy", "opencv-python-headless", "scipy", "pillow", "scikit-image", "torch")


def about() -> dict[str, str]:
    """Return what to print above a table and keep beside it."""
    return {
        "commit": commit(),
        "machine": f"{_processor()}, {default_workers()} cores for this process, {platform.machine()}",
        "system": f"{platform.system()}, Python {platform.python_version()}",
        "versions": ", ".join(f"{name} {_version(name)}" for name in _PACKAGES),
        "load": _load(),
    }


def commit() -> str:
    """The commit of the working tree, with a "+" where the code differs from it."""
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        return head + ("+" if _git("status", "--porcelain", "--", "imgconv", "presets") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(*arguments: str) -> str:
    made = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)
    return made.stdout.strip()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _load() -> str:
    """How many processes wanted to run in the last minute: above the number of cores, others disturbed."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
