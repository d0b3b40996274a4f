"""The window in Chinese: everything that can be read, switching at once, and what is carried over."""

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hands import press_action, settle, type_cell, until
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QTableWidget,
    QTabWidget,
    QTreeWidget,
    QWidget,
)

from imgconv.errors import ImgconvError
from imgconv.filtering import Filter
from imgconv.gui import language, words
from imgconv.gui.app import make_window
from imgconv.gui.language import FOLDER, apply_language, can_show_chinese
from imgconv.gui.messages import sentence
from imgconv.gui.step_export import save_sheet
from imgconv.gui.store import Store
from imgconv.image import Image
from imgconv.kernels import Kernel, family, parse_kernel
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline
from imgconv.preset import load_preset
from imgconv.teaching import walk

# Names, file formats, what is typed into a field, and what the command line and presets call a value.
NAMES = re.compile(
    r"""\b(imgconv1?|English|Language|PNG|JPEG|TIFF|WebP|GIF|BMP|PNM|AVIF|JSON|TOML|RGB|BGR|ReLU|CC0-1\.0|Alpha|alpha
    |Sobel|Scharr|Prewitt|Roberts|Kirsch|Laws|Gabor|Frei|Chen|LoG|DoG|Laplacian
    |GIMP|ImageMagick|ImageJ|Photoshop|SVG|libvips|NumPy|SciPy|PyTorch|OpenCV|Pillow|MaxPool2d|AvgPool2d
    |relu|abs|sigmoid|tanh|square|to_linear|to_encoded|s?RGB|ICC|Ctrl|Shift|Page|Up|Down|Esc|Enter|Tab|Backspace|Alt|sqrt|sum|same|valid|full|auto|IMG_|WEBP|ph|pw|px|ms
    |Dask|tcp://HOST:8786|fsspec|s3|u?int\d+|float\d+|preset|GIF|MP4|HTML|PDF|\w+\.(png|jpg|toml|pgm))\b""",
    re.VERBOSE,
)
# A Chinese choice is followed by what presets and the command line call it; help explains each choice by that name.
NAMED = re.compile(r"（[\w-]+）|\b[a-z_]+(?=：)")
SHORTCUT = re.compile(r"\((&?\w|F\d+|(Ctrl|Shift|Alt)\S*)\)|\*\.\w+|<[^>]+>")


@pytest.fixture
def chinese(qapp, places, monkeypatch, tmp_path):
    """A window in Chinese."""
    monkeypatch.setenv("IMGCONV_PRESETS", str(tmp_path / "presets"))
    Store(places).language = "zh-CN"
    window = make_window(qapp, places)
    window.show()
    settle(window)
    yield window
    window._may_close = True
    window.close()
    window.deleteLater()
    apply_language(qapp, "en")
    qapp.processEvents()


def english(text: str) -> list[str]:
    """The words of a text that are neither Chinese nor names."""
    plain = SHORTCUT.sub(" ", NAMES.sub(" ", NAMED.sub(" ", text)))
    return re.findall(r"[A-Za-z]{2,}", plain)


def texts_of(widget: QWidget):
    """Everything that can be read on a widget and on what lies in it, with where it stands."""
    for each in [widget, *widget.findChildren(QWidget)]:
        found = [each.toolTip(), each.accessibleName(), each.statusTip(), each.windowTitle()]
        if isinstance(each, QLabel | QAbstractButton):
            found.append(each.text())
        if isinstance(each, QGroupBox | QMenu):
            found.append(each.title())
        if isinstance(each, QLineEdit):
            found.append(each.placeholderText())
        if isinstance(each, QComboBox):
            found += [each.itemText(index) for index in range(each.count())]
        if isinstance(each, QListWidget):
            found += [text for row in range(each.count()) for text in (each.item(row).text(), each.item(row).toolTip())]
        if isinstance(each, QTreeWidget):
            found += [each.headerItem().text(column) for column in range(each.columnCount())]
        if isinstance(each, QTableWidget):
            heads = [each.horizontalHeaderItem(column) for column in range(each.columnCount())]
            found += [head.text() for head in heads if head is not None]
        if isinstance(each, QAbstractSpinBox):
            found += [each.specialValueText(), each.text()]
        if isinstance(each, QTabWidget):
            found += [each.tabText(index) for index in range(each.count())]
        for text in found:
            yield f"{type(each).__name__} {each.objectName()}", text
    for action in widget.findChildren(QAction):
        for text in (action.text(), action.toolTip(), action.statusTip()):
            yield f"action {action.objectName()}", text


