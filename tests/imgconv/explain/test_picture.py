import numpy as np

from imgconv.explain import explain, field_picture
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline


def test_the_field_is_framed_and_its_taps_are_marked():
    image = Image(np.full((20, 20), 200, dtype=np.uint8))
    told = explain(
        Filter(Pipeline([Conv(np.ones((3, 3), dtype=int), dilation=2, padding_mode="zeros")])), image, (1, 9)
    )
    picture = field_picture(told, image)
    assert (picture.model, picture.pixels.dtype) == ("rgb", np.uint8)
    cell = 48
    assert picture.pixels.shape == (9 * cell, 9 * cell, 3)
    pixels = picture.pixels
    # The field starts at column -1, row 7; the picture two pixels before that.
    frame = (pixels == (255, 96, 0)).all(axis=2)
    assert frame.any(axis=1).nonzero()[0][0] == 2 * cell - 6
    middles = pixels[cell // 2 :: cell, cell // 2 :: cell]
    read = (middles == (0, 200, 255)).all(axis=2)
    assert [tuple(place) for place in np.argwhere(read)] == [(y, x) for y in (2, 4, 6) for x in (2, 4, 6)]
    # Beyond the image there are chequers, and in it the picture.
    assert middles[0, 2].tolist() in ([64] * 3, [88] * 3)
    assert middles[0, 3].tolist() == [200] * 3


def test_a_large_field_is_drawn_small():
    image = Image(np.full((5, 5, 3), 1.0, dtype=np.float32))
    told = explain(Filter(Pipeline([Conv(np.ones((301, 301), dtype=int))])), image, (2, 2))
    assert max(field_picture(told, image).pixels.shape) <= 768
