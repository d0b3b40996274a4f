"""Filters to and from other programs: their kernel files and strings, and code that gives the same pixels."""

from imgconv.interchange.code import TARGETS, Code, as_code
from imgconv.interchange.formats import FORMATS, Exported, export_kernel, import_kernel
from imgconv.interchange.plain import InterchangeError

__all__ = ["FORMATS", "TARGETS", "Code", "Exported", "InterchangeError", "as_code", "export_kernel", "import_kernel"]
