"""What holds for every family: the table agrees with the functions, limits hold, errors are told."""

import inspect
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import imgconv.kernels
from imgconv.errors import ImgconvError
from imgconv.kernels import FAMILIES, GROUPS, MAX_SIDE, Kernel, family

ALL = sorted(FAMILIES)
EXPECTED = {
    "binomial", "box", "disk", "dog", "emboss", "frei_chen", "gabor", "gaussian", "identity", "kirsch", "laplacian",
    "log", "motion", "prewitt", "roberts", "scharr", "sharpen", "sobel", "unsharp",
}  # fmt: skip


def test_every_family_is_in_the_table_in_menu_order():
    assert set(FAMILIES) == EXPECTED
    groups = [member.group for member in FAMILIES.values()]
    assert groups == sorted(groups, key=GROUPS.index)


@pytest.mark.parametrize("name", ALL)
def test_the_table_agrees_with_the_function(name):
    member = FAMILIES[name]
    signature = inspect.signature(member.function)
    assert [field.name for field in member.parameters] == list(signature.parameters)
    assert [field.default for field in member.parameters] == [p.default for p in signature.parameters.values()]
    assert getattr(imgconv.kernels, name) is member.function


@pytest.mark.parametrize("name", ALL)
def test_every_family_is_described_for_a_person(name):
    member = FAMILIES[name]
    assert member.summary.endswith(".")
    assert len(member.reference) > 20
    for field in member.parameters:
        assert field.label
        assert field.help.endswith(".")
        assert field.kind == "choice" or field.step
        # A preset cannot say "nothing": every other default is itself an allowed value.
        assert field.default is None or field.check(field.default) is not None
    assert member.function() == family(name)


@pytest.mark.parametrize("name", ALL)
def test_weights_sum_to_what_the_group_promises(name):
    for choices in choices_of(name):
        kernel = family(name, **choices)
        if FAMILIES[name].group == "texture" or choices == {"masks": "all"}:
            continue
        expected = 0 if FAMILIES[name].group == "edge" else 1
        assert [float(total) for total in kernel.sums()] == pytest.approx([expected] * kernel.filters, abs=1e-12)
        if kernel.integers is not None:
            assert kernel.sums() == (expected,) * kernel.filters


def choices_of(name):
    fields = [field for field in FAMILIES[name].parameters if field.kind == "choice"]
    return [{field.name: choice} for field in fields for choice in field.choices] or [{}]


@pytest.mark.parametrize("name", sorted(EXPECTED - {"gaussian", "disk", "log", "dog", "unsharp", "gabor", "frei_chen"}))
def test_rational_families_keep_integers(name):
    assert family(name).integers is not None


@pytest.mark.parametrize("name", [n for n in ALL if any(f.name == "size" for f in FAMILIES[n].parameters)])
def test_a_given_size_holds(name):
    assert family(name, size=5).size == (5, 5)
    with pytest.raises(ImgconvError, match=f"^{name}: size = 5000 is out of range"):
        family(name, size=5000)


NUMERIC = [
    (name, field.name) for name in ALL for field in FAMILIES[name].parameters if field.kind in {"int", "float", "size"}
]


@pytest.mark.parametrize(("name", "parameter"), NUMERIC)
def test_no_setting_within_the_limits_makes_a_kernel_above_the_largest_side(name, parameter):
    field = next(f for f in FAMILIES[name].parameters if f.name == parameter)
    if parameter == "size":
        assert field.maximum <= MAX_SIDE
        return
    # Small sizes of the other axis keep the largest kernels thin and the test quick.
    narrow = {"motion": {"angle": 0}, "gaussian": {"sigma": 0.1, "sigma_y": 0.1}}.get(name, {})
    if name in {"disk", "log", "dog", "unsharp"} and parameter != "amount":
        reach = {"disk": 1, "log": 4, "dog": 4, "unsharp": 3}[name]
        assert 2 * np.ceil(reach * field.maximum) + 1 <= MAX_SIDE
        return
    for value in (field.minimum, field.maximum):
        assert max(family(name, **{**narrow, parameter: value}).size) <= MAX_SIDE


