"""docs/formats.md, against what the codecs do."""

import importlib.util

import documents

spec = importlib.util.spec_from_file_location("format_tables", documents.ROOT / "tools" / "format_tables.py")
tool = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tool)


def test_it_is_what_the_codecs_do():
    assert documents.text_of("docs/formats.md") == tool.page(), (
        "docs/formats.md is not current; write it with: python tools/format_tables.py"
    )
