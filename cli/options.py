"""The options that describe a filter, the same for every command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import wraps
from typing import Any, Final, TypeAlias

import click

from imgconv.chaining import chained, common_color
from imgconv.errors import ImgconvError
from imgconv.fields import Field
from imgconv.filtering import ALPHA_POLICIES, COLOR_POLICIES, Filter
from imgconv.kernels import Kernel
from imgconv.layers import Activation, Blend, Conv, Layer
from imgconv.pipeline import Pipeline

from .help import section
from .types import FieldType, KernelType, SettingType

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

AMOUNT: Final = replace(
    Blend.FIELDS[0],
    name="amount",
    help="Blend with the original: 1 is the filtered image, 0 the original, below 0 the opposite of the filter.",
)
OFFSET: Final = Field("offset", "float", help="Add this fraction of white; 0.5 makes signed results visible.")
_AS_TYPED: Final = {
    "padding": 'Pixels around the image; "same" puts the anchor on each output pixel, "valid" adds none.',
    "anchor": "The cell of the kernel as written that lies on the output pixel, from 0,0; its middle by default.",
}
"""Help where a value is typed otherwise than a preset writes it."""
CONV_FIELDS: Final = tuple(
    replace(field, help=_AS_TYPED.get(field.name, field.help)) for field in Conv.FIELDS if field.name != "kernel"
)


@dataclass(frozen=True)
class FilterRequest:
    """A filter as it was asked for on the command line.

    Attributes
    ----------
    presets : tuple of str
        Names or paths, applied one after the other.
    settings : tuple of (name, value)
        For the presets' parameters.
    kernel : Kernel or None
        Instead of presets.
    conv : dict
        The fields of the kernel's layer that were given.
    abs : bool
        Take absolute values of the filter's result.
    offset, amount : number or None
        Added to that; blended with the original last.
    alpha, color : str or None
        Instead of what the presets say.
    """

    presets: tuple[str, ...] = ()
    settings: tuple[tuple[str, float], ...] = ()
    kernel: Kernel | None = None
    conv: tuple[tuple[str, Any], ...] = ()
    abs: bool = False
    offset: float | None = None
    amount: float | None = None
    alpha: str | None = None
    color: str | None = None

    def build(self) -> Filter:
        """Make the filter.

        Raises
        ------
        click.UsageError
            If the options contradict each other, or none of them says what to do.
        ImgconvError
            If a preset cannot be read or the layers do not fit.
        """
        parts = self._parts()
        layers = chained(parts, self.color).layers
        if self.abs:
            layers += (Activation("abs"),)
        if self.offset:
            layers = with_offset(layers, self.offset)
        if self.amount is not None:
            layers += (Blend(self.amount),)
        pipeline = Pipeline(layers)
        color = self.color or common_color(parts)
        alpha, undecided = (self.alpha, "") if self.alpha else self._alpha(parts, pipeline)
        made = Filter(pipeline, alpha, color, undecided=undecided)
        if made == parts[0]:
            return parts[0]  # a preset as it is keeps its name and parameters
        return replace(made, origin=self._origin(parts, made)) if self.presets else made

    def _alpha(self, parts: list[Filter], pipeline: Pipeline) -> tuple[str, str]:
        """Return what is done to alpha, or "keep" and why that cannot be told: images without alpha do not mind."""
        policies = [part.alpha for part in parts]
        if len(set(policies)) > 1:
            return "keep", _differing(policies, self.presets)
        try:
            return Filter(pipeline, policies[0]).alpha, ""
        except ImgconvError:
            options = [f"--{name}" for name in ("abs", "offset") if getattr(self, name)]
            others = " and ".join(options) or "presets that differ in their color"
            what = f'alpha: "{policies[0]}", as {" and ".join(self.presets)} has it, does not go with {others}'
            return "keep", f"{what}; say --alpha keep or channel"

    def _origin(self, parts: list[Filter], made: Filter) -> str:
        """Return what was made of presets as the text of one, families kept; empty where none can hold it."""
        from imgconv.preset import joined, preset_to_toml, read_preset

        try:
            return preset_to_toml(joined([read_preset(part.origin) for part in parts], made, self.color))
        except ImgconvError:
            return ""

    def _parts(self) -> list[Filter]:
        if self.presets and self.kernel is not None:
            raise click.UsageError("--preset and --kernel cannot be combined; write the kernel into a preset file")
        if self.presets:
            if self.conv:
                option = f"--{self.conv[0][0].replace('_', '-')}"
                raise click.UsageError(f"{option} belongs to --kernel; presets have --set name=value")
            return load_presets(self.presets, self.settings)
        if self.settings:
            raise click.UsageError("--set belongs to --preset; a kernel has options of its own")
        if self.kernel is None:
            raise click.UsageError('no filter given; add --preset NAME or --kernel "0 -1 0; -1 5 -1; 0 -1 0"')
        return [Filter(Pipeline((Conv(self.kernel, **dict(self.conv)),)))]


def load_presets(names: Sequence[str], settings: Sequence[tuple[str, float]]) -> list[Filter]:
    """Read presets; each takes the settings of the parameters that it has.

    Raises
    ------
    ImgconvError
        If a preset cannot be read, a setting is given twice, or no preset has such a parameter.
    """
    from imgconv.preset import load_preset

    wanted = dict(settings)
    if len(wanted) != len(settings):
        twice = next(name for name in wanted if [n for n, _ in settings].count(name) > 1)
        raise ImgconvError(f"--set {twice}: given twice; write each parameter once")
    presets = [load_preset(name) for name in names]
    known = [{field.name for field in preset.parameters} for preset in presets]
    for name in wanted:
        if not any(name in each for each in known):
            listed = ", ".join(sorted(set().union(*known))) or "none"
            has = "have" if len(names) > 1 else "has"
            raise ImgconvError(f"--set {name}: no such parameter; {' and '.join(names)} {has}: {listed}")
    return [
        preset.with_values(**{name: value for name, value in wanted.items() if name in its}).filter
        for preset, its in zip(presets, known, strict=True)
    ]


def with_offset(layers: tuple[Layer, ...], offset: float) -> tuple[Layer, ...]:
    """Add a fraction of white to what the layers give, in the last one's bias where it is a convolution."""
    last = layers[-1]
    if not isinstance(last, Conv):
        return (*layers, Conv(Kernel.of([[1]]), bias=offset))
    bias = tuple(b + offset for b in last.bias) if isinstance(last.bias, tuple) else last.bias + offset
    return (*layers[:-1], replace(last, bias=bias))


