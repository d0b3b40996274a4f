"""The translations of the window: complete, and nothing is shown that they cannot reach."""

import ast
import re
import subprocess
import sys

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="Qt or a system library that it needs is missing", exc_type=ImportError)

WORDS = {"tr", "mark", "plural", "told", "told_error"}
# What these show is read by a person.
SHOWING = {
    *("setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName", "setStatusTip", "setTitle"),
    *("setInformativeText", "setLabelText", "setHeaderLabels", "setHorizontalHeaderLabels", "setTabText", "setSuffix"),
    *("addAction", "addMenu", "addItem", "addItems", "addRow", "addTab", "showMessage", "drawText", "showText"),
    *("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu", "QAction", "QToolBar"),
    *("QFileDialog", "QMessageBox", "QListWidgetItem", "QTreeWidgetItem", "QTableWidgetItem"),
}


@pytest.fixture(scope="module")
def root(pytestconfig):
    return pytestconfig.rootpath


def check(root, *arguments):
    return subprocess.run(
        [sys.executable, "tools/translations.py", *arguments], cwd=root, capture_output=True, text=True, check=False
    )


def test_every_text_is_translated(root):
    done = check(root, "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def bare_texts(tree: ast.AST):
    """Texts that are shown as they are written, past the functions of gui/words.py."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in SHOWING:
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                yield from _bare(argument)


def _bare(node: ast.AST):
    if isinstance(node, ast.Call | ast.Lambda | ast.Subscript | ast.Compare):
        return  # what a function makes is told where it is made
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"[A-Za-z]{3}", node.value):
        if node.value not in {"imgconv", "CC0-1.0", " – imgconv"}:
            yield node.lineno, node.value
        return
    if isinstance(node, ast.FormattedValue):
        return
    for child in ast.iter_child_nodes(node):
        yield from _bare(child)


def _name(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def test_no_text_of_the_window_is_past_the_translation(root):
    found = [
        f"{path.name}:{line}: {text!r}"
        for path in sorted((root / "gui").glob("*.py"))
        for line, text in bare_texts(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == [], "docs/gui.md tells how a text is written"


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('label.setText("Open it")', 1),
        ('QLabel(f"{n} files")', 1),
        ('label.setText("Open" if here else "Close")', 2),
        ('label.setText(tr("Open it"))', 0),
        ('label.setText(f"{x} × {y}")', 0),
        ('button.setObjectName("open")', 0),
    ],
)
def test_the_search_for_them(code, count):
    assert len(list(bare_texts(ast.parse(code)))) == count
