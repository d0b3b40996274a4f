"""Feed the readers of presets, codes, cards, records and kernels with bytes that atheris makes up.

Run by hand, with `pip install atheris`: python tools/fuzz_presets.py CORPUS [-max_total_time=600]. The corpus folder is
filled with the shipped presets in every form they are shared in. Anything but an error for a person ends the run.
"""

import io
import sys
import warnings
import zlib
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["imgconv", "tomllib"]):
    from imgconv.errors import ImgconvError
    from imgconv.interchange import FORMATS, InterchangeError, export_kernel, import_kernel
    from imgconv.preset import list_presets, preset_to_toml, read_preset
    from imgconv.sharing import Provenance, provenance_of, read_code, share_code
    from imgconv.sharing.png_text import SIGNATURE, read_png_text, with_png_text

HEADER = SIGNATURE + bytes.fromhex("0000000d49484452000000010000000108020000009077 53de".replace(" ", ""))


def read_any(data: bytes) -> None:
    """Read bytes as what their first one says."""
    kind, rest = data[:1], data[1:]
    try:
        match kind:
            case b"c":
                read_code(rest.decode("utf-8", "replace"))
            case b"p":
                read_png_text(io.BytesIO(rest))
            case b"r":
                Provenance.of_text(rest.decode("utf-8", "replace")).load()
            case b"k":
                import_kernel(rest)
            case _:
                preset = read_preset(rest)
                again = read_preset(preset_to_toml(preset))
                if again != preset:
                    raise AssertionError("a preset changed on its way through its own text")
    except ImgconvError:
        pass


def write_corpus(folder: Path) -> None:
    """Write every shipped preset in every form."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in list_presets():
        preset = entry.load()
        text = preset_to_toml(preset)
        forms = {
            "t": text.encode(),
            "p": with_png_text(HEADER, text),
            "r": provenance_of(preset).to_text().encode(),
        }
        try:
            forms["c"] = share_code(preset).encode()
            forms |= {f"k{name}": export_kernel(preset, name, closest_border=True).data for name in FORMATS}
        except (InterchangeError, ImgconvError):
            pass  # this one has fewer forms
        for kind, data in forms.items():
            (folder / f"{zlib.crc32(data):08x}").write_bytes(kind[:1].encode() + data)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    write_corpus(Path(sys.argv[1]))
    atheris.Setup([*sys.argv, f"-artifact_prefix={sys.argv[1]}/"], read_any)
    atheris.Fuzz()
