"""Kernels."""

from imgconv.kernels.kernel import Kernel as Kernel
