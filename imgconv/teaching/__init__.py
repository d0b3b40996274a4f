"""A convolution taken step by step over a small part of a picture: as an animation, and as a worksheet for a class."""

from imgconv.teaching.animation import animation, few_colours
from imgconv.teaching.pdf import worksheet_pdf
from imgconv.teaching.run import Moment, both_ways, durations, is_turned, moments
from imgconv.teaching.sheet import Sheet, sheet
from imgconv.teaching.walk import LARGEST, Walk, walk
from imgconv.teaching.words import LANGUAGES, words_of
from imgconv.teaching.worksheet import worksheet

__all__ = [
    "LANGUAGES",
    "LARGEST",
    "Moment",
    "Sheet",
    "Walk",
    "animation",
    "both_ways",
    "durations",
    "few_colours",
    "is_turned",
    "moments",
    "sheet",
    "walk",
    "words_of",
    "worksheet",
    "worksheet_pdf",
]
