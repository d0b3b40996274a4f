"""A filter on an image in numbers: shapes, parameters, multiply-adds, what a pixel sees, and the plan."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import prod
from typing import Any, TypeAlias

from imgconv.ends import Ends
from imgconv.filtering import Filter
from imgconv.geometry import Pair, receptive_field
from imgconv.gridding import Coverage, coverage
from imgconv.image import Image
from imgconv.layers import Activation, Blend, Conv, Layer, Magnitude, Pool, Range
from imgconv.pipeline import Shape
from imgconv.plan import Step

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class LayerDescription:
    """One layer on a known input.

    Attributes
    ----------
    type : str
        As in a preset file.
    text : str
        Its settings for a reader.
    in_shape, out_shape : (int, int, int)
        (H, W, C).
    parameters : int
        Numbers that the layer holds: weights, and a bias for each filter where there is one.
    multiply_adds : int
        Of the sums as they are defined, whatever method computes them.
    receptive_field : (int, int)
        Pixels of the image that one output of this layer sees, height first.
    stride : (int, int)
        Pixels of the image between neighbouring outputs (the effective stride), height first.
    fully_connected : int
        Parameters of a fully connected layer, biases included, from this input to this output.
    separable : (int, int) or None
        Parameters and multiply-adds of the depthwise separable counterpart of a full kernel: each input channel by
        itself, then a 1x1 convolution. None for other layers.
    """

    type: str
    text: str
    in_shape: Shape
    out_shape: Shape
    parameters: int
    multiply_adds: int
    receptive_field: Pair
    stride: Pair
    fully_connected: int
    separable: Pair | None


@dataclass(frozen=True)
class Description:
    """A filter on an image.

    Attributes
    ----------
    in_shape, out_shape : (int, int, int)
        (H, W, C) of what is filtered, and of what comes of it; alpha that is only carried along is not counted.
    dtype, out_dtype : str
        NumPy's names.
    layers : tuple of LayerDescription
        First to last.
    plan : str
        How it is computed, in a sentence.
    coverage : Coverage
        Which pixels of the receptive field are read, and in how many ways.
    """

    in_shape: Shape
    out_shape: Shape
    dtype: str
    out_dtype: str
    layers: tuple[LayerDescription, ...]
    plan: str
    coverage: Coverage

    @property
    def fully_connected(self) -> int:
        """Parameters of one fully connected layer, biases included, from the image to the result."""
        return fully_connected(self.in_shape, self.out_shape)

    @property
    def parameters(self) -> int:
        """Of all layers."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def multiply_adds(self) -> int:
        """Of all layers."""
        return sum(layer.multiply_adds for layer in self.layers)

    @property
    def receptive_field(self) -> Pair:
        """Of an output pixel of the whole filter, height first."""
        return self.layers[-1].receptive_field

    @property
    def stride(self) -> Pair:
        """Effective stride of the whole filter, height first."""
        return self.layers[-1].stride

    def to_json(self) -> Json:
        """Return everything as dictionaries, lists, numbers and texts."""
        names = ("parameters", "multiply_adds", "receptive_field", "stride", "fully_connected")
        totals = {name: getattr(self, name) for name in names}
        return asdict(self) | totals | {"coverage": self.coverage.to_json()}


def describe(filter: Filter, image: Image, *, depth: str = "keep") -> Description:
    """Describe a filter on an image; its pixels are not looked at.

    Parameters
    ----------
    filter : Filter
        What is applied.
    image : Image
        Only its size, channels, dtype and colour profile count.
    depth : "keep", "8", "16" or "float"
        Of the result.

    Raises
    ------
    ImgconvError
        If the filter does not fit the image.

    References
    ----------
    A. Araujo, W. Norris and J. Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill, 2019.
    """
    plan = filter.plan_for(image, depth=depth)
    steps = [step for step in plan.steps if not isinstance(step.layer, Ends)]
    layers = tuple(_layer(steps[: number + 1]) for number in range(len(steps)))
    read = coverage((step.rows, step.cols) for step in steps)
    return Description(plan.in_shape, plan.out_shape, str(plan.source), str(plan.out), layers, plan.describe(), read)


