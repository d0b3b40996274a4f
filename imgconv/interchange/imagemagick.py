"""ImageMagick's kernel strings: ``3x3: 0,-1,0 -1,5,-1 0,-1,0``, with an origin, cells left out, and names.

Its Convolve is a true convolution: the kernel is turned by 180 degrees before it slides, and the origin with it. By
default the origin is the cell ((height - 1) // 2, (width - 1) // 2).
"""

from __future__ import annotations

from imgconv.filtering import Filter
from imgconv.interchange.imagemagick_command import VIRTUAL_PIXELS, chained, command_layers, is_command
from imgconv.interchange.imagemagick_strings import is_list, kernel_list
from imgconv.interchange.plain import InterchangeError, PlainFilter, decimal
from imgconv.pipeline import Pipeline

__all__ = ["VIRTUAL_PIXELS", "is_kernel_string", "kernel_string", "read_kernel_string", "write_kernel_string"]


def is_kernel_string(data: bytes) -> bool:
    """Tell whether bytes are kernel strings (a size and a colon, or a known name) or a command with one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return is_command(text) or is_list(_bare(text))


def read_kernel_string(data: bytes) -> Filter:
    """Read a kernel string, or the convolution in a command.

    Several kernels run one after the other, as they do in ImageMagick.

    Raises
    ------
    InterchangeError
        If there is a name that is not known here, too many or few numbers, or a command does something else, too.
    """
    text = data.decode("utf-8-sig")
    layers = command_layers(text) if is_command(text) else chained(kernel_list(_bare(text)))
    return Filter(Pipeline(layers))


def _bare(text: str) -> str:
    return text.strip().strip("'\"")


def write_kernel_string(plain: PlainFilter) -> tuple[bytes, tuple[str, ...]]:
    """Write a kernel string for ``-morphology Convolve``.

    Raises
    ------
    InterchangeError
        If there is an offset.
    """
    if plain.bias != 0:
        raise InterchangeError(f"a kernel string has no offset ({float(plain.bias):g} here); copy it as a command")
    notes = (f"use it with -virtual-pixel {VIRTUAL_PIXELS[plain.border]} -morphology Convolve",)
    return f"{kernel_string(plain)}\n".encode(), notes


def kernel_string(plain: PlainFilter) -> str:
    """Return the string of a filter's kernel, without its offset."""
    turned = plain.kernel.flipped()
    (height, width), (row, column) = turned.size, plain.anchor
    rows = " ".join(",".join(map(decimal, cells)) for cells in turned.weights.tolist())
    return f"{width}x{height}+{width - 1 - column}+{height - 1 - row}: {rows}"
