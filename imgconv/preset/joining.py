"""Several presets, one after the other, as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imgconv.filtering import Filter
from imgconv.layers import Blend, ChainedBlend
from imgconv.preset.making import as_written
from imgconv.preset.model import Preset
from imgconv.preset.written import WrittenLayer, written_layer

_MAX_NAME = 80


def joined(presets: Sequence[Preset], made: Filter) -> Preset:
    """Write a filter that was made of presets as one preset, kernels by name where theirs are.

    Parameters
    ----------
    presets : sequence of Preset
        With their values, which the result has as plain numbers.
    made : Filter
        Their layers joined by `imgconv.pipeline.chain`, the last perhaps changed, and perhaps more layers after them.

    Returns
    -------
    Preset
        Without parameters; its filter is `made`.

    Raises
    ------
    PresetError
        If that exceeds what a preset may hold.
    """
    layers = [as_written(layer) for layer in made.pipeline.layers[sum(len(each.layers) for each in presets) :]]
    before = list(_written(presets))
    last = made.pipeline.layers[len(before) - 1]
    if last != presets[-1].pipeline.layers[-1] and not isinstance(last, ChainedBlend):
        before[-1] = as_written(last)
    name = ", then ".join(each.name for each in presets) + (", changed" if layers else "")
    return Preset(
        name if len(name) <= _MAX_NAME else f"{len(presets)} presets joined",
        (*before, *layers),
        alpha=made.alpha,
        color=made.color,
    )


def _written(presets: Sequence[Preset]) -> Iterator[WrittenLayer]:
    for number, preset in enumerate(presets):
        for index, (written, layer) in enumerate(zip(preset.layers, preset.pipeline.layers, strict=True)):
            resolved = written.resolved(preset.values)
            if number and isinstance(layer, Blend) and not isinstance(layer, ChainedBlend):
                resolved = written_layer(resolved.type, {**dict(resolved.values), "back": index})
            yield resolved