def left_over(widget: QWidget) -> list[str]:
    return sorted({f"{place}: {text}" for place, text in texts_of(widget) if english(text)})


def test_nothing_in_the_window_is_left_in_english(chinese):
    assert "\n".join(left_over(chinese)) == ""
    chinese.open_batch()
    assert "\n".join(left_over(chinese.batch)) == ""


def test_nothing_in_the_lessons_is_left_in_english(chinese):
    chinese.files.open_chart("Edges")
    menu = next(each for each in chinese.findChildren(QMenu) if each.title().startswith("课程("))
    assert len(menu.actions()) >= 2
    for action in menu.actions():
        action.trigger()
        settle(chinese)
        assert "\n".join(left_over(chinese)) == ""


@pytest.mark.parametrize("name", ["unsharp-mask", "gabor-bank", "conv-relu-pool", "max-pooling", "frei-chen-edges"])
def test_nothing_in_the_panels_is_left_in_english(chinese, name):
    for dock in chinese.findChildren(QDockWidget):
        dock.setVisible(True)
        dock.raise_()
    chinese.files.open_chart("Edges")
    chinese.presets_actions.load(load_preset(name))
    for index in range(len(chinese.session.document.stages)):
        chinese.pipeline.list.setCurrentRow(index)
        settle(chinese)
        chinese._show_facts()
        assert "\n".join(left_over(chinese)) == ""


def test_a_language_is_switched_at_once_and_the_work_goes_on(open_window, qapp, places, monkeypatch):
    monkeypatch.setattr(
        "imgconv.gui.look_actions.can_show_chinese", lambda: True
    )  # not every machine has the characters
    first = open_window()
    first.files.open_chart("Edges")
    type_cell(first, 1, 1, "7")
    press_action(first, "language-zh-CN")
    until(lambda: not first.isVisible())
    assert first.reopens
    second = make_window(qapp, places, first)
    try:
        assert second.store.language == "zh-CN"
        assert second.findChild(QAction, "open").text() == "打开(&O)…"
        assert second.session.document.kernel(0) == parse_kernel("0 0 0; 0 7 0; 0 0 0")
        assert second.session.picture.image is not None
        assert second.session.modified
        press_action(second, "undo")
        assert second.session.document.kernel(0) == parse_kernel("0 0 0; 0 1 0; 0 0 0")
    finally:
        second.close_now()
        qapp.processEvents()
        apply_language(qapp, "en")


SWITCHING = """
import imgconv.gui.app as app
import imgconv.gui.menus as menus
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction

make, made = app.make_window, []
menus.can_show_chinese = lambda: True

def watched(*arguments):
    window = make(*arguments)
    made.append(window)
    act = switch if len(made) == 1 else leave
    QTimer.singleShot(300, lambda: act(window))
    return window

def switch(window):
    window.findChild(QAction, "language-zh-CN" if "zh" not in window.store.language else "language-en").trigger()

def leave(window):
    print(window.findChild(QAction, "save").iconText(), window.session.picture is not None)
    window.close_now()

app.make_window = watched
app.run(None)
print(len(made))
"""


