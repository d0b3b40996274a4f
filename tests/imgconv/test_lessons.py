"""The worked examples of a first course on convolution and pooling, number by number."""

import numpy as np
import pytest
from lessons import LESSONS, SHAPES

from imgconv import avg_pool, convolve, correlate, explain, max_pool
from imgconv.filtering import Filter
from imgconv.geometry import extent, receptive_field, seen_positions
from imgconv.image import Image
from imgconv.layers import AvgPool, Conv, MaxPool
from imgconv.pipeline import Pipeline
from imgconv.preset import read_preset

X = np.arange(9).reshape(3, 3)
K = np.array([[0, 1], [2, 3]])
X2 = np.stack([X, X + 1])
K2 = np.stack([K, K + 1])[np.newaxis]
STRIPES = np.ones((6, 8))
STRIPES[:, 2:6] = 0


def shape_after(layer, shape):
    return Pipeline([layer]).shapes(shape)[0]


def zeros_kernel(*shape):
    return np.zeros(shape, dtype=int)


def test_cross_correlation():
    result = correlate(X, K, padding="valid")
    assert result.tolist() == [[19, 25], [37, 43]]
    assert result[0, 0] == 0 * 0 + 1 * 1 + 3 * 2 + 4 * 3


def test_true_convolution_is_correlation_with_the_kernel_turned():
    assert convolve(X, K, padding="valid").tolist() == correlate(X, K[::-1, ::-1], padding="valid").tolist()
    assert convolve(X, K, padding="valid").tolist() == [[5, 11], [23, 29]]


def test_convolution_commutes_under_full_zero_padding_and_correlation_does_not():
    whole = {"padding": "full", "padding_mode": "zeros"}
    assert convolve(X, K, **whole).tolist() == convolve(K, X, **whole).tolist()
    assert correlate(X, K, **whole).tolist() != correlate(K, X, **whole).tolist()


def test_one_dimension_is_an_image_one_pixel_high():
    line, taps = np.array([[1, 2, 3, 4]]), np.array([[1, 0, -1]])
    whole = {"padding": "full", "padding_mode": "zeros"}
    assert convolve(line, taps, **whole).ravel()[:6].tolist() == np.convolve([1, 2, 3, 4], [1, 0, -1]).tolist()
    assert correlate(line, taps, padding="valid").tolist() == [[-2, -2]]


def test_edges():
    edges = correlate(STRIPES, [[1, -1]], padding="valid")
    assert edges.tolist() == [[0, 1, 0, 0, 0, -1, 0]] * 6
    assert not correlate(STRIPES, [[1], [-1]], padding="valid").any()


def test_a_kernel_is_learned_by_gradient_descent():
    wanted = correlate(STRIPES, [[1, -1]], padding="valid")
    kernel = np.random.default_rng(7).normal(size=(1, 2))
    losses = []
    for _ in range(30):
        error = correlate(STRIPES, kernel, padding="valid") - wanted
        losses.append(float((error**2).sum()))
        # The gradient of the summed squares is itself a correlation of the image with the error.
        kernel = kernel - 0.03 * 2 * correlate(STRIPES, error, padding="valid")
    assert losses[-1] < 0.01
    np.testing.assert_allclose(kernel, [[1, -1]], atol=0.05)


@pytest.mark.parametrize("with_bias", [False, True])
def test_a_kernel_is_learned_exactly_by_least_squares(with_bias):
    wanted = correlate(STRIPES, [[1, -1]], padding="valid")
    columns = [correlate(STRIPES, tap, padding="valid").ravel() for tap in ([[1, 0]], [[0, 1]])]
    if with_bias:
        columns.append(np.ones(wanted.size))
    found = np.linalg.lstsq(np.stack(columns, axis=1), wanted.ravel(), rcond=None)[0]
    np.testing.assert_allclose(found, [1, -1, 0][: len(columns)], atol=1e-12)


PADDED = [[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]]


def test_padding_by_one_zero():
    assert correlate(X, K, padding=1, padding_mode="zeros").tolist() == PADDED


@pytest.mark.parametrize(
    ("mode", "numpy_mode"), [("zeros", "constant"), ("reflect", "reflect"), ("replicate", "edge"), ("circular", "wrap")]
)
def test_padding_modes(mode, numpy_mode):
    by_hand = correlate(np.pad(X, 1, mode=numpy_mode), K, padding="valid")
    assert correlate(X, K, padding=1, padding_mode=mode).tolist() == by_hand.tolist()


def test_an_even_kernel_under_same_pads_one_more_at_the_top_and_left():
    assert correlate(X, K, padding_mode="zeros").tolist() == [row[:3] for row in PADDED[:3]]
    turned = K[::-1, ::-1]
    # The true convolution pads one more at the bottom and right.
    assert convolve(X, turned, padding_mode="zeros").tolist() == [row[1:] for row in PADDED[1:]]


