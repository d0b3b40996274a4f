"""What is said of the layers of a document in lists and captions. Knows no Qt."""

from __future__ import annotations

from typing import Final

from imgconv.description import settings_text

from .document import Document, Stage
from .session import StageReport
from .words import mark, told, tr

LAYER_NAMES: Final = {
    "conv": mark("Convolution"),
    "max_pool": mark("Max pooling"),
    "avg_pool": mark("Average pooling"),
    "activation": mark("Activation"),
    "magnitude": mark("Magnitude"),
    "blend": mark("Blend"),
    "range": mark("Range"),
}


def layer_name(kind: str) -> str:
    """Return the name of a type of layer; of one that is not in the table, the type itself."""
    return tr(LAYER_NAMES.get(kind, kind))


def stage_text(number: int, stage: Stage, report: StageReport, *, with_picture: bool) -> str:
    """Return two lines for a stage: what it is, and what comes out of it.

    Parameters
    ----------
    number : int
        Its place, from 1.
    stage : Stage
        Of the document.
    report : StageReport
        What the session tells of it.
    with_picture : bool
        Whether a picture is open.
    """
    first = f"{number}  {layer_name(stage.layer.type)}: {told(settings_text(report.layer))}"
    return f"{first}\n     {_outcome(stage, report, with_picture=with_picture)}"


def _outcome(stage: Stage, report: StageReport, *, with_picture: bool) -> str:
    if not stage.enabled:
        return tr("switched off")
    rows, columns = report.receptive_field
    shape = tr("no picture")
    if with_picture:
        shape = tr("does not fit the picture") if report.shape is None else "{1} × {0} × {2}".format(*report.shape)
    return tr("{shape}   sees {columns} × {rows} px", shape=shape, columns=columns, rows=rows)


def filter_text(document: Document) -> str:
    """Name a document's filter and the layers that are switched on: "Sobel (Convolution, Magnitude)"."""
    on = [layer_name(stage.layer.type) for stage in document.stages if stage.enabled]
    name = told(document.name) or tr("untitled filter")
    return tr("{name} ({layers})", name=name, layers=", ".join(on)) if on else name
