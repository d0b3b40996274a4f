from imgconv.preset import load_preset, read_preset
from imgconv.preset.telling import concerns, tell

HEAD = 'format = 1\nname = "Test"\ndescription = "A test."\nlicense = "CC0-1.0"\n'
DISK = '[[layers]]\ntype = "conv"\nkernel = {{ family = "disk", radius = "${0}", size = 355 }}\n'


def test_the_ends_of_every_parameter_are_tried() -> None:
    text = HEAD + "[parameters.r]\ndefault = 1\nmin = 0.1\nmax = 3\n" + DISK.format("r")
    assert concerns(read_preset(text)) == [
        "with r = 0.1: layer 1 (conv): kernel: disk: radius = 0.1 is out of range: give a number from 0.5 to 2047 "
        "pixels (beyond it the kernel would exceed 4096 a side)"
    ]


def test_trying_ends_is_given_up_where_the_kernels_are_large() -> None:
    names = [f"r{number}" for number in range(32)]
    ranges = "".join(f"[parameters.{name}]\ndefault = 50\nmin = 40\nmax = 60\n" for name in names)
    layers = "".join(DISK.format(name) for name in names[:8])
    unused = [f"no layer uses parameter {name}" for name in names[8:]]
    assert concerns(read_preset(HEAD + ranges + layers)) == unused
    row = ", ".join(f'"${name}"' for name in names)
    written = '[[layers]]\ntype = "conv"\nkernel = [' + 250 * f"[{row}],\n" + "]\n"
    told = concerns(read_preset(HEAD + ranges + written))
    assert told[-1] == "the kernels are so large that not every parameter was tried at both ends of its range"


def test_kernels_are_told_by_sum_rank_and_sentence() -> None:
    told = tell(load_preset("sobel"))["layers"][0]["kernel"]
    assert (told["shape"], told["sums"], told["ranks"]) == ([2, 3, 3], [0, 0], [1, 1])
    assert tell(load_preset("gaussian-blur"))["layers"][0]["kernel"]["ranks"] == [1]
    assert tell(load_preset("sharpen"))["layers"][0]["kernel"]["ranks"] == [2]
