"""Create the project's virtual environment in `.venv`, or bring it up to date.

`python tools/environment.py demo test` installs imgconv, editable, with the extras named. A stamp in the
environment records what was installed from what, so that a second call neither waits nor needs a network.
"""

import contextlib
import hashlib
import json
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "imgconv-installed.json"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


@dataclass(frozen=True)
class Stamp:
    """What an installation was made of: where, from which metadata, with which extras."""

    place: str
    metadata: str
    extras: tuple[str, ...]


def main(extras: list[str]) -> int:
    """Make the environment hold these extras and return the exit status."""
    with exclusive(ROOT / ".venv.lock"):
        installed = read_stamp()
        wanted = Stamp(str(VENV), metadata_digest(), tuple(sorted({*extras, *(installed.extras if installed else ())})))
        if not PYTHON.exists() or (installed and installed.place != wanted.place):
            # The scripts of an environment hold its path: one that was moved, or lost its Python, is made anew.
            print("Creating the environment in .venv", flush=True)
            venv.create(VENV, clear=True, with_pip=True)
        elif installed == wanted:
            return 0
        return install(wanted)


def install(wanted: Stamp) -> int:
    """Install imgconv as the stamp describes it, then write the stamp."""
    print(f"Installing imgconv with {', '.join(wanted.extras)}: a minute or two the first time", flush=True)
    STAMP.unlink(missing_ok=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--editable", f".[{','.join(wanted.extras)}]"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        print("imgconv: pip could not install the packages (see above). Is there a network?", file=sys.stderr)
        return 1
    STAMP.write_text(json.dumps(asdict(wanted)), encoding="utf-8")
    return 0


def read_stamp() -> Stamp | None:
    """Return what the last complete installation wrote, None if there was none."""
    try:
        content = json.loads(STAMP.read_text(encoding="utf-8"))
        return Stamp(content["place"], content["metadata"], tuple(content["extras"]))
    except (OSError, ValueError, KeyError):
        return None


def metadata_digest() -> str:
    """Return a digest of what decides an installation: the package's metadata, not the settings of its tools."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    deciding = [pyproject["build-system"], pyproject["project"], pyproject["tool"]["setuptools"]]
    return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a lock on this file: two commands started at once install one after the other."""
    with path.open("w") as file:
        lock(file)
        yield


if sys.platform == "win32":
    import msvcrt

    def lock(file: IO[str]) -> None:
        """Wait for the lock, which the system releases when the file is closed."""
        while True:
            with contextlib.suppress(OSError):  # LK_LOCK gives up after ten seconds
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                return

else:
    import fcntl

    def lock(file: IO[str]) -> None:
        """Wait for the lock, which the system releases when the file is closed."""
        fcntl.flock(file, fcntl.LOCK_EX)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
