"""Padding modes against their drawing and against walking there and back."""

import numpy as np
import oracle
import pytest
from checking import MODES
from hypothesis import given
from hypothesis import strategies as st

from imgconv.borders import DIAGRAMS, OUTSIDE, PaddingMode, Source, gather, index_map, needed_spans, standard_mode
from imgconv.errors import ImgconvError

modes = st.sampled_from(PaddingMode)


@st.composite
def spans(draw, reach=60):
    start = draw(st.integers(-reach, reach))
    return start, start + draw(st.integers(1, reach))


@pytest.mark.parametrize("mode", MODES)
def test_the_drawing_is_what_the_index_map_gives(mode):
    line = next(row for row in DIAGRAMS.splitlines() if row.startswith(f'"{mode}"'))
    before, image, after = (part.split() for part in line.removeprefix(f'"{mode}"').split("|"))
    letters = [*"abcd", "0"]
    drawn = [letters[i] for i in index_map((-3, 7), 4, PaddingMode(mode))]
    assert drawn == before + image + after


@given(spans(), st.integers(1, 12), modes)
def test_index_map_walks_there_and_back(span, length, mode):
    walked = [oracle.position(p, length, mode.value) for p in range(*span)]
    assert index_map(span, length, mode).tolist() == [OUTSIDE if p is None else p for p in walked]


@given(spans(), st.integers(1, 40), modes)
def test_needed_spans_hold_all_that_is_read(span, length, mode):
    needed = [p for part in needed_spans(span, length, mode) for p in range(*part)]
    read = [p for p in index_map(span, length, mode).tolist() if p != OUTSIDE]
    assert set(read) <= set(needed)
    assert all(0 <= p < length for p in needed)
    assert len(needed) <= max(len(read), 1)


@given(spans(30), spans(30), st.integers(1, 9), st.integers(1, 9), modes, st.integers(1, 3))
def test_gather_is_the_index_map_on_both_axes(rows, cols, height, width, mode, channels):
    image = np.arange(height * width * channels, dtype=np.int32).reshape(height, width, channels) + 1
    out = np.full((rows[1] - rows[0], cols[1] - cols[0], channels), -9, dtype=np.float32)
    gather(out, Source(image, (height, width)), (rows, cols), mode, fill=-7)
    for y, p in enumerate(index_map(rows, height, mode)):
        for x, q in enumerate(index_map(cols, width, mode)):
            assert out[y, x].tolist() == ([-7] * channels if OUTSIDE in (p, q) else image[p, q].tolist())


@given(spans(30), spans(30), st.integers(1, 12), st.integers(1, 12), modes)
def test_gather_from_the_needed_part_alone(rows, cols, height, width, mode):
    image = np.arange(height * width, dtype=float).reshape(height, width, 1)
    row_spans, col_spans = needed_spans(rows, height, mode), needed_spans(cols, width, mode)
    if len(row_spans) != 1 or len(col_spans) != 1:
        return
    whole = np.empty((rows[1] - rows[0], cols[1] - cols[0], 1))
    part = np.full_like(whole, np.nan)
    gather(whole, Source(image, (height, width)), (rows, cols), mode)
    (top, bottom), (left, right) = row_spans[0], col_spans[0]
    gather(part, Source(image[top:bottom, left:right], (height, width), (top, left)), (rows, cols), mode)
    assert part.tolist() == whole.tolist()


def test_modes_by_name():
    assert [standard_mode(name) for name in MODES] == [PaddingMode(name) for name in MODES]
    assert standard_mode(PaddingMode.REFLECT) is PaddingMode.REFLECT


@pytest.mark.parametrize("name", ["mirror", "wrap", "Reflect", "", None, 3, [], np.zeros(3), "x" * 5000])
def test_an_unknown_mode(name):
    message = (
        '^padding_mode: .{1,50} is not known; use one of "zeros", "reflect", "symmetric", "replicate", "circular"$'
    )
    with pytest.raises(ImgconvError, match=message):
        standard_mode(name)
