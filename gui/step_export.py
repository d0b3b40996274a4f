"""A run as an animation file, and as a worksheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from imgconv.codecs import Frames, SaveOptions, write
from imgconv.errors import CancelledError
from imgconv.image import Image
from imgconv.teaching import Moment, Walk, durations, few_colours, moments, sheet, worksheet

from .step_drawing import PAPER, draw_run, run_size
from .stepping import Lane
from .words import shown_language, told, tr
from .worksheet_print import print_sheet

ANIMATIONS: Final = (".gif", ".webp", ".png")


def frame(lanes: tuple[Lane, ...], moment: Moment) -> Image:
    """Draw one moment on white paper, 8-bit RGB."""
    size = run_size(lanes)
    canvas = QImage(size, QImage.Format.Format_RGB888)
    painter = QPainter(canvas)
    draw_run(painter, QRectF(0, 0, size.width(), size.height()), lanes, moment, PAPER)
    painter.end()
    rows = np.frombuffer(canvas.constBits(), np.uint8).reshape(size.height(), canvas.bytesPerLine())
    return Image(few_colours(rows[:, : 3 * size.width()].reshape(size.height(), size.width(), 3)), model="rgb")


def save_animation(
    lanes: tuple[Lane, ...],
    path: Path,
    milliseconds: float,
    progress: Callable[[int, int], None],
    cancel: Callable[[], bool],
) -> None:
    """Write a run as an animation that plays for ever.

    Parameters
    ----------
    lanes : tuple of Lane
        What is shown.
    path : Path
        A .gif, .webp or .png file; one that is there is replaced.
    milliseconds : float
        Of each step; the last one stays three times as long.
    progress, cancel : callable
        As everywhere.

    Raises
    ------
    ImgconvError, OSError
        If it cannot be written.
    CancelledError
        If `cancel` said so.
    """
    shown = moments([lane.walked for lane in lanes])
    images = []
    for number, moment in enumerate(shown):
        if cancel():
            raise CancelledError("cancelled")
        images.append(frame(lanes, moment))
        progress(number + 1, len(shown))
    times = durations(shown, milliseconds)
    made = Frames(tuple(images), "animation", times, 0) if len(images) > 1 else Frames(tuple(images))
    write(made, path, options=SaveOptions(overwrite=True))


def save_sheet(walked: Walk, path: Path) -> None:
    """Write a worksheet: HTML by its suffix, PDF otherwise; a file that is there is replaced.

    Raises
    ------
    ImgconvError, OSError
        If it cannot be written.
    """
    title = tr("Convolution by hand")
    if path.suffix.lower() in {".html", ".htm"}:
        path.write_text(worksheet(walked, title, say=told, language=shown_language()), encoding="utf-8", newline="\n")
    else:
        print_sheet(sheet(walked, title), path)


def suffix_of(filter_: str) -> str:
    """Return the suffix that a filter of a dialog asks for: gif of "GIF (*.gif)"."""
    return filter_.split("*.")[1].rstrip(")").split()[0]
