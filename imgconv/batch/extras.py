"""What only some batches need: addresses of schedulers, and the packages behind them."""

from __future__ import annotations

import re
from importlib.util import find_spec

from imgconv.errors import ImgconvError

SCHEMES = ("tcp", "tls", "ws", "wss", "ucx")
_ADDRESS = re.compile(r"(?P<scheme>[a-z]+)://(?:[^\s/:@]+|\[[0-9a-fA-F:]+\]):(?P<port>[0-9]{1,5})/?")


def check_address(address: str) -> None:
    """Refuse what is no address of a scheduler, and any where the package for it is missing.

    Raises
    ------
    ImgconvError
        If so.
    """
    shown = repr(address[:100])
    scheme, separator, _ = address.partition("://")
    if not separator:
        raise ImgconvError(f"scheduler: {shown} has no scheme; write it as tcp://HOST:8786")
    if scheme not in SCHEMES:
        raise ImgconvError(f"scheduler: {shown} is no address of a scheduler; write tcp://HOST:8786")
    found = _ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found["port"]) < 1 << 16:
        raise ImgconvError(f"scheduler: {shown} does not name a host and a port; write {scheme}://HOST:8786")
    require("distributed", "a scheduler")


def require(module: str, purpose: str, package: str | None = None) -> None:
    """Refuse what needs a package that is not installed, without loading it.

    Parameters
    ----------
    module : str
        What will be imported.
    purpose : str
        What needs it.
    package : str, optional
        What has to be installed; by default imgconv's extra "distributed".

    Raises
    ------
    ImgconvError
        If it is missing.
    """
    if find_spec(module) is None:
        wanted = package or '"imgconv[distributed]"'
        raise ImgconvError(f"{purpose} needs the package {module}, which is not installed: pip install {wanted}")
