"""docs/modules.md, against the modules whose first sentences it is made of."""

import importlib.util

import documents

spec = importlib.util.spec_from_file_location("module_map", documents.ROOT / "tools" / "module_map.py")
tool = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tool)


def test_it_is_what_the_modules_say():
    assert documents.text_of("docs/modules.md") == tool.module_map(), (
        "docs/modules.md is not current; write it with: python tools/module_map.py"
    )


def test_every_module_says_what_it_answers():
    silent = [
        path.as_posix()
        for folder in tool.folders()
        for path in (documents.ROOT / folder).glob("*.py")
        if not tool.first_sentence(path).endswith(".")
    ]
    assert silent == []
