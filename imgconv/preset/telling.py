"""A preset told in numbers and sentences: what `imgconv presets show` and `check` print."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np

from imgconv.description import describe
from imgconv.errors import ImgconvError
from imgconv.image import Image
from imgconv.kernels import Kernel, plain_sentence, ranks
from imgconv.layers import Conv
from imgconv.preset.model import Preset
from imgconv.preset.written import FamilyCall, weights_of
from imgconv.rational import Number

Json: TypeAlias = dict[str, Any]

EXAMPLE_SIZE: Final = (480, 640)
"""The height and width of the image that shapes are told for."""

_PATIENCE: Final = 1 << 21
"""Weights to make while the ends of parameters are tried: some tenths of a second."""
_WRITTEN: Final = 20


def tell(preset: Preset) -> Json:
    """Return everything about a preset as dictionaries, lists, numbers and texts.

    Parameters
    ----------
    preset : Preset
        With its values.
    """
    channels = preset.pipeline.channels_in or 3
    blank = Image(np.broadcast_to(np.uint8(0), (*EXAMPLE_SIZE, channels)), model=None if channels == 3 else "maps")
    told = describe(preset.filter, blank)
    layers = []
    for layer, about in zip(preset.pipeline.layers, told.layers, strict=True):
        entry: Json = {"type": about.type, "settings": about.text}
        if isinstance(layer, Conv):
            entry["kernel"] = tell_kernel(layer.effective)
        layers.append(entry | {"output": list(about.out_shape), "receptive_field": list(about.receptive_field)})
    return {
        "name": preset.name,
        "description": preset.description,
        "author": preset.author,
        "license": preset.license,
        "tags": list(preset.tags),
        "alpha": preset.alpha,
        "color": preset.color,
        "parameters": [
            {
                "name": parameter.name,
                "value": preset.values[parameter.name],
                "default": parameter.default,
                "type": parameter.kind,
                "min": parameter.minimum,
                "max": parameter.maximum,
                "step": parameter.step,
                "label": parameter.label,
            }
            for parameter in preset.parameters
        ],
        "input": list(told.in_shape),
        "layers": layers,
    }


def tell_kernel(kernel: Kernel) -> Json:
    """Return shape, sums, ranks, a sentence and the weights of a kernel over its divisor."""
    planes = kernel.weights.reshape(-1, *kernel.size)
    return {
        "shape": list(kernel.weights.shape),
        "sums": [_number(total) for total in kernel.sums()],
        "ranks": ranks(planes),
        "sentence": plain_sentence(kernel),
        "weights": kernel.weights.tolist(),
    }


def concerns(preset: Preset) -> list[str]:
    """Return what somebody who writes a preset by hand should look at, one sentence each.

    Parameters without an effect, without a range, and values at the ends of their ranges that no filter can have.
    """
    found = [f"no layer uses parameter {name}" for name in preset.unused()]
    patience = _PATIENCE
    for parameter in preset.parameters:
        ends = [end for end in (parameter.minimum, parameter.maximum) if end is not None]
        if len(ends) < 2:
            found.append(f"parameter {parameter.name} has no min and max, so no program can offer a slider for it")
        for end in ends if patience > 0 else ():
            try:
                tried = preset.with_values(**{parameter.name: int(end) if parameter.kind == "int" else end})
                patience -= _effort(tried, parameter.name)
            except ImgconvError as error:
                found.append(f"with {parameter.name} = {end:g}: {error}")
                patience -= _effort(preset, parameter.name)
    if patience <= 0:
        found.append("the kernels are so large that not every parameter was tried at both ends of its range")
    if not preset.description:
        found.append("there is no description")
    if not preset.license:
        found.append('there is no license; "CC0-1.0" lets everybody use and change it')
    return found


def _effort(preset: Preset, name: str) -> int:
    """Return about how many weights of a family are made where a parameter is set; numbers as written take longer."""
    effort = 0
    for written, layer in zip(preset.layers, preset.pipeline.layers, strict=True):
        if name in written.references:
            is_family = any(isinstance(value, FamilyCall) for _, value in written.values)
            effort += weights_of(layer) * (1 if is_family else _WRITTEN)
    return effort


def _number(total: Number) -> float:
    return int(total) if total == int(total) else float(total)
