"""Install the Debian packages that the tests use, or say the command that does.

Qt's wheels expect these libraries on the system; Xvfb is the X server of one GUI test; ImageMagick and libvips
check what imgconv exports for them. Tests that miss one of them are skipped and say so.
"""

import os
import shlex
import shutil
import subprocess
import sys

PACKAGES = (
    "libegl1",
    "libgl1",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "xvfb",
    "imagemagick",
    "libvips-tools",
)


def main() -> int:
    """Install what is missing where that is possible; never a failure, as the tests do without."""
    if not sys.platform.startswith("linux"):
        return 0
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        print(f"Not a Debian system: for every test, install what corresponds to {' '.join(PACKAGES)}", flush=True)
        return 0
    present = installed()
    missing = [package for package in PACKAGES if package not in present]
    if not missing:
        return 0
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() == 0 and run_as_root(["apt-get", "update"], install):
        return 0
    print("Some tests will be skipped. To run them too, as root:", flush=True)
    print(f"  apt-get update && {shlex.join(install)}", flush=True)
    return 0


def installed() -> set[str]:
    """Return the names of the packages that are installed, and those that they provide."""
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}|${Package}|${Provides}\n"]
    names = set()
    for line in subprocess.run(query, capture_output=True, text=True, check=True).stdout.splitlines():
        status, package, provides = line.split("|", 2)
        if status == "installed":
            names |= {package, *(provided.split()[0] for provided in provides.split(",") if provided.strip())}
    return names


def run_as_root(*commands: list[str]) -> bool:
    """Run the commands with nobody to answer questions; return whether all of them succeeded."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        print(f"$ {shlex.join(command)}", flush=True)
        patient = [command[0], "-qq", "-o", "DPkg::Lock::Timeout=120", *command[1:]]
        null = subprocess.DEVNULL
        if subprocess.run(patient, env=environment, stdin=null, stdout=null, check=False).returncode != 0:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
