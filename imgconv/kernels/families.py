"""The table of kernel families, and making a kernel by a family's name."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from imgconv.errors import ImgconvError

# Importing these modules enters their families into the table.
from imgconv.kernels import families_blur, families_edge, families_masks, families_sharpen  # noqa: F401
from imgconv.kernels.kernel import Kernel
from imgconv.kernels.registry import GROUPS, REGISTERED, Family

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {member.name: member for group in GROUPS for member in REGISTERED if member.group == group}
)
"""Every family by name, in the order in which a menu should show them."""


def family(name: str, **parameters: Any) -> Kernel:
    """Make a kernel of a named family.

    Parameters
    ----------
    name : str
        One of `FAMILIES`.
    **parameters
        The family's parameters; those left out take their defaults.

    Raises
    ------
    ImgconvError
        If the family or a parameter is unknown (the nearest known name is told) or a value is not allowed.
    """
    if name not in FAMILIES:
        raise ImgconvError(f"kernel family {name!r} is unknown{_nearest(name, list(FAMILIES))}")
    described = FAMILIES[name]
    known = [field.name for field in described.parameters]
    for key in parameters:
        if key not in known:
            raise ImgconvError(f"{name}: parameter {key!r} is unknown{_nearest(key, known)}")
    return described.function(**parameters)


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
