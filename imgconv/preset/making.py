"""From a filter made of options or Python values to a preset that can be saved and shared."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from imgconv.errors import PresetError
from imgconv.filtering import Filter
from imgconv.kernels import Kernel
from imgconv.layers import Conv, Layer
from imgconv.preset.model import Preset
from imgconv.preset.written import WrittenLayer, written_layer
from imgconv.rational import MAX_EXACT


def preset_of(
    made: Filter,
    name: str,
    *,
    description: str = "",
    author: str = "",
    license: str = "",
    tags: tuple[str, ...] = (),
) -> Preset:
    """Write a filter down as a preset without parameters.

    Parameters
    ----------
    made : Filter
        Its kernels become rows of numbers, rational ones whole numbers over a divisor.
    name, description, author, license, tags
        As in `Preset`.

    Raises
    ------
    PresetError
        If the filter exceeds what a preset may hold.
    """
    return Preset(
        name,
        tuple(as_written(layer) for layer in made.pipeline.layers),
        description=description,
        author=author,
        license=license,
        tags=tags,
        alpha=made.alpha,
        color=made.color,
    )


def as_written(layer: Layer) -> WrittenLayer:
    """Return a layer in the form a preset writes.

    Raises
    ------
    PresetError
        If a preset has no such layer.
    """
    if not layer.FIELDS:
        raise PresetError(f"a preset has no layer of type {layer.type}")
    values: dict[str, Any] = {field.name: _plain(getattr(layer, field.name)) for field in layer.FIELDS}
    if isinstance(layer, Conv):
        values["kernel"], values["divisor"] = kernel_terms(layer.effective)
        if layer.anchor == tuple(side // 2 for side in layer.kernel.size):
            del values["anchor"]
    values = {name: value for name, value in values.items() if value is not None}
    for field in layer.FIELDS:
        if (
            not field.required
            and field.name in values
            and field.check(values[field.name]) == field.check(field.default)
        ):
            del values[field.name]
    return written_layer(layer.type, values)


def kernel_terms(kernel: Kernel) -> tuple[Any, int | None]:
    """Return a kernel as nested numbers and the divisor over them: whole numbers where it is rational.

    A preset knows numbers only, no fractions; so a box of ninths is ones over 9.
    """
    if kernel.integers is not None:
        divisor = math.lcm(*kernel.divisors)
        scales = [divisor // each for each in kernel.divisors]
        rows = [kernel.integers] if kernel.levels == 2 else list(kernel.integers)
        if sum(scale * abs(row).sum().item() for scale, row in zip(scales, rows, strict=True)) <= MAX_EXACT:
            whole = [(row * scale).tolist() for scale, row in zip(scales, rows, strict=True)]
            return (whole[0] if kernel.levels == 2 else whole), (None if divisor == 1 else divisor)
    return kernel.weights.tolist(), None


def _plain(value: Any) -> Any:
    """Return a value as numbers and words that TOML has."""
    if isinstance(value, Kernel):
        return None
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return str(value) if isinstance(value, str) else value
