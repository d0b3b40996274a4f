"""Convolution kernels on real images: experiment with them, run them over folders, share them."""

from typing import TYPE_CHECKING

from imgconv.arrays import avg_pool, convolve, correlate, max_pool
from imgconv.errors import CancelledError, ImgconvError
from imgconv.preset import load_preset

__all__ = ["CancelledError", "ImgconvError", "avg_pool", "convolve", "correlate", "load_preset", "max_pool"]

if TYPE_CHECKING:
    __version__: str
else:

    def __getattr__(name: str) -> str:
        """Read the version from the installed metadata, its only source, when somebody asks for it."""
        if name == "__version__":
            from importlib.metadata import version

            return version("imgconv")
        raise AttributeError(f"module 'imgconv' has no attribute {name!r}")