def test_the_program_goes_on_in_the_other_language(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SWITCHING],
        capture_output=True,
        env={**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["保存结果 True", "2"]


def test_without_a_font_the_language_stays_and_a_message_says_why(window, monkeypatch):
    monkeypatch.setattr("imgconv.gui.look_actions.can_show_chinese", lambda: False)
    told = []
    monkeypatch.setattr(window.messages, "tell", told.append)
    press_action(window, "language-zh-CN")
    assert "font" in str(told[0])
    assert window.store.language == "en"


def test_whether_there_is_a_font_can_be_told(qapp):
    assert can_show_chinese() in {True, False}


@pytest.fixture
def in_chinese(qapp):
    apply_language(qapp, "zh-CN")
    yield
    apply_language(qapp, "en")


def refused(act) -> str:
    with pytest.raises(ImgconvError) as caught:
        act()
    return sentence(caught.value)


@pytest.mark.usefixtures("in_chinese")
def test_the_core_s_sentences_are_recognised_with_their_values():
    assert words.told("Leaves flat areas as bright as they are: the weights sum to 1.") == (
        "平坦区域的亮度不变：权重之和为 1。"
    )
    assert words.told("3x3 correlate, stride 2x2, reflect") == "3x3 互相关，步幅 2x2，反射（reflect）"
    plan = "3x3 integer taps in uint8, then 5x5 averages in uint8; tiles of 64x4096"
    assert words.told(plan) == "3x3 整数逐点乘加（uint8），然后5x5 平均值（uint8）；图块 64x4096"


@pytest.mark.usefixtures("in_chinese")
def test_errors_are_told_in_chinese():
    assert refused(lambda: family("gaussian", sigma=700)) == (
        "gaussian: sigma = 700 超出范围：请填0.1 到 600 像素之间的数（超过后核的边长会超过 4096）"
    )
    assert refused(lambda: parse_kernel("1 2; 3")) == "核：第 2 行有 1 项，而第 1 行有 2 项；各行长度必须相同"
    assert refused(lambda: Kernel.of([[float("nan")]])).endswith("nan 不是有限的数")


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize("options", [{}, {"padding": "valid", "operation": "convolve", "stride": 2, "bias": 0.5}])
def test_a_worksheet_is_in_chinese(tmp_path, options):
    layer = Conv([[1, 0], [0, -1]], **{"padding": 1, "padding_mode": "zeros", "divisor": 2, **options})
    walked = walk(Filter(Pipeline([layer])), Image(np.arange(16, dtype=np.uint8).reshape(4, 4)))
    save_sheet(walked, tmp_path / "sheet.html")
    page = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert 'lang="zh-CN"' in page
    body = re.sub(r"<pre>.*?</pre>|<[^>]+>", " ", page.partition("</style>")[2], flags=re.DOTALL)
    assert "手算卷积：答案" in body
    assert [word for word in english(body) if word not in {"floor", "quot"}] == []


@pytest.mark.usefixtures("in_chinese")
def test_an_error_nobody_translated_stands_in_a_frame_with_its_own_words():
    shown = words.told_error("flux capacitor: 88 is too slow")
    assert shown.endswith("flux capacitor: 88 is too slow")
    assert english(shown.removesuffix("flux capacitor: 88 is too slow")) == []


@pytest.mark.usefixtures("in_chinese")
def test_qt_s_own_words_are_chinese_where_its_translation_is_there(qapp):
    for translator in qapp.findChildren(QTranslator):
        if "qtbase" in translator.filePath():
            assert translator.translate("QPlatformTheme", "Cancel") == "取消"
            return
    pytest.skip("this PySide6 carries no translations of Qt")


def test_what_is_loaded_is_what_was_translated(qapp):
    for path in FOLDER.glob("*.ts"):
        translator = QTranslator()
        assert translator.load(str(path.with_suffix(".qm")))
        for context in ElementTree.parse(path).iter("context"):
            for message in context.iter("message"):
                source = message.findtext("source")
                shown = translator.translate(context.findtext("name"), source)
                assert shown == message.findtext("translation"), f"run python tools/translations.py: {source}"


def test_in_english_words_are_shown_as_they_are_written():
    words.use(None)
    assert words.tr("Saved {path}", path=Path("a")) == "Saved a"
    assert words.plural(1, "{n} file", "{n} files") == "1 file"
    assert words.plural(2, "{n} file", "{n} files") == "2 files"
    assert words.told("of {0}") == "of {0}"
    assert words.told_error(ImgconvError("no")) == "no"


@pytest.mark.parametrize("text", ["&Open…", "Open…", "&Open"])
def test_a_command_is_named_without_its_key(text):
    assert words.plain(text) == "Open"
    assert words.plain("打开(&O)…") == "打开"


@pytest.mark.parametrize(
    ("system", "shown"),
    [(["zh-CN", "en"], "zh-CN"), (["zh-Hans-SG"], "zh-CN"), (["en-GB", "zh-CN"], "en"), (["de"], "en"), (["C"], "en")],
)
def test_the_language_of_the_system(qapp, monkeypatch, system, shown):
    class System:
        def uiLanguages(self):  # noqa: N802 - Qt's name
            return system

    monkeypatch.setattr(language.QLocale, "system", System)
    monkeypatch.setattr(language, "can_show_chinese", lambda: True)
    assert apply_language(qapp, "system") == shown
    monkeypatch.setattr(language, "can_show_chinese", lambda: False)
    assert apply_language(qapp, "system") == "en"
    apply_language(qapp, "en")