def _layer(steps: list[Step]) -> LayerDescription:
    """Describe the last of the steps so far."""
    step = steps[-1]
    rows, cols = receptive_field(s.rows for s in steps), receptive_field(s.cols for s in steps)
    return LayerDescription(
        type=step.layer.type,
        text=settings_text(step.layer),
        in_shape=step.in_shape,
        out_shape=step.out_shape,
        parameters=_parameters(step.layer),
        multiply_adds=_multiply_adds(step),
        receptive_field=(rows.size, cols.size),
        stride=(rows.stride, cols.stride),
        fully_connected=fully_connected(step.in_shape, step.out_shape),
        separable=_separable(step),
    )


def fully_connected(in_shape: Shape, out_shape: Shape) -> int:
    """Return the parameters of a fully connected layer: a weight from every number to every other, and a bias each."""
    return (prod(in_shape) + 1) * prod(out_shape)


def _separable(step: Step) -> Pair | None:
    layer = step.layer
    if not isinstance(layer, Conv) or layer.kernel.levels < 4 or layer.groups > 1 or layer.kernel.size == (1, 1):
        return None
    inputs, outputs = step.in_shape[2], step.out_shape[2]
    weights = inputs * prod(layer.kernel.size) + inputs * outputs
    return weights + (outputs if layer.bias else 0), weights * step.out_shape[0] * step.out_shape[1]


def _parameters(layer: Layer) -> int:
    if not isinstance(layer, Conv):
        return 0
    if isinstance(layer.bias, tuple):
        return layer.kernel.weights.size + len(layer.bias)
    return layer.kernel.weights.size + (layer.kernel.filters if layer.bias else 0)


def _multiply_adds(step: Step) -> int:
    if not isinstance(step.layer, Conv):
        return 0
    weights = step.layer.kernel.weights
    return prod(step.out_shape) * prod(weights.shape[1 if weights.ndim == 4 else -2 :])


def settings_text(layer: Layer) -> str:
    """Say what a layer is set to, leaving out what is as usual."""
    match layer:
        case Conv():
            return _conv_text(layer)
        case Pool():
            return _pool_text(layer)
        case Activation(function=name):
            return name
        case Magnitude(filters=count):
            return f"of {count} filters"
        case Blend(weight=weight):
            return f"{float(weight):g} of the result"
        case Range(mode=mode, low=low, high=high):
            return f"{mode} to {float(low):g} ... {float(high):g} of white"
        case _:
            return ""


def _conv_text(layer: Conv) -> str:
    kernel = layer.kernel
    parts = [f"{_by(kernel.size)} {layer.operation}"]
    if kernel.levels > 2:
        parts.append(f"{kernel.filters} filter{'s' * (kernel.filters > 1)}")
    if kernel.levels == 4:
        parts.append(f"over {kernel.weights.shape[1]} channel{'s' * (kernel.weights.shape[1] > 1)}")
    if layer.groups > 1:
        parts.append(f"{layer.groups} groups")
    if layer.divisor is not None:
        parts.append(f"divisor {layer.divisor}")
    if layer.bias:
        parts.append("bias")
    return ", ".join(parts + _window_parts(layer, usual_stride=(1, 1), dilation=layer.dilation))


def _pool_text(layer: Pool) -> str:
    parts = [_by(layer.size)]
    if layer.ceil_mode:
        parts.append("ceil mode")
    return ", ".join(parts + _window_parts(layer, usual_stride=layer.size, dilation=layer.spacing))


def _window_parts(layer: Any, usual_stride: object, dilation: object) -> list[str]:
    parts = []
    if layer.stride != usual_stride:
        parts.append(f"stride {_by(layer.stride)}")
    if dilation != (1, 1):
        parts.append(f"dilation {_by(dilation)}")
    if isinstance(layer.padding, str):
        parts.append(layer.padding)
    elif any(map(any, layer.padding)):
        (top, bottom), (left, right) = layer.padding
        parts.append(f"padding {top},{bottom},{left},{right}")
    if layer.border != "zeros" and any(window.before or window.after for window in layer.windows):
        parts.append(str(layer.border))
    return parts


def _by(pair: Any) -> str:
    return f"{pair[0]}x{pair[1]}"
