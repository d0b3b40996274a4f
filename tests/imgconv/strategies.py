"""Random images, kernels and options, of every layout, dtype and form."""

import numpy as np
from checking import ENDS, LAYOUTS, MODES, expected
from hypothesis import strategies as st

OPERATIONS = ("correlate", "convolve")
pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))
sides = st.tuples(st.integers(0, 4), st.integers(0, 4))


@st.composite
def arrays(draw, dtypes=("uint8",), layouts=LAYOUTS, channels=(1, 2, 3, 4)):
    """An array of small sides in some layout, and the layout."""
    layout = draw(st.sampled_from(layouts))
    dtype = np.dtype(draw(st.sampled_from(dtypes)))
    lengths = {"N": draw(st.integers(1, 2)), "C": draw(st.sampled_from(channels))}
    shape = [lengths.get(axis) or draw(st.integers(1, 9)) for axis in layout]
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    if dtype.kind == "f":
        return rng.normal(scale=3, size=shape).astype(dtype), layout
    # 64-bit integers are computed while they and their sums stay below 2**53.
    low, high = (max(-(2**44), ENDS[dtype.name][0]), min(2**44, ENDS[dtype.name][1]))
    return rng.integers(low, high, size=shape, dtype=dtype, endpoint=True), layout


@st.composite
def options_for(draw, channels, size):
    """Options that a kernel of `size` can be run with on an image that it may exceed."""
    padding = draw(
        st.sampled_from(["same", "same", "full", "valid"]) | st.integers(0, 12) | sides | st.tuples(sides, sides)
    )
    return {
        "stride": draw(pairs),
        "dilation": draw(pairs),
        "padding": padding,
        "padding_mode": draw(st.sampled_from(MODES)),
        "anchor": draw(st.none() | st.tuples(*(st.integers(0, k - 1) for k in size))),
    }


@st.composite
def cases(draw, dtypes=("uint8",), layouts=LAYOUTS, weights="integers"):
    """An image, its layout, a kernel of any number of levels, an operation and options."""
    image, layout = draw(arrays(dtypes, layouts))
    channels = image.shape[layout.index("C")] if "C" in layout else 1
    size = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    levels = draw(st.sampled_from([2, 3, 4]))
    groups, lead = 1, ()
    if levels == 3:
        lead = (draw(st.integers(1, 3)),)
    elif levels == 4:
        groups = draw(st.sampled_from([g for g in (1, 2, 4) if channels % g == 0]))
        lead = (groups * draw(st.integers(1, 2)), channels // groups)
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    kernel = rng.integers(-9, 10, size=(*lead, *size))
    if weights == "floats":
        kernel = rng.normal(size=kernel.shape)
    options = draw(options_for(channels, size))
    if levels == 4:
        options["groups"] = groups
    return image, layout, kernel, draw(st.sampled_from(OPERATIONS)), options


def exact_or_nothing(image, kernel, layout, operation, options):
    """The oracle's result, None where not one window fits."""
    exact = expected(image, kernel.tolist(), layout, operation=operation, **options)
    return exact if exact.size else None
