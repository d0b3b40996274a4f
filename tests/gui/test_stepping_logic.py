"""Steps on and back, without a window."""

import pytest

from imgconv.gui.stepping import first_step, stepped
from imgconv.teaching import Moment

TURNED = [*(Moment(-1, turn / 10) for turn in range(11)), *(Moment(index) for index in range(4))]
PLAIN = [Moment(index) for index in range(4)]


@pytest.mark.parametrize(
    ("moments", "here", "by", "there"),
    [
        (PLAIN, 0, 1, 1),
        (PLAIN, 3, 1, 3),
        (PLAIN, 0, -1, 0),
        (TURNED, 0, 1, 11),
        (TURNED, 5, 1, 11),
        (TURNED, 11, -1, 0),
        (TURNED, 12, -1, 11),
        (TURNED, 14, 1, 14),
        (TURNED, 0, -1, 0),
    ],
)
def test_the_turning_is_one_step(moments, here, by, there):
    assert stepped(moments, here, by) == there


def test_the_first_step_comes_after_the_turning():
    assert (first_step(PLAIN), first_step(TURNED)) == (0, 11)
