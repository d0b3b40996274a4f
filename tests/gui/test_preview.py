"""Requests and their answers; a worker that is overtaken."""

import threading

import numpy as np
import pytest
from hands import until

from imgconv.errors import CancelledError, ImgconvError
from imgconv.filtering import Filter
from imgconv.gui.charts import CHARTS
from imgconv.gui.computing import compute
from imgconv.gui.display import clipped_share, histogram, peak_of, reduced, saved_rgb, signed_rgb
from imgconv.gui.preview import Previewer
from imgconv.gui.preview_link import PreviewLink
from imgconv.gui.rendering import Answer, Renderer, Request
from imgconv.gui.view_math import View
from imgconv.image import Image
from imgconv.layers import Conv, MaxPool
from imgconv.pipeline import Pipeline

SHARPEN = Filter(Pipeline([Conv([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])]))
HALVED = Filter(Pipeline([MaxPool(2)]))


@pytest.fixture
def image():
    return Image(np.random.default_rng(1).integers(0, 256, (90, 120, 3), dtype=np.uint8))


def answers(request, cancel=lambda: False):
    return list(Renderer().answers(request, cancel))


def test_the_visible_part_comes_first_and_is_exact(image):
    view = View(zoom=4, x=20, y=30, width=80, height=40)
    visible, clipped, whole, counted = answers(Request(image, SHARPEN, view))
    expected = SHARPEN.apply(image).pixels
    assert (visible.kind, clipped.kind, whole.kind, counted.kind) == ("visible", "clipped", "whole", "counted")
    assert visible.region == ((30, 40), (20, 40))
    np.testing.assert_array_equal(visible.pixels.pixels, expected[30:40, 20:40])
    np.testing.assert_array_equal(visible.shown, expected[30:40, 20:40])
    np.testing.assert_array_equal(whole.pixels.pixels, expected)


def test_the_clipped_share_is_that_of_the_unclipped_result(image):
    view = View(width=120, height=90)
    clipped = answers(Request(image, SHARPEN, view))[1].clipped
    raw = SHARPEN.apply(image, depth="float").pixels * 255
    expected = np.mean((raw < -0.5) | (raw > 255.5))
    assert clipped == pytest.approx(expected, abs=1e-3)


def test_a_zoomed_out_view_shows_the_mean_of_true_pixels(image):
    view = View(zoom=0.5, width=60, height=45)
    shown = answers(Request(image, SHARPEN, view))[0].shown
    expected = SHARPEN.apply(image).pixels.reshape(45, 2, 60, 2, 3).mean((1, 3))
    assert np.abs(shown - expected).max() <= 1


def test_moving_about_in_a_known_result_computes_nothing(image, monkeypatch):
    renderer = Renderer()
    list(renderer.answers(Request(image, SHARPEN, View(width=10, height=10)), lambda: False))
    monkeypatch.setattr("imgconv.gui.rendering.compute", None)
    moved = next(renderer.answers(Request(image, SHARPEN, View(x=50, y=40, width=10, height=10)), lambda: False))
    np.testing.assert_array_equal(moved.pixels.pixels, SHARPEN.apply(image).pixels[40:50, 50:60])


def test_a_selection_limits_the_filter(image):
    selection = ((10, 40), (50, 90))
    result = compute(image, SHARPEN, selection).pixels
    expected = image.pixels.copy()
    expected[10:40, 50:90] = SHARPEN.apply(image).pixels[10:40, 50:90]
    np.testing.assert_array_equal(result, expected)
    window = ((35, 60), (80, 120))
    np.testing.assert_array_equal(compute(image, SHARPEN, selection, window=window).pixels, expected[35:60, 80:120])


def test_a_selection_needs_a_result_of_the_same_shape(image):
    with pytest.raises(ImgconvError, match="clear the selection"):
        compute(image, HALVED, ((0, 5), (0, 5)))


def test_a_filter_that_does_not_fit_is_answered_with_its_message(image):
    wide = Filter(Pipeline([Conv(np.ones((99, 3)), padding="valid")]))
    (answer,) = answers(Request(image, wide, View(width=50, height=50)))
    assert answer.kind == "error"
    assert "extent of 99" in answer.message


def test_the_original_beside_a_smaller_result(image):
    answer = answers(Request(image, HALVED, View(width=60, height=45), before=True))[0]
    assert answer.shape == (45, 60, 3)
    np.testing.assert_array_equal(answer.original, image.pixels)


def test_no_filter_shows_the_picture(image):
    answer = answers(Request(image, None, View(width=120, height=90)))[0]
    np.testing.assert_array_equal(answer.shown, image.pixels)


