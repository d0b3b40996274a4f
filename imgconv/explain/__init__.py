"""One output pixel, told in arithmetic: every tap, sum, bias, activation, rounding and saturation behind it."""

from imgconv.explain.explanation import explain
from imgconv.explain.overview import overview
from imgconv.explain.picture import field_picture
from imgconv.explain.told import ChannelStory, Ending, Explanation, Stage, Tap

__all__ = ["ChannelStory", "Ending", "Explanation", "Stage", "Tap", "explain", "field_picture", "overview"]
