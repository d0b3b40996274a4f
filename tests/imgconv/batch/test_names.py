import os
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgconv.batch import BatchRequest, plan_batch, run_batch, visible
from imgconv.batch.names import Names, same_name
from imgconv.batch.targets import LocalTarget
from imgconv.codecs import SaveOptions
from imgconv.errors import ImgconvError

posix = pytest.mark.skipif(os.name == "nt", reason="names and links of POSIX systems")


def touch(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def reasons(plan):
    return [problem.reason for problem in plan.problems]


def outputs(plan):
    return [item.output.relative_to(plan.request.dest).as_posix() for item in plan.items]


def test_outputs_keep_tree_and_suffix(request_for, tmp_path):
    touch(tmp_path / "in", "b.JPG", "a.png", "inner/c.tiff", "inner/deep/d.webp", "notes.txt", ".hidden.png")
    plan = plan_batch(request_for(recursive=True))
    assert outputs(plan) == ["a.png", "b.JPG", "inner/c.tiff", "inner/deep/d.webp"]
    assert plan.ignored == 2
    assert not plan.problems
    assert plan.items[0].input == tmp_path / "in" / "a.png"
    assert plan.total_bytes == 4
    assert not (tmp_path / "out").exists()


def test_folders_are_left_alone_unless_recursive(request_for, tmp_path):
    touch(tmp_path / "in", "a.png", "inner/c.tiff")
    assert outputs(plan_batch(request_for())) == ["a.png"]


@pytest.mark.parametrize(
    ("format", "name"),
    [("png", "a.b.png"), ("JPEG", "a.b.jpg"), (".tif", "a.b.tif"), ("npy", "a.b.npy")],
)
def test_a_format_changes_the_suffix_alone(request_for, tmp_path, format, name):
    touch(tmp_path / "in", "a.b.webp")
    assert outputs(plan_batch(request_for(format=format))) == [name]


def test_arrays_of_maps_get_their_own_suffix(request_for, tmp_path):
    touch(tmp_path / "in", "a.png")
    assert outputs(plan_batch(request_for(save=SaveOptions(channels="npy")))) == ["a.npy"]


def test_an_unknown_format_is_named(request_for, tmp_path):
    touch(tmp_path / "in", "a.png")
    with pytest.raises(ImgconvError, match="'docx'"):
        plan_batch(request_for(format="docx"))


@pytest.mark.parametrize(
    ("pattern", "taken"),
    [("img_*", ["IMG_1.png", "x/img_2.jpg"]), ("x/*", ["x/img_2.jpg", "x/y.png"]), ("*.PNG", ["IMG_1.png", "x/y.png"])],
)
def test_patterns_match_whatever_the_case(request_for, tmp_path, pattern, taken):
    touch(tmp_path / "in", "IMG_1.png", "x/img_2.jpg", "x/y.png")
    assert outputs(plan_batch(request_for(pattern=pattern, recursive=True))) == taken


def test_a_pattern_may_name_what_has_no_image_suffix(request_for, tmp_path):
    touch(tmp_path / "in", "scan.dat")
    (item,) = plan_batch(request_for(pattern="*.dat")).items
    assert item.problem == "its suffix names no format that can be written; choose a format"
    (item,) = plan_batch(request_for(pattern="*.dat", format="png")).items
    assert (item.problem, item.output.name) == (None, "scan.png")


def test_nothing_to_do_is_a_problem(request_for, tmp_path):
    touch(tmp_path / "in", "notes.txt")
    assert reasons(plan_batch(request_for())) == [
        "no image in it (1 other files); its folders are entered with --recursive"
    ]


def test_two_inputs_for_one_output(request_for, tmp_path):
    touch(tmp_path / "in", "a.jpg", "a.png", "b.png")
    plan = plan_batch(request_for(format="png"))
    assert reasons(plan) == ['its output "a.png" is also that of "a.jpg"; rename one, or leave one out']
    assert plan.problems[0].path.endswith("a.png")


@posix
@pytest.mark.parametrize(
    ("first", "second"),
    [("A.png", "a.png"), ("Straße.png", "STRASSE.png"), ("\u00e9.png", "e\u0301.png"), ("\u00c9.png", "e\u0301.png")],
)
def test_names_that_some_file_systems_take_for_one(request_for, tmp_path, first, second):
    touch(tmp_path / "in", first, second)
    if len(list((tmp_path / "in").iterdir())) == 1:
        pytest.skip("this file system takes them for one")
    (reason,) = reasons(plan_batch(request_for()))
    assert "only in case or Unicode composition" in reason


def test_a_file_and_a_folder_of_one_name(request_for, tmp_path):
    touch(tmp_path / "in", "a.png/b.png", "a.jpg")
    (reason,) = reasons(plan_batch(request_for(recursive=True, format="png")))
    assert reason == 'its output "a.png" is also a folder of other outputs; rename one'


@pytest.mark.parametrize("recursive", [False, True])
def test_the_target_folder_is_the_source_folder(request_for, tmp_path, recursive):
    touch(tmp_path / "in", "a.png")
    for dest in (tmp_path / "in", tmp_path / "in" / "..", tmp_path / "x" / ".." / "in"):
        plan = plan_batch(request_for(dest=dest / "." if dest.name != ".." else dest / "in", recursive=recursive))
        assert reasons(plan) == ["the target folder is the source folder; write to another one"]


@posix
def test_the_target_folder_is_the_source_folder_through_a_link(request_for, tmp_path):
    touch(tmp_path / "in", "a.png")
    (tmp_path / "out").symlink_to(tmp_path / "in")
    assert reasons(plan_batch(request_for())) == ["the target folder is the source folder; write to another one"]


@pytest.mark.parametrize("exists", [False, True])
def test_a_target_inside_the_source_tree(request_for, tmp_path, exists):
    touch(tmp_path / "in", "a.png")
    dest = tmp_path / "in" / "x" / "out"
    if exists:
        dest.mkdir(parents=True)
    (reason,) = reasons(plan_batch(request_for(dest=dest, recursive=True)))
    assert reason.startswith("the target folder is inside the source folder")
    assert not plan_batch(request_for(dest=dest)).problems


@posix
def test_an_output_folder_that_leads_back_into_the_source(request_for, tmp_path):
    touch(tmp_path / "in", "a.png", "x/b.png")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "x").symlink_to(tmp_path / "in")
    (reason,) = reasons(plan_batch(request_for(recursive=True)))
    assert reason == "its output would stand among the inputs; write to another folder"


