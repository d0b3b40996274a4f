import numpy as np
import pytest

from imgconv.errors import ImgconvError
from imgconv.kernels import (
    Kernel,
    Symmetry,
    box,
    dog,
    emboss,
    frequency_response,
    gaussian,
    identity,
    kirsch,
    laplacian,
    motion,
    plain_sentence,
    result_range,
    sharpen,
    sobel,
    symmetry,
)


def test_symmetry():
    everything = Symmetry(horizontal=True, vertical=True, point=True, transpose=True, antisymmetric=False)
    assert symmetry(gaussian(2)) == symmetry(laplacian()) == everything
    assert symmetry(sobel("x")) == Symmetry(
        horizontal=False, vertical=True, point=False, transpose=False, antisymmetric=True
    )
    assert not symmetry(sobel("both")).vertical
    assert symmetry(motion(9, 30)).point
    assert not symmetry(motion(9, 30)).horizontal
    assert not symmetry(box((1, 3))).transpose
    assert symmetry(Kernel.of([[0]])).antisymmetric


def test_the_range_of_results():
    assert result_range(sharpen()) == ((-4.0, 5.0),)
    assert result_range(sobel("both"), 0, 255) == ((-1020.0, 1020.0),) * 2
    assert result_range(sharpen(), -1, 1) == ((-9.0, 9.0),)
    rng = np.random.default_rng(4)
    kernel = Kernel.of(rng.normal(size=(3, 3)))
    ((least, greatest),) = result_range(kernel, 10, 20)
    images = rng.choice([10.0, 20.0], size=(4096, 9))
    results = images @ kernel.weights.ravel()
    assert (least, greatest) == pytest.approx((results.min(), results.max()))


@pytest.mark.parametrize(
    ("kernel", "sentence"),
    [
        (gaussian(2), "Leaves flat areas as bright as they are: the weights sum to 1."),
        (emboss(), "Leaves flat areas as bright as they are: the weights sum to 1."),
        (dog(), "Answers 0 on flat areas: the weights sum to 0."),
        (kirsch(), "Answers 0 on flat areas: the weights of every filter sum to 0."),
        (Kernel.of([[2, 1]]), "Makes flat areas brighter: the weights sum to 3."),
        (Kernel.of([[0.25, 0.5]]), "Makes flat areas darker: the weights sum to 3/4."),
        (Kernel.of([[np.pi]]), "Makes flat areas brighter: the weights sum to 3.14159."),
        (Kernel.of([[-1]]), "Turns flat areas negative: the weights sum to -1."),
        (Kernel.of([[[1]], [[0]]]), "Treats flat areas differently with each filter: the weights sum to 1, 0."),
        (
            Kernel.of(np.arange(12).reshape(12, 1, 1)),
            "Treats flat areas differently with each filter: the weights sum to 0, 1, 2, 3, 4, 5, 6, 7, 8, ....",
        ),
    ],
)
def test_a_plain_sentence(kernel, sentence):
    assert plain_sentence(kernel) == sentence


def test_frequencies_of_known_kernels():
    assert frequency_response(identity(3)) == pytest.approx(np.ones((129, 129)))
    response = frequency_response(box((1, 3)), (1, 6))
    frequencies = np.fft.fftshift(np.fft.fftfreq(6))
    assert response[0] == pytest.approx(np.abs(1 + 2 * np.cos(2 * np.pi * frequencies)) / 3)
    assert frequency_response(sobel("x"), (64, 64))[32, 32] == pytest.approx(0)


@pytest.mark.parametrize("grid", [(5, 7), (3, 2), (1, 1), (40, 41)])
def test_frequencies_are_the_fourier_sum_on_any_grid(grid):
    weights = np.random.default_rng(5).normal(size=(6, 9))
    down, across = (np.fft.fftshift(np.fft.fftfreq(n)) for n in grid)
    waves = np.exp(-2j * np.pi * np.outer(down, np.arange(6))) @ weights
    expected = np.abs(waves @ np.exp(-2j * np.pi * np.outer(np.arange(9), across)))
    assert frequency_response(Kernel.of(weights), grid) == pytest.approx(expected)


def test_wrong_requests_are_told():
    with pytest.raises(ImgconvError, match=r"shape \(2, 3, 3\) holds more than one plane; take one \(kh, kw\) of it"):
        frequency_response(sobel("both"))
    with pytest.raises(ImgconvError, match=r"grid: \(0, 4\) must be 1 or more a side"):
        frequency_response(sobel(), (0, 4))
