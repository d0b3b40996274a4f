"""The layers of a pipeline: frozen values, validated when made.

Levels in a layer (a bias, the ends of a range) are fractions of white, so that one pipeline serves 8-bit, 16-bit and
float images alike.
"""

from imgconv.fields import Field
from imgconv.layers.base import Layer, Windows
from imgconv.layers.conv import Conv
from imgconv.layers.pool import AvgPool, MaxPool, Pool
from imgconv.layers.values import Activation, Blend, ChainedBlend, Magnitude, Range, is_transfer

__all__ = [
    "LAYERS",
    "WRITTEN_FIELDS",
    "Activation",
    "AvgPool",
    "Blend",
    "ChainedBlend",
    "Conv",
    "Layer",
    "Magnitude",
    "MaxPool",
    "Pool",
    "Range",
    "Windows",
    "is_transfer",
]

LAYERS: dict[str, type[Layer]] = {
    layer.type: layer for layer in (Conv, MaxPool, AvgPool, Activation, Magnitude, Blend, Range)
}
"""Every layer by its name in a preset file."""
WRITTEN_FIELDS: dict[str, tuple[Field, ...]] = {
    name: ChainedBlend.FIELDS if layer is Blend else layer.FIELDS for name, layer in LAYERS.items()
}
"""The keys that a layer may have in a preset file: those of its form, and where a chained blend's original came in."""
