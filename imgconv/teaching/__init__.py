"""A convolution taken step by step over a small part of a picture: as an animation, and as a worksheet for a class."""

from imgconv.teaching.animation import animation, few_colours
from imgconv.teaching.pdf import worksheet_pdf
from imgconv.teaching.sheet import Sheet, sheet
from imgconv.teaching.walk import Walk, walk
from imgconv.teaching.worksheet import worksheet

__all__ = ["Sheet", "Walk", "animation", "few_colours", "sheet", "walk", "worksheet", "worksheet_pdf"]
