import pickle
import subprocess
import sys

import pytest

from imgconv.filtering import Filter
from imgconv.kernels import Kernel, box, parse_kernel
from imgconv.layers import Blend, Conv
from imgconv.pipeline import Pipeline
from imgconv.preset import filter_hash, list_presets, load_preset


def plain(**conv: object) -> Filter:
    return Filter(Pipeline([Conv(**{"kernel": [[1, 2], [3, 4]], **conv})]))


def test_ways_of_writing_the_same_filter_share_a_digest() -> None:
    same = [
        Filter(Pipeline([Conv(box(3))])),
        Filter(Pipeline([Conv([[1, 1, 1]] * 3, divisor=9)])),
        Filter(Pipeline([Conv([[1, 1, 1]] * 3, divisor="sum")])),
        Filter(Pipeline([Conv(parse_kernel("1/9 1/9 1/9;" * 3), stride=(1, 1), padding="same", anchor=(1, 1))])),
    ]
    assert len({filter_hash(each) for each in same}) == 1


@pytest.mark.parametrize(
    "other",
    [
        plain(kernel=[[1, 2], [3, 5]]),
        plain(kernel=[[1, 2, 3, 4]]),
        plain(kernel=Kernel.of([[[1, 2], [3, 4]]])),
        plain(operation="convolve"),
        plain(padding="valid"),
        plain(padding_mode="zeros"),
        plain(stride=(1, 2)),
        plain(dilation=2),
        plain(bias=0.25),
        plain(divisor=10),
        plain(anchor=(0, 0)),
        Filter(plain().pipeline, alpha="channel"),
        Filter(plain().pipeline, color="linear"),
        Filter(plain().pipeline.then(Blend(0.5))),
    ],
)
def test_whatever_changes_the_result_changes_the_digest(other: Filter) -> None:
    assert filter_hash(other) != filter_hash(plain())


def test_parameters_change_the_digest_and_names_do_not() -> None:
    assert filter_hash(load_preset("sharpen", amount=2).filter) != filter_hash(load_preset("sharpen").filter)
    assert len({filter_hash(entry.load().filter) for entry in list_presets()}) == len(list_presets())


def test_the_digest_is_the_same_in_another_process() -> None:
    code = "from imgconv.preset import *; print(filter_hash(load_preset('unsharp-mask').filter))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == filter_hash(load_preset("unsharp-mask").filter)


def test_a_known_digest_stays_what_it_was() -> None:
    assert filter_hash(plain()) == "041630108306e28ab4ca457ff972f514a71b8d89c314a197c92c6e44959076e3"


def test_a_preset_and_its_filter_travel_to_other_processes() -> None:
    preset = load_preset("gaussian-blur", sigma=3)
    again = pickle.loads(pickle.dumps(preset))
    assert again == preset
    assert filter_hash(again.filter) == filter_hash(pickle.loads(pickle.dumps(preset.filter)))
