import sys
from pathlib import Path

import numpy as np
import PIL.Image
import pypdf
import pytest
from click.testing import CliRunner

from imgconv.cli.main import main
from imgconv.errors import ImgconvError
from imgconv.fonts import files_for
from imgconv.teaching.words import font_of


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    PIL.Image.fromarray(np.arange(80, dtype=np.uint8).reshape(8, 10)).save("a.png")
    return lambda *args: CliRunner().invoke(main, ["teach", "a.png", *args])


def test_a_worksheet(run):
    done = run("w.html", "--at", "2,1", "--part", "3x4", "--kernel", "1 -1", "--padding", "valid", "--title", "Edges")
    assert (done.exit_code, done.stderr) == (0, "")
    page = Path("w.html").read_text(encoding="utf-8")
    assert "<h1>Edges</h1>" in page
    assert "4 rows, 2 columns" in page
    again = run("w.html", "--kernel", "1 -1")
    assert (again.exit_code, "w.html exists; choose another name, or --existing overwrite" in again.stderr) == (2, True)
    assert run("w.html", "--kernel", "2 3", "--existing", "overwrite").exit_code == 0
    assert Path("w.html").read_text(encoding="utf-8") != page
    assert run("a.png", "--kernel", "2 3", "--existing", "overwrite").exit_code == 2


def test_a_worksheet_as_pdf_in_chinese(run):
    arguments = (
        "--at",
        "2,1",
        "--part",
        "3x4",
        "--kernel",
        "1 -1",
        "--padding-mode",
        "zeros",
        "--title",
        "卷积 & conv",
    )
    done = run("w.pdf", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    task, answers = (page.extract_text() for page in pypdf.PdfReader("w.pdf").pages)
    assert "卷积" in task
    assert "& conv" in task
    assert "4 rows, 3 columns" in answers
    assert "4 rows" not in task
    assert run("again.pdf", *arguments).exit_code == 0
    assert Path("w.pdf").read_bytes() == Path("again.pdf").read_bytes()
    assert run("w.pdf", *arguments).exit_code == 2


def test_every_font_of_a_pdf_is_embedded(run):
    chinese = next(files_for("手算卷积"), None)
    if chinese is None:
        pytest.skip("no font with Chinese characters")
    for name, language in (("en.pdf", "en"), ("zh.pdf", "zh-CN")):
        assert run(name, "--part", "4x3", "--kernel", "1 -1", "--language", language).exit_code == 0
        reader = pypdf.PdfReader(name)
        fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
        used = {font["/BaseFont"] for font in fonts if font["/BaseFont"] != "/Helvetica"}
        assert len({base.split("+")[1] for base in used}) == (1 if language == "en" else 2)
        assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts if font["/BaseFont"] in used)


def test_a_heading_stays_with_what_follows(run):
    PIL.Image.fromarray(np.arange(144, dtype=np.uint8).reshape(12, 12)).save("a.png")
    assert run("w.pdf", "--kernel", "1 2 1; 2 4 2; 1 2 1", "--padding", "1").exit_code == 0
    for page in pypdf.PdfReader("w.pdf").pages:
        last = page.extract_text().strip().splitlines()[-1]
        assert not last.startswith(("1. ", "2. ", "3. "))


def test_fractions_are_written_as_in_the_kernel(run):
    assert run("w.html", "--part", "3x1", "--kernel", "1/3 1/3 1/3", "--padding", "valid").exit_code == 0
    assert "0 x 1/3 + 1 x 1/3 + 2 x 1/3 = 1" in Path("w.html").read_text(encoding="utf-8")


def test_pdf_without_the_extra_says_what_to_do(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "reportlab.platypus", None)
    done = run("w.pdf", "--kernel", "1 -1")
    assert done.exit_code == 2
    assert 'pip install "imgconv[pdf]"' in done.stderr
    assert not Path("w.pdf").exists()


def test_the_largest_worksheet_fits(run):
    PIL.Image.fromarray(np.arange(144, dtype=np.uint8).reshape(12, 12)).save("a.png")
    done = run("w.pdf", "--part", "12x12", "--kernel", "1 2 1; 2 4 2; 1 2 1", "--padding", "full")
    assert done.exit_code == 0
    assert 2 <= len(pypdf.PdfReader("w.pdf").pages) <= 4


