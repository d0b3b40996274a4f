import numpy as np
import pytest

from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Blend, ChainedBlend, Conv, Range
from imgconv.pipeline import Pipeline, chain

RNG = np.random.default_rng(7)
BLUR = Pipeline((Conv([[1, 2, 1], [2, 4, 2], [1, 2, 1]], divisor=16),))
UNSHARP = Pipeline((*BLUR.layers, Blend(-0.8)))
STRETCHED = Pipeline((Range("stretch"), *UNSHARP.layers))


@pytest.mark.parametrize(
    "parts",
    [
        (BLUR, UNSHARP),
        (UNSHARP, UNSHARP),
        (UNSHARP, BLUR, UNSHARP, UNSHARP),
        (BLUR, STRETCHED, UNSHARP),
        (BLUR, Pipeline((Blend(0.3),))),
        (chain((BLUR, UNSHARP)), chain((UNSHARP, UNSHARP))),
    ],
)
@pytest.mark.parametrize("shape", [(7, 5, 3), (150, 330, 3)])
def test_chain_does_what_its_parts_do_one_after_the_other(parts: tuple[Pipeline, ...], shape: tuple[int, ...]) -> None:
    image = RNG.random(shape)
    expected = image
    for part in parts:
        expected = part.run(expected, workers=1)
    np.testing.assert_allclose(chain(parts).run(image), expected, rtol=0, atol=1e-12)


def test_blend_of_the_whole_still_goes_back_to_the_first_image() -> None:
    image = RNG.random((40, 50, 3))
    chained = chain((BLUR, UNSHARP))
    result = chained.then(Blend(0.25)).run(image)
    np.testing.assert_allclose(result, 0.25 * chained.run(image) + 0.75 * image, atol=1e-12)


def test_chain_works_in_linear_light_too() -> None:
    image = Image(RNG.random((40, 50, 3)))
    chained = Filter(chain((BLUR, UNSHARP)), color="linear").apply(image)
    apart = Filter(UNSHARP, color="linear").apply(Filter(BLUR, color="linear").apply(image))
    np.testing.assert_allclose(chained.pixels, apart.pixels, atol=1e-6)


def test_chained_blend_refuses_an_original_of_another_shape() -> None:
    shrinking = Pipeline((Conv([[1]], stride=2), Blend(0.5)))
    with pytest.raises(ValueError, match=r"layer 3 \(blend\).*result of shape \(4, 4, 1\) .* original of shape \(8, 8"):
        chain((BLUR, shrinking)).shapes((8, 8, 1))
    fine = chain((Pipeline((Conv([[1]], stride=2),)), UNSHARP))
    assert fine.shapes((8, 8, 1))[-1] == (4, 4, 1)
    assert isinstance(fine.layers[-1], ChainedBlend)
