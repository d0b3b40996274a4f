"""Kernels: the value, the families, the text form, rearrangements, and what can be told about one."""

from imgconv.kernels.analysis import Symmetry, frequency_response, plain_sentence, result_range, symmetry
from imgconv.kernels.cells import MAX_SIDE, MAX_TAPS
from imgconv.kernels.families import FAMILIES, family
from imgconv.kernels.families_blur import binomial, box, disk, gaussian, motion
from imgconv.kernels.families_edge import dog, laplacian, log, prewitt, roberts, scharr, sobel
from imgconv.kernels.families_masks import frei_chen, gabor, kirsch
from imgconv.kernels.families_sharpen import emboss, identity, sharpen, unsharp
from imgconv.kernels.kernel import Kernel, KernelLike
from imgconv.kernels.registry import GROUPS, Family
from imgconv.kernels.separate import low_rank_factors, rank, ranks, separate
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
