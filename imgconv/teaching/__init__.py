"""A convolution taken step by step over a small part of a picture: as an animation, and as a worksheet for a class."""

from imgconv.teaching.animation import animation
from imgconv.teaching.walk import Walk, walk
from imgconv.teaching.worksheet import worksheet

__all__ = ["Walk", "animation", "walk", "worksheet"]
