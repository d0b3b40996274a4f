"""What libtiff says while it decodes: it complains on standard error alone, and gives what it has.

Its words are caught there, by the number of the stream, because the library knows no other. Complaints of a decoder
mean that a part of the picture is not what was stored; all others are followed by a failure, or by none.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from imgconv.errors import ImageReadError, ImgconvError

_STANDARD_ERROR = 2
# A function or a file, a colon and a sentence, which may go on in a second line.
_COMPLAINT = re.compile(rb"^[\w.]+: [^\n]*(?:\n[^\n:]+)?\.$\n?", re.MULTILINE)
_OF_A_DECODER = re.compile(rb"\w+Decode\w*: ")
_one_at_a_time = threading.RLock()


@contextmanager
def listening() -> Iterator[None]:
    """Keep libtiff's complaints off standard error.

    What others write there meanwhile comes out at the end.

    Raises
    ------
    ImageReadError
        If a decoder complained, or failed with words of libtiff's.
    """
    said: list[bytes] = []
    try:
        with _one_at_a_time, _caught(said):
            yield
    except (ImgconvError, MemoryError):
        raise
    except Exception:
        if not said:
            raise
        raise _damage(said[0]) from None
    for complaint in filter(_OF_A_DECODER.match, said):
        raise _damage(complaint)


def _damage(said: bytes) -> ImageReadError:
    words = " ".join(said.decode("utf-8", "replace").split())
    return ImageReadError(f"damaged: its pixels do not decode ({words[:120]})")


@contextmanager
def _caught(said: list[bytes]) -> Iterator[None]:
    try:
        before = os.dup(_STANDARD_ERROR)
    except OSError:
        # There is none.
        yield
        return
    try:
        with tempfile.TemporaryFile() as catch:
            os.dup2(catch.fileno(), _STANDARD_ERROR)
            try:
                yield
            finally:
                os.dup2(before, _STANDARD_ERROR)
                catch.seek(0)
                text = catch.read()
                said += _COMPLAINT.findall(text)
                with suppress(OSError):
                    os.write(before, _COMPLAINT.sub(b"", text))
    finally:
        os.close(before)