def test_stride_drops_windows_that_do_not_fit():
    result = correlate(X, K, stride=(3, 2), padding=1, padding_mode="zeros")
    assert result.tolist() == [[0, 8], [6, 8]]
    assert result.tolist() == [row[::2] for row in PADDED[::3]]


def test_several_input_channels():
    assert correlate(X2, K2, padding="valid", layout="CHW").tolist() == [[[56, 72], [104, 120]]]


def test_several_output_channels():
    filters = np.concatenate([K2, K2 + 1, K2 + 2])
    result = correlate(X2, filters, padding="valid", layout="CHW")
    assert result.tolist() == [[[56, 72], [104, 120]], [[76, 100], [148, 172]], [[96, 128], [192, 224]]]


def test_1x1_convolution_is_a_fully_connected_layer_over_the_channels():
    rng = np.random.default_rng(1)
    image, matrix = rng.normal(size=(3, 4, 5)), rng.normal(size=(2, 3))
    by_product = (matrix @ image.reshape(3, -1)).reshape(2, 4, 5)
    np.testing.assert_allclose(correlate(image, matrix[:, :, None, None], layout="CHW"), by_product, atol=1e-12)


def test_bias_is_one_number_a_filter():
    filters = np.concatenate([K2, K2 + 1, K2 + 2])
    with_bias = correlate(X2, filters, padding="valid", layout="CHW", bias=[1, 20, 300])
    without = correlate(X2, filters, padding="valid", layout="CHW")
    assert (with_bias - without).tolist() == [[[b] * 2] * 2 for b in (1, 20, 300)]


def test_groups_and_depthwise():
    rng = np.random.default_rng(2)
    image, kernel = rng.integers(0, 9, size=(4, 6, 6)), rng.integers(-3, 4, size=(6, 2, 3, 3))
    halves = [correlate(image[2 * g : 2 * g + 2], kernel[3 * g : 3 * g + 3], layout="CHW") for g in range(2)]
    assert correlate(image, kernel, groups=2, layout="CHW").tolist() == np.concatenate(halves).tolist()
    one_each = kernel[:4, :1]
    alone = [correlate(image[c], one_each[c, 0]) for c in range(4)]
    assert correlate(image, one_each, groups=4, layout="CHW").tolist() == np.stack(alone).tolist()
    # The same filter for every channel is the kernel of two levels.
    assert correlate(image, np.stack([one_each[0]] * 4), groups=4, layout="CHW").tolist() == (
        correlate(image, one_each[0, 0], layout="CHW").tolist()
    )


def test_depthwise_separable_is_depthwise_then_1x1():
    rng = np.random.default_rng(3)
    image = rng.integers(0, 9, size=(5, 7, 3)).astype(float)
    depthwise, pointwise = rng.integers(-3, 4, size=(3, 1, 3, 3)), rng.integers(-3, 4, size=(8, 3, 1, 1))
    full = pointwise * depthwise.transpose(1, 0, 2, 3)
    assert full.shape == (8, 3, 3, 3)
    two_steps = Pipeline([Conv(depthwise, groups=3), Conv(pointwise)]).run(image)
    np.testing.assert_allclose(two_steps, correlate(image, full), atol=1e-9)
    # Parameters, and multiply-adds a pixel: 8 * 3 * 9 in one step, 3 * 9 + 8 * 3 in two.
    assert (Conv(full).kernel.weights.size, depthwise.size + pointwise.size) == (216, 51)


@pytest.mark.parametrize(
    ("layer", "before", "after"),
    [
        (Conv(zeros_kernel(33, 16, 3, 3), padding="valid", stride=2), (50, 100, 16), (24, 49, 33)),
        (Conv(zeros_kernel(33, 16, 3, 5), padding=(4, 2), stride=(2, 1)), (50, 100, 16), (28, 100, 33)),
        (
            Conv(zeros_kernel(33, 16, 3, 5), padding=(4, 2), stride=(2, 1), dilation=(3, 1)),
            (50, 100, 16),
            (26, 100, 33),
        ),
        (Conv(zeros_kernel(2, 3, 5, 5), padding="valid"), (32, 32, 3), (28, 28, 2)),
        (Conv(zeros_kernel(3, 3), padding="valid"), (6, 6, 1), (4, 4, 1)),
        (Conv(zeros_kernel(4, 3, 3, 3), padding=2), (100, 100, 3), (102, 102, 4)),
        (Conv(zeros_kernel(3, 2, 3, 5), padding=(1, 2)), (3, 5, 2), (3, 5, 3)),
        (MaxPool(3, 2, 1), (50, 32, 16), (25, 16, 16)),
        (AvgPool(3, 2, 1), (50, 32, 16), (25, 16, 16)),
    ],
)
def test_shapes(layer, before, after):
    assert shape_after(layer, before) == after


