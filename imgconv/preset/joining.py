"""Several presets, one after the other, as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imgconv.chaining import turns
from imgconv.filtering import Filter
from imgconv.layers import Activation, Blend, ChainedBlend, Conv
from imgconv.preset.making import as_written
from imgconv.preset.model import Preset
from imgconv.preset.written import WrittenLayer, written_layer

_MAX_NAME = 80


def joined(presets: Sequence[Preset], made: Filter, color: str | None = None) -> Preset:
    """Write a filter that was made of presets as one preset, kernels by name where theirs are.

    Parameters
    ----------
    presets : sequence of Preset
        With their values, which the result has as plain numbers.
    made : Filter
        Their layers joined by `imgconv.chaining.chained`, the last perhaps changed, and perhaps more layers after them.
    color : "encoded" or "linear", optional
        The policy that they were joined with, instead of their own.

    Returns
    -------
    Preset
        Without parameters; its filter is `made`.

    Raises
    ------
    PresetError
        If that exceeds what a preset may hold.
    """
    before = list(_written(presets, color))
    layers = [as_written(layer) for layer in made.pipeline.layers[len(before) :]]
    last = made.pipeline.layers[len(before) - 1]
    if last != presets[-1].pipeline.layers[-1] and isinstance(last, Conv):
        before[-1] = as_written(last)
    name = ", then ".join(each.name for each in presets) + (", changed" if layers else "")
    return Preset(
        name if len(name) <= _MAX_NAME else f"{len(presets)} presets joined",
        (*before, *layers),
        alpha=made.alpha,
        color=made.color,
    )


def _written(presets: Sequence[Preset], color: str | None) -> Iterator[WrittenLayer]:
    follows = False
    for turn in turns([preset.filter for preset in presets], color):
        if isinstance(turn, Activation):
            yield as_written(turn)
        else:
            yield from _layers(presets[turn], follows=follows)
        follows = True


def _layers(preset: Preset, *, follows: bool) -> Iterator[WrittenLayer]:
    for index, (written, layer) in enumerate(zip(preset.layers, preset.pipeline.layers, strict=True)):
        resolved = written.resolved(preset.values)
        if follows and isinstance(layer, Blend) and not isinstance(layer, ChainedBlend):
            resolved = written_layer(resolved.type, {**dict(resolved.values), "back": index})
        yield resolved
