"""`python -m imgconv.gui [IMAGE]`, and the program `imgconv-gui`."""

from __future__ import annotations

import sys
from pathlib import Path

from .app import run


def main() -> int:
    """Open the desktop program, with the image named on the command line if there is one."""
    return run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    sys.exit(main())