def _differing(policies: Sequence[str], presets: Sequence[str]) -> str:
    listed = ", ".join(f"{preset} {policy}" for preset, policy in zip(presets, policies, strict=True))
    return f"the presets differ in their alpha ({listed}); say which with --alpha, or run them one by one"


def field_option(field: Field) -> Decorator:
    """Make an option of a field; left out, it is None and the layer's own default holds."""
    default = "" if field.required or field.default is None else f"  [default: {field.default}]"
    return click.option(
        f"--{field.name.replace('_', '-')}",
        field.name,
        type=click.Choice(field.choices) if field.choices else FieldType(field),
        help=field.help + default,
    )


_FILTER_OPTIONS: Final = section(
    "Filter",
    click.option(
        "--preset", "presets", multiple=True, metavar="NAME|FILE", help="A preset; several run one after the other."
    ),
    click.option(
        "--set", "settings", multiple=True, type=SettingType(), help="Set a parameter of every preset that has it."
    ),
    click.option(
        "--kernel",
        type=KernelType(),
        metavar="TEXT|@FILE",
        help='Rows of numbers such as "1/9 1/9; 0 1", lists as in a preset file, @FILE that holds either, or ones of a '
        "shape, such as 33x16x3x3.",
    ),
    *(field_option(field) for field in CONV_FIELDS),
    click.option("--abs", is_flag=True, help="Take the absolute value of the result."),
    field_option(OFFSET),
    field_option(AMOUNT),
    click.option(
        "--alpha",
        type=click.Choice(ALPHA_POLICIES),
        help="What the filter does to alpha.  [default: as the preset says, or keep]",
    ),
    click.option(
        "--color",
        type=click.Choice(COLOR_POLICIES),
        help="Filter levels as encoded, or linear light.  [default: as the preset says, or encoded]",
    ),
)


def filter_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that describe a filter, and the filter as its argument ``filter``."""
    plain = {f.name for f in fields(FilterRequest)} - {"conv"}

    @wraps(function)
    def call(*args: Any, **options: Any) -> Any:
        conv = [(f.name, options.pop(f.name)) for f in CONV_FIELDS]
        given = tuple((name, value) for name, value in conv if value is not None)
        request = FilterRequest(conv=given, **{name: options.pop(name) for name in plain})
        return function(*args, filter=request.build(), **options)

    return _FILTER_OPTIONS(call)
