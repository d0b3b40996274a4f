"""What each command of the window does, by its name. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .charts import CHARTS, SMALL
from .looks import LANGUAGES, THEMES

if TYPE_CHECKING:
    from .main_window import MainWindow

Deeds: TypeAlias = dict[str, Callable[..., Any]]
_STEP: Final = 1.5
"""How much larger or smaller a step of the zoom shows the picture."""


def deeds(window: MainWindow) -> Deeds:
    """Return what the commands of `imgconv.gui.commands` do; those that are on or off get that as an argument.

    The panels show and hide themselves: theirs are not among them.
    """
    return {**_on_files(window), **_on_the_view(window), **_on_layers(window), **_of_lessons(window)}


def _on_files(window: MainWindow) -> Deeds:
    files = window.files
    charts = {f"chart-{name.lower().replace(' ', '-')}": partial(files.open_chart, name) for name in (*CHARTS, *SMALL)}
    return {
        **charts,
        "open": files.open,
        "paste": window.incoming.paste,
        "save": files.save,
        "save-as": files.save_as,
        "copy": files.copy,
        "copy-visible": files.copy_visible,
        "batch": window.open_batch,
        "quit": window.close,
    }


def _on_the_view(window: MainWindow) -> Deeds:
    canvas, showing = window.canvas, window.showing
    return {
        "fit": canvas.fit,
        "one-to-one": partial(canvas.zoom_to, 1.0),
        "zoom-in": partial(canvas.zoom_by, _STEP),
        "zoom-out": partial(canvas.zoom_by, 1 / _STEP),
        "compare-result": lambda on: canvas.set_compare("result") if on else None,
        "compare-wipe": lambda on: canvas.set_compare("wipe") if on else None,
        "compare-side": lambda on: canvas.set_compare("side by side") if on else None,
        "signed": lambda on: showing.set_look("signed" if on else "saved"),
        "all-maps": partial(showing.show_channel, None),
        **{f"theme-{name}": partial(window.look.choose_theme, name) for name in THEMES},
        **{f"language-{name}": partial(window.look.choose_language, name) for name in LANGUAGES},
        "find-command": window.find_command,
        "keys": window.list_keys,
    }


def _on_layers(window: MainWindow) -> Deeds:
    presets, pipeline = window.presets_actions, window.pipeline
    return {
        "undo": window.undo.undo,
        "redo": window.undo.redo,
        "select": partial(setattr, window.canvas.outlook, "selecting"),
        "select-all": window.clear_selection,
        "stop": window.stop,
        "new": presets.new,
        "preset-save": presets.save,
        "preset-import": presets.import_file,
        "preset-code": presets.import_code,
        "preset-export": partial(presets.export, "file"),
        "preset-share": partial(presets.export, "code"),
        "layer-add": partial(pipeline.add, "conv"),
        "layer-duplicate": pipeline.duplicate,
        "layer-remove": pipeline.remove,
        "layer-up": partial(pipeline.shift, -1),
        "layer-down": partial(pipeline.shift, 1),
    }


def _of_lessons(window: MainWindow) -> Deeds:
    lessons = window.lessons
    return {
        "steps": lessons.open_steps,
        "matrix": lessons.open_matrix,
        "compare-settings": lessons.open_compare,
        "learn": lessons.open_learn,
    }
