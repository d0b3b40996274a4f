"""Which URLs a batch reads and writes, by what package, and how a file gets there whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from imgconv.batch.extras import require
from imgconv.batch.listing import visible
from imgconv.batch.stores import is_url
from imgconv.errors import ImgconvError

Writing: TypeAlias = Literal["whole", "renamed", "never"]


@dataclass(frozen=True)
class Scheme:
    """A kind of URL.

    Attributes
    ----------
    module, package : str
        What reads it, and what has to be installed for that.
    writing : "whole", "renamed" or "never"
        whole: the store shows a file when it has all of it. renamed: it is written under another name first.
    """

    module: str
    package: str
    writing: Writing


_S3: Final = Scheme("s3fs", '"imgconv[distributed]"', "whole")
_GOOGLE: Final = Scheme("gcsfs", "gcsfs", "whole")
_AZURE: Final = Scheme("adlfs", "adlfs", "whole")
_SSH: Final = Scheme("paramiko", "paramiko", "renamed")
_WEB: Final = Scheme("aiohttp", "aiohttp", "never")
SCHEMES: Final = {
    "s3": _S3,
    "s3a": _S3,
    "gs": _GOOGLE,
    "gcs": _GOOGLE,
    "az": _AZURE,
    "abfs": _AZURE,
    "sftp": _SSH,
    "ssh": _SSH,
    "https": _WEB,
    "http": _WEB,
}
_SHOWN: Final = "s3://, gs://, az://, sftp://, https:// (to read) or file://"


def scheme_of(url: str) -> Scheme:
    """Return the scheme of a URL that was checked."""
    return SCHEMES[url.partition("://")[0].lower()]


def location(text: Path | str, name: str, *, written: bool) -> Path | str:
    """Return a folder as a batch uses it: a path on this machine, otherwise a URL without a slash at its end.

    Parameters
    ----------
    text : Path or str
        As a person gave it.
    name : str
        What to call it in a message.
    written : bool
        Whether files are to be written there.

    Raises
    ------
    ImgconvError
        If the URL is of no use, or the package for it is missing.
    """
    if not is_url(text):
        return Path(text)
    url = str(text)
    start, _, rest = url.partition("://")
    scheme = start.lower()
    if scheme == "file":
        # It brings the parts of the library that talk to servers, which every worker process would wait for.
        from urllib.request import url2pathname

        return Path(url2pathname(rest))
    shown = f'{name}: "{visible(url[:200])}"'
    if scheme not in SCHEMES:
        raise ImgconvError(f'{shown}: the scheme "{scheme}" is not known; use {_SHOWN}')
    try:
        parts = urlsplit(url)
        password = parts.password
    except ValueError as error:
        raise ImgconvError(f"{shown}: no URL ({error})") from None
    if password is not None:
        raise ImgconvError(f"{name}: a URL with a password in it would tell it in reports; use a key or an agent")
    if not parts.netloc:
        raise ImgconvError(f"{shown}: it names no bucket or host; write {scheme}://NAME/FOLDER")
    if scheme not in {"sftp", "ssh"} and (parts.query or parts.fragment):
        raise ImgconvError(f"{shown}: a folder's URL has no ? and no #; leave them out")
    if written and SCHEMES[scheme].writing == "never":
        raise ImgconvError(f"{shown}: can be read, not written to; write to s3://, gs://, az://, sftp:// or a folder")
    require("fsspec", f"{scheme}://")
    require(SCHEMES[scheme].module, f"{scheme}://", SCHEMES[scheme].package)
    return f"{scheme}://{rest.rstrip('/')}"
