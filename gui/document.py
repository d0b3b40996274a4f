"""What a person works on: the layers with their switches, parameters, amount and selection, as one frozen value.

Every edit returns another document, so undoing is going back to a value that was there before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, Final

from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.filtering import Filter
from imgconv.geometry import Region
from imgconv.kernels import FAMILIES, Kernel
from imgconv.layers import LAYERS, Blend, Conv, Layer
from imgconv.pipeline import Pipeline
from imgconv.preset import Preset
from imgconv.preset.written import FamilyCall, WrittenLayer, written_layer
from imgconv.rational import Number

IDENTITY: Final = ((0, 0, 0), (0, 1, 0), (0, 0, 0))
_FIRST: Final[dict[str, dict[str, Any]]] = {
    "conv": {"kernel": IDENTITY},
    "max_pool": {"size": 2},
    "avg_pool": {"size": 2},
    "activation": {"function": "relu"},
    "blend": {"weight": 0.5},
}


@dataclass(frozen=True)
class Stage:
    """A layer of the document and whether it is switched on."""

    layer: WrittenLayer
    enabled: bool = True

    def value(self, name: str) -> Any:
        """Return a field's value as it is written, the default where none is."""
        written = dict(self.layer.values)
        if name in written:
            return written[name]
        return next(field.default for field in LAYERS[self.layer.type].FIELDS if field.name == name)

    def with_values(self, **values: Any) -> Stage:
        """Return the stage with some fields written anew."""
        return replace(self, layer=written_layer(self.layer.type, {**_arguments(self.layer), **values}))


def _arguments(layer: WrittenLayer) -> dict[str, Any]:
    """A layer's values in the form in which `written_layer` takes them."""
    return {
        name: {"family": value.family, **dict(value.arguments)} if isinstance(value, FamilyCall) else value
        for name, value in layer.values
    }


def parameter_of(value: Any) -> tuple[str, int] | None:
    """Return the parameter that a value refers to and the sign before it; None for other values."""
    if not isinstance(value, str) or "$" not in value:
        return None
    sign, _, name = value.partition("$")
    return name, -1 if sign == "-" else 1


def new_stage(kind: str) -> Stage:
    """Return a stage of a layer type with values to begin with."""
    return Stage(written_layer(kind, _FIRST.get(kind, {})))


def kernel_stage(kernel: Kernel) -> Stage:
    """Return a stage that is a convolution with a kernel."""
    return Stage(written_layer("conv", {"kernel": cells_of(kernel)}))


def family_stage(name: str) -> Stage:
    """Return a stage that is a convolution with a family at its defaults."""
    return Stage(written_layer("conv", {"kernel": family_table(name)}))


def family_table(name: str, **arguments: Any) -> dict[str, Any]:
    """Return a family as a kernel's value; required parameters take their smallest values."""
    given = {f.name: f.minimum if f.minimum is not None else 1 for f in FAMILIES[name].parameters if f.required}
    return {"family": name, **given, **arguments}


def cells_of(kernel: Kernel) -> Any:
    """Return a kernel as nested tuples of numbers as a preset writes them; a fraction as the float that means it."""
    return _plain(kernel.to_lists())


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_plain, value))
    return float(value) if isinstance(value, Fraction) else value


