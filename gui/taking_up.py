"""Taking up the work that a crash left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from imgconv.errors import ImgconvError

from .words import tr

if TYPE_CHECKING:
    from .main_window import MainWindow


def take_up(window: MainWindow) -> None:
    """Show what is left of the last time, as an edit that can be undone."""
    try:
        found = window.store.recovered()
        if found is None:
            return
        window.session.edit(found.document, tr("Restore unsaved work"))
    except ImgconvError as error:
        window.messages.tell(error)
        return
    told = tr("Your unsaved work of last time is back; undo takes it away")
    picture = found.picture
    if picture is None or window.session.picture is not None or window.files.opening:
        window.status.showMessage(told, 10000)
    elif picture.is_file():
        window.files.begin_opening(picture, lambda: window.status.showMessage(told, 10000))
    else:
        told += tr("; its picture {name} is not there any more", name=picture)
        window.status.showMessage(told, 10000)
