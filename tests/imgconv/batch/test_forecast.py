"""What a dry run tells of each output is what the batch then makes, or fails to."""

import numpy as np
import pytest

from imgconv.batch import BatchRequest, plan_batch, run_batch
from imgconv.batch.forecast import forecast
from imgconv.codecs import Frames, Limits, SaveOptions, probe, write
from imgconv.filtering import Filter
from imgconv.image import Image
from imgconv.kernels import parse_kernel
from imgconv.layers import Conv
from imgconv.pipeline import Pipeline

STRIDED = Filter(Pipeline((Conv(kernel=parse_kernel("1 2; 3 4"), divisor="sum", stride=2),)))


@pytest.fixture
def source(tmp_path):
    """Files of every model and depth, an animation, and some that fail."""
    folder = tmp_path / "in"
    folder.mkdir()
    random = np.random.default_rng(0)
    for channels, name in [(1, "grey"), (2, "grey-alpha"), (3, "rgb"), (4, "rgba")]:
        pixels = random.integers(0, 256, (14, 21, channels), dtype=np.uint8)
        if channels in {2, 4}:
            pixels[..., -1] = 255
        write(Image(pixels), folder / f"{name}.png")
        write(Image(pixels.astype(np.uint16) * 257), folder / f"{name}-16.tif")
    write(Image(random.random((9, 8, 3)).astype(np.float32)), folder / "float.tif")
    frames = tuple(Image(np.full((8, 9, 3), level, np.uint8)) for level in (0, 90, 200))
    write(Frames(frames, "animation", (50.0, 50.0, 50.0)), folder / "moving.gif")
    write(Frames(frames, "pages"), folder / "pages.tif")
    (folder / "cut.png").write_bytes((folder / "rgb.png").read_bytes()[:60])
    (folder / "large.jpg").write_bytes(b"")
    write(Image(np.zeros((70, 70, 3), np.uint8)), folder / "large.jpg", options=SaveOptions(overwrite=True))
    return folder


@pytest.mark.parametrize(
    ("format", "depth"),
    [
        (None, "keep"),
        (None, "16"),
        ("png", "float"),
        ("jpg", "keep"),
        ("tif", "float"),
        ("webp", "keep"),
        ("gif", "keep"),
        ("avif", "16"),
        ("ppm", "float"),
        ("npy", "keep"),
    ],
)
def test_what_is_forecast_comes_about(source, tmp_path, format, depth):
    request = BatchRequest(
        source, tmp_path / "out", STRIDED, format=format, depth=depth, limits=Limits(pixels=4000), workers=1
    )
    plan = plan_batch(request)
    told = {item.input: forecast(request, item) for item in plan.items}
    failures = {failure.input: failure.error for failure in run_batch(plan).failures}
    for item in plan.items:
        assert (told[item.input].problem is None) == (item.input not in failures), (item, told[item.input], failures)
        if item.input in failures or item.output.suffix == ".npy":
            continue
        header = probe(item.output)
        assert told[item.input].result.startswith(f"{header.width}x{header.height} ")
        assert f" {header.dtype}" in told[item.input].result
        assert (header.frames > 1) == ("frames" in told[item.input].result)


def test_maps_and_their_choices_are_told(source, tmp_path):
    kernels = parse_kernel("1 2; 3 4").weights
    filter = Filter(Pipeline((Conv(kernel=np.stack([kernels] * 5).tolist()),)))
    for channels, match in [(None, "15 feature maps are no picture"), ("sheet", None)]:
        request = BatchRequest(source, tmp_path / "out", filter, save=SaveOptions(channels=channels))
        told = {item.name: forecast(request, item) for item in plan_batch(request).items}["rgb.png"]
        assert told.problem is None if match is None else match in (told.problem or "")
        assert match or told.result.startswith("15 maps of 21x14")