@dataclass(frozen=True)
class Document:
    """The work of a person.

    Attributes
    ----------
    stages : tuple of Stage
        First to last; may be empty, which changes nothing.
    amount : float
        Of the result; 1 - amount is the original's.
    selection : ((row, row), (column, column)) or None
        Where the filter applies; everywhere by default.
    name, description, author, license, tags, alpha, color, parameters, settings
        As in `imgconv.preset.Preset`.
    """

    stages: tuple[Stage, ...] = (Stage(written_layer("conv", {"kernel": IDENTITY})),)
    amount: float = 1.0
    selection: Region | None = None
    name: str = ""
    description: str = ""
    author: str = ""
    license: str = ""
    tags: tuple[str, ...] = ()
    alpha: str = "keep"
    color: str = "encoded"
    parameters: tuple[Field, ...] = ()
    settings: tuple[tuple[str, Number], ...] = ()

    @classmethod
    def of_preset(cls, preset: Preset) -> Document:
        """Begin with a preset and the values it has."""
        return cls(
            tuple(Stage(layer) for layer in preset.layers),
            name=preset.name,
            description=preset.description,
            author=preset.author,
            license=preset.license,
            tags=preset.tags,
            alpha=preset.alpha,
            color=preset.color,
            parameters=preset.parameters,
            settings=preset.settings,
        )

    @property
    def values(self) -> dict[str, Number]:
        """The value of each parameter."""
        return dict(self.settings)

    @cached_property
    def filter(self) -> Filter | None:
        """What the switched-on layers and the amount do; None if that is nothing.

        Raises
        ------
        ImgconvError
            If a layer cannot have a value that is written; the message names the layer.
        """
        layers = [self.built(index) for index, stage in enumerate(self.stages) if stage.enabled]
        if not layers:
            return None
        if self.amount != 1:
            layers.append(Blend(self.amount))
        return Filter(Pipeline(layers), self.alpha, self.color)

    def built(self, index: int) -> Layer:
        """Return the layer of a stage, with the parameters' values in it.

        Raises
        ------
        ImgconvError
            If it cannot be; the message names the layer.
        """
        stage = self.stages[index]
        try:
            return _built(stage.layer, self.settings)
        except ImgconvError as error:
            raise ImgconvError(f"Layer {index + 1} ({stage.layer.type}): {error}") from None

    def preset(self, name: str, **about: Any) -> Preset:
        """Return the switched-on layers and the amount as a preset; a selection belongs to one picture and is left out.

        Raises
        ------
        ImgconvError
            If no layer is switched on, or a preset cannot hold this.
        """
        layers = [stage.layer for stage in self.stages if stage.enabled]
        if not layers:
            raise ImgconvError("There is no layer switched on, so there is nothing to save; add or switch on a layer")
        if self.amount != 1:
            layers.append(written_layer("blend", {"weight": self.amount}))
        told = {key: about.get(key, getattr(self, key)) for key in ("description", "author", "license", "tags")}
        whole = Preset(
            name,
            tuple(layers),
            alpha=self.alpha,
            color=self.color,
            parameters=self.parameters,
            settings=self.settings,
            **told,
        )
        unused = whole.unused()
        kept = tuple(p for p in self.parameters if p.name not in unused)
        return replace(whole, parameters=kept, settings=tuple(s for s in self.settings if s[0] not in unused))

    def with_stage(self, index: int, stage: Stage) -> Document:
        """Return the document with another stage in a place."""
        return replace(self, stages=(*self.stages[:index], stage, *self.stages[index + 1 :]))

    def inserted(self, index: int, stage: Stage) -> Document:
        """Return the document with one more stage before the one at `index`."""
        return replace(self, stages=(*self.stages[:index], stage, *self.stages[index:]))

    def removed(self, index: int) -> Document:
        """Return the document without a stage."""
        return replace(self, stages=(*self.stages[:index], *self.stages[index + 1 :]))

    def moved(self, index: int, to: int) -> Document:
        """Return the document with a stage in another place of the order."""
        rest = self.removed(index)
        return rest.inserted(to, self.stages[index])

    def switched(self, index: int, enabled: bool) -> Document:
        """Return the document with a stage switched on or off."""
        return self.with_stage(index, replace(self.stages[index], enabled=enabled))

    def with_setting(self, name: str, value: Number) -> Document:
        """Return the document with a parameter set.

        Raises
        ------
        ImgconvError
            If the value is out of the parameter's range.
        """
        described = next(p for p in self.parameters if p.name == name)
        values = {**self.values, name: described.check(value)}
        return replace(self, settings=tuple(values.items()))

    def resolved(self, value: Any) -> Any:
        """Return what a written value is now: references to parameters replaced by their numbers."""
        reference = parameter_of(value)
        if reference is not None:
            name, sign = reference
            return self.values[name] * sign
        return tuple(map(self.resolved, value)) if isinstance(value, tuple) else value

    def kernel(self, index: int) -> Kernel | None:
        """Return the kernel of a stage as it is written, before its divisor; None for other layers.

        Raises
        ------
        ImgconvError
            If the layer cannot be built.
        """
        layer = self.built(index)
        return layer.kernel if isinstance(layer, Conv) else None

    def with_kernel(self, index: int, kernel: Kernel) -> Document:
        """Return the document with rows of numbers as the kernel of a stage."""
        stage = self.stages[index]
        changes: dict[str, Any] = {"kernel": cells_of(kernel)}
        anchor = stage.value("anchor")
        if anchor is not None and any(at >= side for at, side in zip(anchor, kernel.size, strict=True)):
            changes["anchor"] = None
        return self.with_stage(index, _without_none(stage, changes))

    def with_family(self, index: int, name: str, **arguments: Any) -> Document:
        """Return the document with a family as the kernel of a stage."""
        changes = {"kernel": family_table(name, **arguments), "anchor": None}
        return self.with_stage(index, _without_none(self.stages[index], changes))

    def with_field(self, index: int, name: str, value: Any) -> Document:
        """Return the document with a field of a stage set; None takes the default."""
        return self.with_stage(index, _without_none(self.stages[index], {name: value}))


@lru_cache(maxsize=256)
def _built(layer: WrittenLayer, settings: tuple[tuple[str, Number], ...]) -> Layer:
    """Make a layer once: every panel asks for it after every edit."""
    return layer.build(dict(settings))


def _without_none(stage: Stage, changes: dict[str, Any]) -> Stage:
    values = {k: v for k, v in {**_arguments(stage.layer), **changes}.items() if v is not None}
    return replace(stage, layer=written_layer(stage.layer.type, values))
