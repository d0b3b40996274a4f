"""Kernels and cells as text of the clipboard, and the choices of the kernel's editor. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from imgconv.kernels import FAMILIES, GROUPS, Kernel, format_kernel

from .kernel_editing import Cell, Mirror, Plane, entries, pasted, read_kernel, with_cells, with_filters, with_plane
from .words import mark, told

MIRRORS: Final[dict[str, Mirror]] = {
    mark("No symmetry"): "none",
    mark("Left = right"): "horizontal",
    mark("Top = bottom"): "vertical",
    mark("Both"): "both",
    mark("Half a turn"): "turn",
}
"""Which other cells follow an edited one, by the caption."""
LEVELS: Final = (mark("On every channel"), mark("Several filters"), mark("Out × in channels"))
"""Kernels of two, three and four levels."""
_ABBREVIATED: Final = {"log": "LoG (Laplacian of Gaussian)", "dog": "DoG (difference of Gaussians)"}
_CHANNELS: Final = {1: (mark("Grey"),), 3: ("R", "G", "B"), 4: ("R", "G", "B", "A")}


@dataclass(frozen=True)
class Choice:
    """A family in a list."""

    name: str
    caption: str
    tip: str


def families() -> Iterator[list[Choice]]:
    """Yield the families, group by group."""
    for group in GROUPS:
        members = [family for family in FAMILIES.values() if family.group == group]
        if members:
            yield [Choice(each.name, told(family_title(each.name)), told(each.summary)) for each in members]


def family_title(name: str) -> str:
    """Return a family's name for a menu, such as "Sobel"; in English, for `told`."""
    return _ABBREVIATED.get(name) or name.replace("_", " ").capitalize()


def channel_names(kernel: Kernel, channels: int) -> tuple[str, ...]:
    """Return what the input channels of a kernel are called; `channels` reach its layer."""
    count = kernel.weights.shape[1] if kernel.levels == 4 else channels
    return _CHANNELS.get(count, tuple(str(n + 1) for n in range(count)))


def turned_cell(kernel: Kernel, cell: Cell | None) -> Cell | None:
    """Return where a cell lies once the kernel is turned by 180 degrees."""
    if cell is None:
        return None
    rows, columns = kernel.size
    return rows - 1 - cell[0], columns - 1 - cell[1]


def with_levels(kernel: Kernel, levels: int, channels: int) -> Kernel:
    """Return the kernel with two, three or four levels, as many outputs as inputs for four."""
    shapes: dict[int, tuple[int, ...]] = {2: (), 3: (max(kernel.filters, 1),), 4: (channels, channels)}
    return with_filters(kernel, shapes[levels])


def copied(kernel: Kernel, plane: Plane, selected: list[Cell]) -> str:
    """Return the selected cells as text, the whole plane where only one is."""
    cells = entries(kernel, plane)
    if len(selected) > 1:
        (top, left), (bottom, right) = selected[0], selected[-1]
        cells = [row[left : right + 1] for row in cells[top : bottom + 1]]
    return format_kernel(Kernel.of(cells))


def pasted_text(kernel: Kernel, text: str, plane: Plane, selected: list[Cell], mirror: Mirror) -> Kernel:
    """Return the kernel with numbers from the clipboard.

    A single number goes to the selected cells, several to the cells from the selection on; without a selection they
    are the plane.

    Raises
    ------
    ImgconvError
        If the text is no kernel.
    """
    other = read_kernel(text)
    if other.size == (1, 1):
        number = entries(other)[0][0]
        return with_cells(kernel, [(cell, number) for cell in selected], plane, mirror)
    if len(selected) > 1:
        return pasted(kernel, other, selected[0], plane)
    return with_plane(kernel, other, plane)
