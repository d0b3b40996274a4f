"""``imgconv gui``: the desktop program."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("image", metavar="[IMAGE]", required=False, help="An image file to open.")
def gui(image: str | None) -> None:
    """Open the desktop program, with IMAGE if one is named.

    \b
    Example:
      imgconv gui photo.jpg
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    try:
        from imgconv.gui.app import run
    except ModuleNotFoundError as missing:
        raise click.ClickException(
            f'the desktop program needs {missing.name}; install it with: pip install "imgconv[gui]"'
        ) from None
    except ImportError as error:
        raise click.ClickException(f"the desktop program cannot start ({error}); install that system library") from None
    click.get_current_context().exit(run(None if image is None else Path(image)))