def test_cancelled(image):
    with pytest.raises(CancelledError):
        answers(Request(image, SHARPEN, View(width=120, height=90)), cancel=lambda: True)


class Held:
    """A renderer that answers when the test says so."""

    def __init__(self):
        self.begun = threading.Semaphore(0)
        self.go = threading.Semaphore(0)

    def answers(self, request, cancel, progress=None):
        self.begun.release()
        assert self.go.acquire(timeout=10)
        yield Answer(request, "visible")
        if cancel():
            raise CancelledError
        yield Answer(request, "whole")


def test_overtaken_requests_are_dropped(image):
    held = Held()
    delivered = []
    worker = Previewer(delivered.append, renderer=held)
    requests = [Request(image, None, View(x=n)) for n in range(4)]
    worker.ask(requests[0])
    assert held.begun.acquire(timeout=10)
    for request in requests[1:]:
        worker.ask(request)
    held.go.release()
    held.go.release()
    assert worker.wait(10)
    worker.close()
    assert [(a.request.view.x, a.kind) for a in delivered] == [(0, "visible"), (3, "visible"), (3, "whole")]


def test_stopping_drops_what_waits_and_what_runs(image):
    held = Held()
    delivered = []
    worker = Previewer(delivered.append, renderer=held)
    worker.ask(Request(image, None, View()))
    assert held.begun.acquire(timeout=10)
    worker.ask(Request(image, None, View(x=1)))
    worker.stop()
    held.go.release()
    assert worker.wait(10)
    worker.close()
    assert [answer.kind for answer in delivered] == ["visible"]


def test_a_fault_is_told_and_the_worker_goes_on(image):
    class Broken:
        def answers(self, request, cancel, progress=None):
            if request.view.x == 0:
                raise RuntimeError("broken")
            yield Answer(request, "visible")

    delivered, faults = [], []
    worker = Previewer(delivered.append, failed=faults.append, renderer=Broken())
    worker.ask(Request(image, None, View()))
    assert worker.wait(10)
    worker.ask(Request(image, None, View(x=1)))
    assert worker.wait(10)
    worker.close()
    assert [str(fault) for fault in faults] == ["broken"]
    assert len(delivered) == 1


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("channels", [1, 2, 3, 4, 7])
def test_every_kind_of_image_can_be_shown(dtype, channels):
    pixels = np.linspace(0, 1, 6 * 5 * channels).reshape(6, 5, channels)
    white = {np.uint8: 255, np.uint16: 65535, np.float32: 1}[dtype]
    image = Image((pixels * white).astype(dtype))
    shown = saved_rgb(image)
    assert shown.dtype == np.uint8
    assert shown.shape == (6, 5, 4 if channels in {2, 4} else 3)
    assert signed_rgb(image, peak_of(image)).shape == (6, 5, 3)
    assert histogram(image).sum() == 6 * 5 * image.colors


def test_colours_around_zero():
    image = Image(np.array([[-1.0, 0.0, 1.0, np.nan]], dtype=np.float32))
    blue, white, red, missing = signed_rgb(image, 1.0)[0].astype(int)
    assert blue[2] > blue[0]
    assert red[0] > red[2]
    assert (white == 247).all()
    assert (missing == 247).all()


def test_clipped_share():
    assert clipped_share(Image(np.array([[-0.5, 0.0, 0.5, 1.5]], dtype=np.float32))) == 0.5


def test_reducing_one_channel_keeps_three_dimensions():
    assert reduced(np.zeros((10, 10, 3), np.uint8), (5, 4)).shape == (5, 4, 3)


@pytest.mark.parametrize("name", list(CHARTS))
def test_charts_have_black_and_white(name):
    chart = CHARTS[name]()
    assert chart.pixels.min() == 0
    assert chart.pixels.max() >= 254


def test_the_rest_is_not_begun_before_the_visible_part_is_drawn(image, qapp, monkeypatch):
    went_on = threading.Event()

    class Two:
        def answers(self, request, cancel, progress=None):
            yield Answer(request, "visible")
            went_on.set()
            yield Answer(request, "whole")

    monkeypatch.setattr("imgconv.gui.preview_link.PATIENCE", 60)
    monkeypatch.setattr("imgconv.gui.preview.Renderer", Two)
    link = PreviewLink()
    seen = []
    link.answered.connect(lambda answer: seen.append((answer.kind, went_on.is_set())))
    link.ask(Request(image, None, View()))
    assert not went_on.wait(0.05)
    until(lambda: len(seen) == 2)
    assert seen == [("visible", False), ("whole", True)]
    link.close()
