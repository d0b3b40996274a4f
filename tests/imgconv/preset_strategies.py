"""Presets at random, for laws that every one of them must keep."""

from hypothesis import strategies as st

from imgconv.fields import Field
from imgconv.preset import Preset
from imgconv.preset.written import WrittenLayer, written_layer

_PRINTABLE = st.characters(categories=["L", "N", "P", "S", "M"], include_characters=" ")
names = st.text(_PRINTABLE, min_size=1, max_size=80).filter(str.strip)
texts = st.text(st.one_of(_PRINTABLE, st.sampled_from(' "\\\n')), max_size=600)
weights = st.one_of(
    st.integers(-1000, 1000),
    st.floats(-1e6, 1e6, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-300),
)
NUMERIC = ["amount", "k_1", "B"]


@st.composite
def kernels(draw: st.DrawFn, cells: st.SearchStrategy) -> tuple:
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 12))
    plane = st.tuples(*[st.tuples(*[cells] * width)] * height)
    return draw(st.one_of(plane, st.tuples(plane), st.tuples(plane, plane)))


@st.composite
def layers(draw: st.DrawFn, names: list[str]) -> WrittenLayer:
    references = [f"{sign}${name}" for name in names for sign in ("", "-")]
    numbers = st.one_of(weights, st.sampled_from(references)) if references else weights
    kind = draw(st.sampled_from(["conv", "family", "activation", "range", "blend", "max_pool"]))
    match kind:
        case "conv":
            values = {
                "kernel": draw(kernels(numbers)),
                "operation": draw(st.sampled_from(["correlate", "convolve"])),
                "padding_mode": draw(st.sampled_from(["zeros", "reflect", "circular"])),
                "bias": draw(numbers),
                "dilation": draw(st.sampled_from([1, (1, 2), 3])),
            }
            divisor = draw(st.sampled_from([None, 1, 9, 2.5]))
            return written_layer("conv", values if divisor is None else {**values, "divisor": divisor})
        case "family":
            sigma = draw(st.floats(0.5, 3))
            return written_layer("conv", {"kernel": {"family": "gaussian", "sigma": sigma}})
        case "activation":
            return written_layer(kind, {"function": draw(st.sampled_from(["relu", "abs", "tanh"]))})
        case "range":
            return written_layer(kind, {"mode": draw(st.sampled_from(["clip", "stretch"])), "low": -0.5, "high": 1.5})
        case "blend":
            return written_layer("range", {})
        case _:
            return written_layer(kind, {"size": draw(st.sampled_from([1, 2, (2, 3)])), "stride": 1})


@st.composite
def presets(draw: st.DrawFn) -> Preset:
    chosen = draw(st.lists(st.sampled_from(NUMERIC), unique=True))
    parameters = tuple(
        Field(
            name,
            draw(st.sampled_from(["float", "int"])),
            draw(st.integers(1, 9)),
            minimum=draw(st.sampled_from([None, 0, 0.5])),
            maximum=draw(st.sampled_from([None, 10, 1e9])),
            step=draw(st.sampled_from([None, 1, 0.25])),
            label=draw(st.text(_PRINTABLE, max_size=80)),
        )
        for name in chosen
    )
    return Preset(
        draw(names),
        tuple(draw(st.lists(layers(chosen), min_size=1, max_size=4))),
        description=draw(texts),
        author=draw(names),
        license=draw(st.sampled_from(["", "CC0-1.0"])),
        tags=tuple(draw(st.lists(names.map(lambda n: n[:40]).filter(str.strip), unique=True, max_size=4))),
        color=draw(st.sampled_from(["encoded", "linear"])),
        alpha=draw(st.sampled_from(["keep", "channel"])),
        parameters=parameters,
        settings=tuple((name, draw(st.integers(1, 10))) for name in chosen),
    )
