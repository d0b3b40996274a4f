"""Convolution kernels on real images: experiment with them, run them over folders, share them."""

from typing import TYPE_CHECKING, Any

from imgconv.errors import CancelledError, ImgconvError

__all__ = [
    "CancelledError",
    "Image",
    "ImgconvError",
    "avg_pool",
    "convolve",
    "correlate",
    "load_preset",
    "max_pool",
    "read",
    "write",
]

if TYPE_CHECKING:
    from imgconv.arrays import avg_pool, convolve, correlate, max_pool
    from imgconv.codecs import read, write
    from imgconv.image import Image
    from imgconv.preset import load_preset

    __version__: str
else:
    # All loads when it is first asked for, so that a program that prints its help starts as quickly as Python.
    _LATER = {
        "avg_pool": "imgconv.arrays",
        "convolve": "imgconv.arrays",
        "correlate": "imgconv.arrays",
        "max_pool": "imgconv.arrays",
        "Image": "imgconv.image",
        "load_preset": "imgconv.preset",
        "read": "imgconv.codecs",
        "write": "imgconv.codecs",
    }

    def __getattr__(name: str) -> Any:
        """Load a public name when somebody asks for it; the version comes from the installed metadata."""
        if name == "__version__":
            from importlib.metadata import version

            return version("imgconv")
        if name in _LATER:
            from importlib import import_module

            value = globals()[name] = getattr(import_module(_LATER[name]), name)
            return value
        raise AttributeError(f"module 'imgconv' has no attribute {name!r}")

    def __dir__() -> list[str]:
        """Name what can be asked for."""
        return sorted({*globals(), *__all__})
