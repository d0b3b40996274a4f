"""The language of the window: Qt's translators for our words and for Qt's own."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication

from . import words
from .looks import Language

FOLDER: Final = Path(__file__).parent / "translations"
_FILES: Final = {"zh-CN": "zh_CN"}
_CHINESE_FONTS: Final = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)


def apply_language(app: QGuiApplication, language: Language) -> Language:
    """Show what is made from now on in a language; windows that are open keep theirs.

    Parameters
    ----------
    app : QGuiApplication
        Gets the translators; those of an earlier call are taken away.
    language : "system", "en" or "zh-CN"
        From the settings.

    Returns
    -------
    "en" or "zh-CN"
        The language that is shown.
    """
    for before in app.findChildren(QTranslator):
        app.removeTranslator(before)
        before.deleteLater()
    shown = _of_system() if language == "system" else language
    if language == "system" and shown == "zh-CN" and not can_show_chinese():
        shown = "en"
    _prefer_fonts(app, _CHINESE_FONTS if shown == "zh-CN" else ())
    name = _FILES.get(shown)
    if name is None:
        words.use(None)
        return shown
    ours, qts = QTranslator(app), QTranslator(app)
    if qts.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qts)
    if not ours.load(f"imgconv_{name}", str(FOLDER)):
        raise RuntimeError(f"{FOLDER / f'imgconv_{name}.qm'} is missing or damaged; install imgconv again")
    app.installTranslator(ours)
    words.use(QCoreApplication.translate, sentences(name), shown)
    return shown


def _prefer_fonts(app: QGuiApplication, names: tuple[str, ...]) -> None:
    """Take Chinese characters from fonts of simplified Chinese: a font of many languages may draw them as Japanese."""
    font = app.font()
    if not names and not set(font.families()) & set(_CHINESE_FONTS):
        return
    # The family itself, not a name such as "Sans" that stands for one, keeps its place before the others.
    own = [QFontInfo(font).family()]
    known = set(QFontDatabase.families())
    font.setFamilies([*own, *(name for name in names if name in known)])
    app.setFont(font)


def sentences(name: str) -> list[str]:
    """Return the core's sentences with places for values that a translation knows."""
    tree = ElementTree.parse(FOLDER / f"imgconv_{name}.ts")
    found = []
    for context in (words.CORE, words.ERRORS):
        for message in tree.iterfind(f"context[name='{context}']/message"):
            source, shown = message.findtext("source", ""), message.findtext("translation", "")
            if "{0}" in source and shown:
                found.append(source)
    return found


def can_show_chinese() -> bool:
    """Whether this machine has a font with Chinese characters."""
    families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return bool(families) or any(name in QFontDatabase.families() for name in _CHINESE_FONTS)


def _of_system() -> Language:
    for name in QLocale.system().uiLanguages():
        if name.startswith("zh"):
            return "zh-CN"
        if name.startswith(("en", "C")):
            return "en"
    return "en"