@pytest.mark.parametrize("name", ["s.gif", "s.webp"])
def test_an_animation(run, name):
    command = name, "--at", "8,6", "--kernel", "1 0 -1", "--padding-mode", "zeros", "--duration", "200"
    done = run(*command)
    assert (done.exit_code, done.stderr) == (0, "")
    with PIL.Image.open(name) as opened:
        assert opened.n_frames == 11 + 4
        width = opened.size[0]
    assert run(*command).exit_code == 2
    assert run(*command, "--alone", "--existing", "overwrite").exit_code == 0
    with PIL.Image.open(name) as opened:
        assert (opened.n_frames, opened.size[0]) == (4, width // 2)


def test_in_chinese(run):
    for name in ("w.html", "w.pdf"):
        done = run(name, "--part", "5x5", "--kernel", "1 -1", "--language", "zh-CN")
        assert (done.exit_code, done.stderr) == (0, "")
    page = Path("w.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in page
    assert "<h1>手算卷积</h1>" in page
    task, answers = (page.extract_text() for page in pypdf.PdfReader("w.pdf").pages)
    assert "手算卷积" in task
    assert "答案" in answers


def test_a_chinese_animation_needs_a_font_that_has_the_characters(run, monkeypatch):
    monkeypatch.setattr("imgconv.teaching.words.unshown", lambda text: text)
    done = run("s.gif", "--kernel", "1 -1", "--language", "zh-CN")
    assert done.exit_code == 2
    assert "no font with Chinese characters" in done.stderr
    Path("broken.ttf").write_bytes(b"no font")
    done = run("s.gif", "--kernel", "1 -1", "--font", "broken.ttf")
    assert (done.exit_code, "font: broken.ttf cannot be read" in done.stderr) == (2, True)
    assert not Path("s.gif").exists()


def test_a_chinese_animation(run):
    try:
        font_of("核", 14)
    except ImgconvError as error:
        pytest.skip(str(error))
    shown = []
    for language in ("en", "zh-CN"):
        assert run(f"{language}.png", "--kernel", "1 -1", "--part", "3x3", "--language", language).exit_code == 0
        with PIL.Image.open(f"{language}.png") as opened:
            shown.append(np.asarray(opened.convert("RGB")))
    assert shown[0].shape != shown[1].shape or not np.array_equal(*shown)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--at", "10,0"), "--at 10,0 lies outside the image of 10x8 pixels"),
        (("--part", "11x2"), "region: columns 0 to 10, rows 0 to 1 are not part of a picture of 10x8"),
        (("--abs",), "steps are shown for one convolution with one kernel"),
    ],
)
def test_refused(run, arguments, told):
    done = run("w.html", "--kernel", "1 2 1", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not Path("w.html").exists()


def test_the_whole_of_a_small_image_unless_a_part_is_named(run):
    assert run("w.html", "--kernel", "1 -1", "--padding", "valid").exit_code == 0
    assert "8 rows, 9 columns" in Path("w.html").read_text(encoding="utf-8")
    PIL.Image.fromarray(np.zeros((13, 20), np.uint8)).save("a.png")
    assert run("v.html", "--kernel", "1 -1", "--padding", "valid").exit_code == 0
    assert "5 rows, 4 columns" in Path("v.html").read_text(encoding="utf-8")


def test_numbers_in_place_of_an_image(run, tmp_path):
    numbers = "--numbers", "0 1 2; 3 4 5; 6 7 8", "--kernel", "0 1; 2 3", "--padding", "valid"
    done = CliRunner().invoke(main, ["teach", "w.html", *numbers])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "0 x 0 + 1 x 1 + 3 x 2 + 4 x 3 = 19" in Path("w.html").read_text(encoding="utf-8")
    done = run("v.html", *numbers)
    assert (done.exit_code, "name an image file, or give --numbers" in done.stderr) == (2, True)
    for files in ((), ("a.png", "b.png", "c.html")):
        done = CliRunner().invoke(main, ["teach", *files, *numbers])
        assert (done.exit_code, "with --numbers the new file alone" in done.stderr) == (2, True)
