"""Nothing heavy is loaded before it is needed, and no plugin beyond the formats that are read."""

import importlib.util
import subprocess
import sys

import badfiles
import pytest

HEAVY = {"cv2", "PIL", "simplejpeg"}
JPEG = "simplejpeg" if importlib.util.find_spec("simplejpeg") else "cv2"


def modules_after(code: str, *arguments: str) -> set[str]:
    """The modules that a fresh process has loaded after some code."""
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_codecs_loads_neither_opencv_nor_pillow():
    assert not {"cv2", "PIL", "PIL.Image"} & modules_after("import imgconv.codecs")


@pytest.mark.parametrize(("format", "heavy"), [("JPEG", {JPEG}), ("PNG", {"cv2"}), ("TIFF", set()), ("GIF", {"PIL"})])
def test_a_file_is_probed_without_a_library_and_read_with_one(format, heavy, tmp_path):
    path = tmp_path / "a"
    path.write_bytes(badfiles.saved(format))
    probed = modules_after("from imgconv.codecs import probe; probe(sys.argv[1])", path)
    assert not HEAVY & probed
    loaded = modules_after("from imgconv.codecs import read; read(sys.argv[1])", path)
    assert HEAVY & loaded == heavy
    assert not {"PIL.EpsImagePlugin", "PIL.PpmImagePlugin", "PIL.PsdImagePlugin", "PIL.WmfImagePlugin"} & loaded
