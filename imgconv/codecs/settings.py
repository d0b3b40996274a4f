"""The settings file: a person's own limits, in the configuration folder of the system."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path
from typing import Any

from imgconv.codecs.limits import LIMIT_NAMES, Limits
from imgconv.errors import ImgconvError

_MAX_BYTES = 65536


def settings_path() -> Path:
    """Return where the settings file is looked for; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("imgconv", appauthor=False) / "settings.toml"


def load_limits(path: Path | None = None) -> Limits:
    """Return the limits of the settings file, the built-in ones where it says nothing or does not exist.

    The file is TOML with one table: ``[limits]`` with ``file_bytes``, ``pixels``, ``frames``, ``work`` and ``memory``.

    Parameters
    ----------
    path : Path, optional
        By default that of `settings_path`.

    Raises
    ------
    ImgconvError
        If the file cannot be read, is no TOML, or says something unknown.
    """
    # Every worker process imports this module, and only who reads the file needs a parser.
    import tomllib

    file = path or settings_path()
    try:
        with file.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise ImgconvError(f"{file}: larger than {_MAX_BYTES // 1024} KB")
        settings = tomllib.loads(data.decode("utf-8"))
    except FileNotFoundError:
        return Limits()
    except OSError as error:
        raise ImgconvError(f"{file}: {error.strerror or error}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ImgconvError(f"{file}: no valid TOML ({str(error)[:120]})") from None
    return _limits(settings, file)


def _limits(settings: dict[str, Any], file: Path) -> Limits:
    _check_known(settings, ("limits",), f"{file}")
    table = settings.get("limits", {})
    if not isinstance(table, dict):
        raise ImgconvError(f"{file}: limits is no table; write [limits]")
    _check_known(table, LIMIT_NAMES, f"{file}: [limits]")
    try:
        return replace(Limits(), **table)
    except ImgconvError as error:
        raise ImgconvError(f"{file}: [limits]: {error}") from None


def _check_known(table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    for name in table:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
            raise ImgconvError(f"{where}: {name[:40]!r} is not known{hint}")
