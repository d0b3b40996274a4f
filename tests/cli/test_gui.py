import sys
from typing import Any

import pytest


def test_missing_library_is_named_with_the_command_that_installs_it(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6", None)
    for name in [name for name in sys.modules if name.startswith("imgconv.gui.")]:
        monkeypatch.delitem(sys.modules, name)
    done = run("gui")
    assert done.exit_code == 2
    assert done.stderr.startswith("error: the desktop program ")
    assert done.stderr.endswith('install it with: pip install "imgconv[gui]"\n')
