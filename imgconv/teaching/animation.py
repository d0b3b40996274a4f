"""The window sliding over a picture, frame by frame: what it reads, what is added up, the result filling up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from imgconv.codecs import Frames
from imgconv.image import Image
from imgconv.teaching.drawing import Drawing
from imgconv.teaching.run import durations, moments
from imgconv.teaching.walk import Walk


def animation(
    walks: Walk | Sequence[Walk],
    *,
    duration: float = 900,
    say: Callable[[str], str] = str,
    font: Path | None = None,
) -> Frames:
    """Draw every step of a walk, or of several beside each other; a kernel that is turned is seen to turn first.

    Parameters
    ----------
    walks : Walk or sequence of Walk
        What is shown; both operations from `imgconv.teaching.both_ways`.
    duration : float
        Milliseconds of each step; the last one stays three times as long.
    say : callable
        Tells a text in the language of the picture; see `imgconv.teaching.words_of`.
    font : Path, optional
        A font file.

    Returns
    -------
    Frames
        An animation of 8-bit RGB images that plays for ever; save it as GIF, WebP or PNG.

    Raises
    ------
    ImgconvError
        If no font has the characters.
    """
    listed = (walks,) if isinstance(walks, Walk) else tuple(walks)
    drawing, shown = Drawing(listed, say, font), moments(listed)
    images = tuple(Image(few_colours(drawing.at(moment)), model="rgb") for moment in shown)
    if len(images) == 1:
        return Frames(images)
    return Frames(images, "animation", durations(shown, duration), 0)


def few_colours(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Round the levels of a drawing, so that a GIF holds all its colours; a level moves by at most 8."""
    return ((pixels >> 4) * 17).astype(np.uint8)
