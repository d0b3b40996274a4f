"""What the libraries behind the codecs say on standard error while they decode.

Their words are caught there, by the number of the stream, because they know no other. Of libtiff's, those of a decoder
mean that a part of the picture is not what was stored, for it gives what it has; all others are followed by a failure,
or by none.
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
# libpng, libjpeg and OpenCV.
_FURTHER = re.compile(rb"^(?:libpng [a-z]+: |Warning: |Corrupt JPEG |\[ ?[A-Z]+:).*$\n*", re.MULTILINE)
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


@contextmanager
def hushed() -> Iterator[None]:
    """Drop what decoders say on standard error, where one line is promised; what matters of it comes as an error.

    For programs that do nothing else meanwhile: what others write comes out at the end, and a process that is started
    would inherit the stream.
    """
    with _one_at_a_time, _caught([]):
        yield


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
                    os.write(before, _FURTHER.sub(b"", _COMPLAINT.sub(b"", text)))
    finally:
        os.close(before)
