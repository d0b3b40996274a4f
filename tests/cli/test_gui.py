import subprocess
import sys

# A process of its own: where a window was opened before, the library is loaded and can no longer be missing.
WITHOUT_LIBRARY = """
import sys
sys.modules["PySide6"] = None
from imgconv.cli.main import main
sys.argv = ["imgconv", "gui"]
main()
"""


def test_missing_library_is_named_with_the_command_that_installs_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIBRARY], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: the desktop program ")
    assert done.stderr.endswith('install it with: pip install "imgconv[gui]"\n')
