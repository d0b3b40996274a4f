"""``imgconv gui``: the desktop program."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("image", metavar="[IMAGE]", required=False, help="An image file to open.")
@click.option("--install-entry", is_flag=True, help="Put imgconv into the desktop's menu (Linux), and end.")
def gui(image: str | None, install_entry: bool) -> None:
    """Open the desktop program, with IMAGE if one is named.

    \b
    Example:
      imgconv gui photo.jpg
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    if install_entry:
        from imgconv.gui.desktop_entry import install_entry as install

        click.echo("\n".join(map(str, install())))
        return
    try:
        from imgconv.gui.app import run
    except ModuleNotFoundError as missing:
        raise click.ClickException(
            f'the desktop program needs {missing.name}; install it with: pip install "imgconv[gui]"'
        ) from None
    except ImportError as error:
        raise click.ClickException(f"the desktop program cannot start ({error}); install that system library") from None
    click.get_current_context().exit(run(None if image is None else Path(image)))