@posix
def test_a_name_that_gets_too_long(request_for, tmp_path):
    touch(tmp_path / "in", "é" * 125 + "a.jpg", "b" * 251 + ".jpg")
    assert not plan_batch(request_for()).problems
    assert reasons(plan_batch(request_for(format="webp"))) == [
        "its output name has 256 bytes, the folder takes 255; shorten it",
        "its output name has 256 bytes, the folder takes 255; shorten it",
    ]


@posix
def test_a_path_that_gets_too_long(request_for, tmp_path):
    touch(tmp_path / "in", "a.png")
    (reason,) = reasons(plan_batch(request_for(dest=Path(str(tmp_path), *["d" * 250] * 17))))
    assert "the system takes 4095" in reason or "File name too long" in reason


@posix
def test_a_link_to_a_folder_above(request_for, tmp_path):
    touch(tmp_path / "in", "x/a.png")
    (tmp_path / "in" / "x" / "back").symlink_to(tmp_path / "in")
    plan = plan_batch(request_for(recursive=True))
    assert reasons(plan) == ["a symbolic link to a folder above it; remove it"]
    assert outputs(plan) == ["x/a.png"]


@posix
def test_a_link_to_a_folder_beside_is_followed(request_for, tmp_path):
    touch(tmp_path / "in", "x/a.png")
    (tmp_path / "in" / "y").symlink_to("x")
    assert outputs(plan_batch(request_for(recursive=True))) == ["x/a.png", "y/a.png"]


@posix
def test_a_folder_that_cannot_be_read(request_for, tmp_path):
    """Too deep for a path: that stops even the superuser."""
    touch(tmp_path / "in", "a.png")
    here = os.open(tmp_path / "in", os.O_RDONLY)
    for _ in range(17):
        os.mkdir("d" * 250, dir_fd=here)
        here, left = os.open("d" * 250, os.O_RDONLY, dir_fd=here), here
        os.close(left)
    os.close(here)
    (reason,) = reasons(plan_batch(request_for(recursive=True)))
    assert reason == "the folder cannot be read: File name too long"


@posix
def test_inputs_that_cannot_be_read_fail_alone(request_for, tmp_path):
    touch(tmp_path / "in", "a.png")
    os.mkfifo(tmp_path / "in" / "pipe.png")
    (tmp_path / "in" / "nothing.png").symlink_to("missing")
    (tmp_path / "in" / "self.png").symlink_to("self.png")
    (tmp_path / "in" / "zero.png").symlink_to("/dev/zero")
    plan = plan_batch(request_for())
    assert not plan.problems
    assert {item.name: item.problem for item in plan.items} == {
        "a.png": None,
        "nothing.png": "a symbolic link to nothing",
        "pipe.png": "not a regular file",
        "self.png": "cannot be read: Too many levels of symbolic links",
        "zero.png": "not a regular file",
    }


