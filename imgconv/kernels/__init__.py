"""Kernels: the value, the families, the text form, rearrangements, and what can be told about one."""

from typing import TYPE_CHECKING, Any

from imgconv.kernels.cells import MAX_SIDE, MAX_TAPS
from imgconv.kernels.kernel import Kernel, KernelLike
from imgconv.kernels.separate import low_rank_factors, rank, ranks, separate

if TYPE_CHECKING:
    from imgconv.kernels.analysis import Symmetry, frequency_response, plain_sentence, result_range, symmetry
    from imgconv.kernels.families import FAMILIES, family
    from imgconv.kernels.families_blur import binomial, box, disk, gaussian, motion
    from imgconv.kernels.families_edge import dog, laplacian, log, prewitt, roberts, scharr, sobel
    from imgconv.kernels.families_masks import frei_chen, gabor, kirsch
    from imgconv.kernels.families_sharpen import emboss, identity, sharpen, unsharp
    from imgconv.kernels.registry import GROUPS, Family
    from imgconv.kernels.text import format_kernel, parse_kernel
    from imgconv.kernels.transforms import flip, negate, normalise, resize, rotate, transpose

__all__ = [
    "FAMILIES",
    "GROUPS",
    "MAX_SIDE",
    "MAX_TAPS",
    "Family",
    "Kernel",
    "KernelLike",
    "Symmetry",
    "binomial",
    "box",
    "disk",
    "dog",
    "emboss",
    "family",
    "flip",
    "format_kernel",
    "frei_chen",
    "frequency_response",
    "gabor",
    "gaussian",
    "identity",
    "kirsch",
    "laplacian",
    "log",
    "low_rank_factors",
    "motion",
    "negate",
    "normalise",
    "parse_kernel",
    "plain_sentence",
    "prewitt",
    "rank",
    "ranks",
    "resize",
    "result_range",
    "roberts",
    "rotate",
    "scharr",
    "separate",
    "sharpen",
    "sobel",
    "symmetry",
    "transpose",
    "unsharp",
]

if not TYPE_CHECKING:
    # What the array functions do not need loads when it is first asked for: it takes a tenth of their own time to load.
    _LATER = {
        "analysis": ("Symmetry", "frequency_response", "plain_sentence", "result_range", "symmetry"),
        "families": ("FAMILIES", "family"),
        "families_blur": ("binomial", "box", "disk", "gaussian", "motion"),
        "families_edge": ("dog", "laplacian", "log", "prewitt", "roberts", "scharr", "sobel"),
        "families_masks": ("frei_chen", "gabor", "kirsch"),
        "families_sharpen": ("emboss", "identity", "sharpen", "unsharp"),
        "registry": ("GROUPS", "Family"),
        "text": ("format_kernel", "parse_kernel"),
        "transforms": ("flip", "negate", "normalise", "resize", "rotate", "transpose"),
    }

    def __getattr__(name: str) -> Any:
        """Load a public name when somebody asks for it."""
        for module, names in _LATER.items():
            if name in names:
                from importlib import import_module

                value = globals()[name] = getattr(import_module(f"imgconv.kernels.{module}"), name)
                return value
        raise AttributeError(f"module 'imgconv.kernels' has no attribute {name!r}")

    def __dir__() -> list[str]:
        """Name what can be asked for."""
        return sorted({*globals(), *__all__})