def test_shapes_of_batches():
    batch = np.zeros((4, 2, 3, 5), dtype=np.float32)
    assert correlate(batch, zeros_kernel(3, 2, 3, 5), padding=(1, 2)).shape == (4, 3, 3, 5)
    batch = np.zeros((20, 16, 50, 100), dtype=np.float32)
    one_tap = zeros_kernel(33, 16, 3, 3)
    one_tap[:, 0, 0, 0] = 1
    assert correlate(batch, one_tap, stride=2, padding="valid").shape == (20, 33, 24, 49)


def test_the_output_length_with_stride():
    for n in range(1, 12):
        for k in range(1, 5):
            for s in range(1, 4):
                for p in range(4):
                    if n + 2 * p >= k:
                        length = shape_after(Conv(zeros_kernel(k, 1), padding=(p, 0), stride=(s, 1)), (n, 1, 1))[0]
                        assert length == (n + 2 * p - k) // s + 1 == (n + 2 * p - k + s) // s


def test_parameters_of_a_layer():
    layer = Conv(zeros_kernel(10, 3, 3, 3), bias=(1,) * 10)
    assert layer.kernel.weights.size + len(layer.bias) == 280


def test_receptive_fields():
    layer = Conv(zeros_kernel(3, 3))
    sizes = [receptive_field([layer.windows[0]] * n).size for n in (1, 2, 3)]
    assert sizes == [3, 5, 7]
    assert Pipeline([layer, layer]).receptive_fields() == Pipeline([Conv(zeros_kernel(5, 5))]).receptive_fields()
    assert [extent(k, d) for k, d in ((3, 2), (3, 5), (5, 2))] == [(3 - 1) * 2 + 1, 11, 9]


@pytest.mark.parametrize(("dilations", "holes"), [((1, 2, 5), False), ((2, 4, 6), True)])
def test_gridding(dilations, holes):
    windows = [Conv(zeros_kernel(3, 3), dilation=d).windows[0] for d in dilations]
    seen = seen_positions(windows)
    field = receptive_field(windows)
    assert (seen[0], seen[-1] - seen[0] + 1) == (field.start, field.size)
    assert (len(seen) < field.size) is holes


def test_convolution_as_a_matrix_product():
    image = np.arange(16.0).reshape(4, 4)
    kernel = np.arange(1.0, 10).reshape(3, 3)
    basis = np.eye(16).reshape(16, 4, 4)
    matrix = correlate(basis, kernel, padding="valid", layout="CHW").reshape(16, 4).T
    assert matrix.shape == (4, 16)
    assert (np.count_nonzero(matrix, axis=1) == 9).all()
    result = correlate(image, kernel, padding="valid")
    assert (matrix @ image.ravel()).reshape(2, 2).tolist() == result.tolist()


def test_pooling():
    assert max_pool(X, 2, stride=1).tolist() == [[4, 5], [7, 8]]
    assert avg_pool(X, 2, stride=1).tolist() == [[2, 3], [5, 6]]
    square = np.arange(16).reshape(4, 4)
    assert max_pool(square, 3).tolist() == [[10]]
    assert max_pool(square, 3, padding=1, stride=2).tolist() == [[5, 7], [13, 15]]
    assert max_pool(square, (2, 3), stride=(2, 3), padding=(0, 1)).tolist() == [[5, 7], [13, 15]]
    pair = np.arange(32).reshape(2, 4, 4)
    assert max_pool(pair, 3, padding=1, stride=(2, 1), layout="CHW").tolist() == [
        [[5, 6, 7, 7], [13, 14, 15, 15]],
        [[21, 22, 23, 23], [29, 30, 31, 31]],
    ]


def test_pooling_of_a_batch():
    assert max_pool(np.zeros((20, 16, 50, 32), dtype=np.float32), 3, stride=2, padding=1).shape == (20, 16, 25, 16)


def test_feature_maps():
    rng = np.random.default_rng(4)
    photograph = rng.integers(0, 256, size=(40, 60, 3), dtype=np.uint8)
    maps = correlate(photograph, rng.normal(size=(32, 3, 5, 5)), padding=2, dtype=np.float32)
    assert maps.shape == (40, 60, 32)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_every_worked_number(lesson):
    pipeline = read_preset(lesson.preset).pipeline
    result = pipeline.run(lesson.planes.transpose(1, 2, 0), white=1, layout="HWC")
    np.testing.assert_array_equal(result.transpose(2, 0, 1), lesson.result)
    whole = explain.overview(Filter(pipeline), Image(lesson.planes.transpose(1, 2, 0).copy(), 1.0, "maps"))
    np.testing.assert_array_equal(whole.pixels.transpose(2, 0, 1), lesson.result)


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_the_table(shape):
    layer = Conv(zeros_kernel(*shape.kernel), padding=shape.padding, stride=shape.stride, dilation=shape.dilation)
    batch, channels, height, width = shape.before
    out = shape_after(layer, (height, width, channels))
    assert (batch, out[2], *out[:2]) == shape.after
