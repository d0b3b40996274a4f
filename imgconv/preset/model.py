"""A preset: a filter with a name, and with parameters that a person may turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from imgconv.errors import ImgconvError, PresetError
from imgconv.fields import Field
from imgconv.filtering import Filter
from imgconv.geometry import AXES, Region
from imgconv.image import Image
from imgconv.kernels import MAX_SIDE
from imgconv.layers import Layer
from imgconv.pipeline import Pipeline
from imgconv.preset.fields import MAX_LAYERS, MAX_PARAMETERS, PRESET
from imgconv.preset.nearest import quoted, unknown
from imgconv.preset.written import MAX_WEIGHTS, PARAMETER_NAME, WrittenLayer, weights_of
from imgconv.rational import Number, short

MAX_REACH: Final = 2 * MAX_SIDE
"""Pixels along an axis that one output pixel of a preset may read, and that padding may add: memory grows with both."""
MAX_CHANNELS: Final = 4096

_HUGE: Final = 1 << 24


@dataclass(frozen=True)
class Preset:
    """A filter that people name, tune and share; valid once it is made.

    Attributes
    ----------
    name, description, author, license : str
        For people. The licence is an SPDX identifier.
    tags : tuple of str
        Words to find it by.
    alpha, color : str
        See `imgconv.filtering.Filter`.
    parameters : tuple of Field
        Of kind "int" or "float", with default, range, step and label.
    layers : tuple of WrittenLayer
        As in the file, with references to parameters.
    settings : tuple of (str, number)
        The value of each parameter, in their order; defaults where left out.

    Raises
    ------
    PresetError
        If anything in it cannot be; the message names the layer or the parameter.
    """

    name: str
    layers: tuple[WrittenLayer, ...]
    description: str = ""
    author: str = ""
    license: str = ""
    tags: tuple[str, ...] = ()
    alpha: str = "keep"
    color: str = "encoded"
    parameters: tuple[Field, ...] = ()
    settings: tuple[tuple[str, Number], ...] = ()

    def __post_init__(self) -> None:
        for field in PRESET:
            object.__setattr__(self, field.name, field.check(getattr(self, field.name)))
        if len(self.layers) > MAX_LAYERS:
            raise PresetError(f"layers: {len(self.layers)} are too many; at most {MAX_LAYERS}")
        if len(self.parameters) > MAX_PARAMETERS:
            raise PresetError(f"parameters: {len(self.parameters)} are too many; at most {MAX_PARAMETERS}")
        for parameter in self.parameters:
            _check_parameter(parameter)
        object.__setattr__(self, "settings", self._checked(dict(self.settings)))
        _check_reach(self.pipeline)
        self.filter  # noqa: B018 - the policies are checked against the layers now, not at the first image

    @property
    def values(self) -> dict[str, Number]:
        """The value of each parameter by name."""
        return dict(self.settings)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The layers with the parameters' values in their places."""
        layers: list[Layer] = []
        room = MAX_WEIGHTS
        for number, written in enumerate(self.layers, start=1):
            try:
                layer = written.build(self.values, room)
            except ImgconvError as error:
                raise PresetError(f"layer {number} ({written.type}): {error}") from None
            layers.append(layer)
            room -= weights_of(layer)
            if room < 0:
                raise PresetError(
                    f"layer {number} ({written.type}): the kernels have over {MAX_WEIGHTS:,} weights in all"
                )
        return Pipeline(layers)

    @cached_property
    def filter(self) -> Filter:
        """The filter that the preset describes with its values."""
        from imgconv.preset.writer import preset_to_toml

        return Filter(self.pipeline, alpha=self.alpha, color=self.color, origin=preset_to_toml(self))

    def with_values(self, /, **values: Number) -> Preset:
        """Return the preset with some parameters set to other values.

        Raises
        ------
        PresetError
            If there is no such parameter, or a value is out of its range.
        """
        return replace(self, settings=tuple({**self.values, **values}.items()))

    def tuned(self) -> Preset:
        """Return the preset with the values it has as the defaults of its parameters."""
        parameters = tuple(replace(p, default=self.values[p.name]) for p in self.parameters)
        return replace(self, parameters=parameters)

    def unused(self) -> tuple[str, ...]:
        """Return the names of parameters that no layer refers to."""
        used = set().union(*(layer.references for layer in self.layers))
        return tuple(parameter.name for parameter in self.parameters if parameter.name not in used)

    def apply(
        self,
        image: Image,
        *,
        depth: str = "keep",
        window: Region | None = None,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> Image:
        """Filter an image; see `imgconv.filtering.Filter.apply`. The result records the preset that made it."""
        from imgconv.sharing.provenance import provenance_of

        made = self.filter.apply(image, depth=depth, window=window, workers=workers, progress=progress, cancel=cancel)
        return made.with_metadata(provenance=provenance_of(self.filter).to_text())

    def _checked(self, values: Mapping[str, Any]) -> tuple[tuple[str, Number], ...]:
        known = [parameter.name for parameter in self.parameters]
        for name in values:
            if name not in known:
                raise PresetError(unknown(name, known, "parameter"))
        try:
            return tuple((p.name, p.check(values.get(p.name, p.default))) for p in self.parameters)
        except ImgconvError as error:
            raise PresetError(f"parameter {error}") from None


def _check_parameter(parameter: Field) -> None:
    if not PARAMETER_NAME.fullmatch(parameter.name):
        raise PresetError(f"parameter {quoted(parameter.name)}: a name has letters, digits and _ only, at most 40")
    low, high, step = parameter.minimum, parameter.maximum, parameter.step
    if low is not None and high is not None and not low < high:
        raise PresetError(f"parameter {parameter.name}: min = {low} must be below max = {high}")
    if step is not None and not step > 0:
        raise PresetError(f"parameter {parameter.name}: step = {step} must be above 0")
    try:
        parameter.check(parameter.default)
    except ImgconvError as error:
        raise PresetError(f"parameter {error}") from None


def _check_reach(pipeline: Pipeline) -> None:
    """Refuse what no image could bear, and layers that cannot follow each other, before there is an image."""
    for axis, field in zip(AXES, pipeline.receptive_fields(), strict=True):
        if field.size > MAX_REACH:
            raise PresetError(f"layers: an output pixel reads {field.size:,} pixels in {axis}; at most {MAX_REACH:,}")
    grown = [0] * len(AXES)
    for number, layer in enumerate(pipeline.layers, start=1):
        for at, (axis, window) in enumerate(zip(AXES, layer.windows, strict=True)):
            grown[at] += max(0, window.before + window.after - window.extent + 1)
            if grown[at] > MAX_REACH:
                raise PresetError(
                    f"layer {number} ({layer.type}): padding adds {short(grown[at])} pixels in {axis} to the image; at "
                    f"most {MAX_REACH}"
                )
    channels = pipeline.channels_in
    problem: ImgconvError | None = None
    for count in [channels] if channels else [3, 1, 4, 2]:
        try:
            shapes = pipeline.shapes((_HUGE, _HUGE, count))
        except ImgconvError as error:
            problem = problem or error
            continue
        if max(shape[2] for shape in shapes) > MAX_CHANNELS:
            raise PresetError(f"layers: an image would come to have more than {MAX_CHANNELS:,} channels")
        return
    raise PresetError(str(problem))