def test_outputs_that_are_there(request_for, tmp_path):
    touch(tmp_path / "in", "a.png", "b.png", "c.png")
    touch(tmp_path / "out", "a.png", "c.png")
    assert (
        reasons(plan_batch(request_for()))
        == ['its output is there already; choose "skip" or "overwrite", or another folder'] * 2
    )
    for existing in ("skip", "overwrite"):
        plan = plan_batch(request_for(existing=existing))
        assert not plan.problems
        assert [item.exists for item in plan.items] == [True, False, True]


def test_a_folder_where_an_output_should_go(request_for, tmp_path):
    touch(tmp_path / "in", "a.png")
    touch(tmp_path / "out", "a.png/x")
    assert reasons(plan_batch(request_for(existing="overwrite"))) == ['its output "a.png" is there already as a folder']


def test_a_file_where_a_folder_should_go(request_for, tmp_path):
    touch(tmp_path / "in", "x/a.png")
    touch(tmp_path / "out", "x")
    (reason,) = reasons(plan_batch(request_for(recursive=True)))
    assert reason.endswith("is a file, no folder")


@pytest.mark.parametrize("name", ["out/a.png", "photo.jpg", "."])
def test_a_report_that_would_harm_something(request_for, tmp_path, name):
    touch(tmp_path / "in", "a.png")
    (tmp_path / "out").mkdir()
    touch(tmp_path, "photo.jpg")
    assert len(plan_batch(request_for(report=tmp_path / name)).problems) >= 1


def test_all_problems_come_in_one_list_and_nothing_is_written(request_for, tmp_path):
    touch(tmp_path / "in", "a.jpg", "a.png", "b.png", "x" * 251 + ".gif")
    touch(tmp_path / "out", "b.webp")
    before = sorted(tmp_path.rglob("*"))
    plan = plan_batch(request_for(format="webp"))
    with pytest.raises(ImgconvError, match="3 problems, so nothing was written") as raised:
        run_batch(plan)
    assert len(str(raised.value).splitlines()) == 4
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_source_that_is_no_folder(tmp_path, sharpen, kind):
    touch(tmp_path, "file")
    with pytest.raises(ImgconvError, match=r"there is no such folder|not a folder"):
        plan_batch(BatchRequest(tmp_path / kind, tmp_path / "out", sharpen))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_no_text_are_planned_and_shown(request_for, tmp_path):
    hostile = [b"\xff\xfe.png", b"-rf.png", b"new\nline.png", "turn\u202egnp.png".encode()]
    for name in hostile:
        (tmp_path / "in" / os.fsdecode(name)).touch()
    plan = plan_batch(request_for())
    assert {os.fsencode(item.output.name) for item in plan.items} == set(hostile)
    shown = {visible(item.name) for item in plan.items}
    assert shown == {"\\udcff\\udcfe.png", "-rf.png", "new\\nline.png", "turn\\u202egnp.png"}


characters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\")


@given(st.lists(st.text(characters, min_size=1, max_size=4)))
def test_names_without_problem_differ_on_every_file_system(tmp_path_factory, names):
    check = Names(LocalTarget(tmp_path_factory.getbasetemp() / "nowhere", set(), True))
    good = [name for name in dict.fromkeys(names) if name not in {".", ".."} and not check.check(name, name, True)[0]]
    for fold in (str.lower, str.upper, str.casefold):
        for form in ("NFC", "NFD"):
            forms = {unicodedata.normalize(form, fold(unicodedata.normalize(form, name))) for name in good}
            assert len(forms) == len(good)


@given(st.text(max_size=8))
def test_the_same_name_however_it_is_written(name):
    assert same_name(unicodedata.normalize("NFD", name)) == same_name(unicodedata.normalize("NFC", name))
    assert same_name(name.casefold()) == same_name(name)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"existing": "maybe"}, "existing: 'maybe' is not known"),
        ({"depth": "12"}, "depth: '12' is not known"),
        ({"workers": 0}, "workers: 0 is not a whole number"),
        ({"timeout": 0}, "timeout: 0 is not a number of seconds"),
        ({"save": SaveOptions(channels="files")}, "several outputs of one input"),
    ],
)
def test_requests_that_make_no_sense(request_for, changes, message):
    with pytest.raises(ImgconvError, match=message):
        request_for(**changes)
