"""Convolution kernels on real images: experiment with them, run them over folders, share them."""

from imgconv.arrays import avg_pool, convolve, correlate, max_pool
from imgconv.errors import CancelledError, ImgconvError

__all__ = ["CancelledError", "ImgconvError", "avg_pool", "convolve", "correlate", "max_pool"]