def test_the_largest_gaussian_and_gabor_fit():
    assert imgconv.kernels.gaussian(600, sigma_y=0.1).size == (3, 3601)
    assert imgconv.kernels.gabor(100, gamma=0.2).size == (3001, 3001)


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("gausian", {}, "^kernel family 'gausian' is unknown; did you mean 'gaussian'"),
        ("xyz", {}, "^kernel family 'xyz' is unknown; known are identity, box"),
        ("gaussian", {"sgima": 2}, "^gaussian: parameter 'sgima' is unknown; did you mean 'sigma'"),
        ("sobel", {"qqq": 2}, "^sobel: parameter 'qqq' is unknown; known are direction"),
        (
            "gaussian",
            {"sigma": 601},
            r"^gaussian: sigma = 601 is out of range: give a number from 0.1 to 600 pixels "
            r"\(beyond it the kernel would exceed 4096 a side\)",
        ),
        ("gaussian", {"sigma": -1}, "^gaussian: sigma = -1 is out of range"),
        ("gaussian", {"sigma": True}, "^gaussian: sigma = True is not a finite number"),
        ("gaussian", {"size": 4}, "^gaussian: size = 4 is even: give an odd whole number from 1 to 4095 pixels"),
        ("binomial", {"size": 24}, r"^binomial: size = 24 is out of range: .* take gaussian with sigma = sqrt"),
        ("box", {"size": (3, 0)}, "^box: size = 0 is out of range"),
        ("motion", {"length": 0.5}, "^motion: length = 0.5 is out of range"),
        ("laplacian", {"connectivity": 6}, "^laplacian: connectivity = 6 is unknown: give one of 4, 8"),
        ("sobel", {"direction": "z"}, "^sobel: direction = 'z' is unknown: give one of x, y, both"),
        ("gabor", {"wavelength": 1}, r"^gabor: wavelength = 1 is out of range: .*cannot be told"),
    ],
)
def test_wrong_requests_are_told(name, parameters, message):
    with pytest.raises(ImgconvError, match=message):
        family(name, **parameters)


def test_a_function_called_wrongly_fails_as_any_python_function():
    with pytest.raises(TypeError, match="unexpected keyword argument 'sgima'"):
        imgconv.kernels.gaussian(sgima=2)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_setting_within_the_limits_makes_a_kernel(data):
    member = FAMILIES[data.draw(st.sampled_from(ALL))]
    chosen = {}
    for field in member.parameters:
        if field.kind == "choice":
            chosen[field.name] = data.draw(st.sampled_from(field.choices))
        elif field.kind == "float":
            chosen[field.name] = data.draw(st.floats(field.minimum, min(field.maximum, 12)))
        elif field.default is not None:
            chosen[field.name] = 2 * data.draw(st.integers(0, 5)) + 1
    kernel = family(member.name, **chosen)
    assert isinstance(kernel, Kernel)
    assert np.isfinite(kernel.weights).all()


def test_importing_the_kernels_loads_neither_a_codec_nor_a_window_system():
    code = "import sys, imgconv.kernels; print(sorted({'cv2', 'scipy', 'PySide6', 'click', 'rich'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def numbers_of(field):
    """Values of a field that keep a kernel small enough to be made many times."""
    if field.kind == "choice":
        return st.sampled_from(field.choices)
    if field.kind == "float":
        return st.floats(field.minimum, min(field.maximum, 45))
    odd = st.integers(0, min(int(field.maximum), 23) // 2).map(lambda half: 2 * half + 1)
    return st.one_of(odd, st.tuples(odd, odd)) if field.kind == "size" else odd


@settings(max_examples=15)
@given(st.data())
@pytest.mark.parametrize("name", ALL)
def test_a_family_tells_how_many_weights_it_would_have(name, data):
    chosen = {f.name: data.draw(numbers_of(f)) for f in FAMILIES[name].parameters if data.draw(st.booleans())}
    weights = FAMILIES[name].function(**chosen).weights.size
    told = FAMILIES[name].weights(**chosen)
    assert told == weights if FAMILIES[name].shape else told >= weights


def test_what_a_family_would_have_is_told_of_allowed_values_only():
    assert FAMILIES["gaussian"].weights(sigma=600) == 3601**2
    with pytest.raises(ImgconvError, match=r"^gaussian: sigma = 601 is out of range"):
        FAMILIES["gaussian"].weights(sigma=601)
