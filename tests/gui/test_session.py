"""The session: edits, their sides, and what the stages give."""

import numpy as np
import pytest

from imgconv.errors import ImgconvError
from imgconv.gui.document import Document, new_stage
from imgconv.gui.session import Picture, Session
from imgconv.image import Image


@pytest.fixture
def session():
    session = Session()
    session.open(Picture(Image(np.zeros((40, 60, 3), np.uint8)), "black"))
    return session


def test_edits_are_told_and_change_the_document(session):
    told = []
    session.listen(lambda: told.append(session.document))
    session.edit(session.document.inserted(1, new_stage("max_pool")), "Add max_pool")
    assert [len(document.stages) for document in told] == [2]
    assert session.modified


def test_what_cannot_be_built_changes_nothing(session):
    before = session.document
    with pytest.raises(ImgconvError, match="0 divides nothing"):
        session.edit(before.with_field(0, "divisor", 0), "Divisor")
    assert session.document is before


def test_an_edit_that_changes_nothing_is_none(session):
    edits = []
    session.record = edits.append
    session.edit(Document(), "Nothing")
    assert edits == []


def test_saved_work_is_not_modified(session):
    session.edit(session.document.inserted(1, new_stage("max_pool")), "Add")
    session.mark_saved()
    assert not session.modified


def test_reports(session):
    document = session.document.inserted(1, new_stage("max_pool")).inserted(2, new_stage("conv"))
    session.edit(document, "Add")
    first, second, third = session.reports()
    assert (first.shape, first.receptive_field) == ((40, 60, 3), (3, 3))
    assert (second.shape, second.receptive_field) == ((20, 30, 3), (4, 4))
    assert (third.shape, third.receptive_field) == ((20, 30, 3), (8, 8))


def test_a_selection_outside_the_next_picture_is_dropped(session):
    from dataclasses import replace

    session.edit(replace(session.document, selection=((0, 30), (0, 30))), "Select")
    session.open(Picture(Image(np.zeros((10, 10), np.uint8)), "small"))
    assert session.document.selection is None


def test_opening_another_picture_is_an_edit_of_both(session):
    from dataclasses import replace

    edits = []
    first, selected = session.picture, replace(session.document, selection=((0, 30), (0, 30)))
    session.edit(selected, "Select")
    session.record = lambda edit: (edits.append(edit), session.redo(edit))
    small = Picture(Image(np.zeros((10, 10), np.uint8)), "small")
    session.open(small)
    (edit,) = edits
    assert edit.text == "Open small"
    session.undo(edit)
    assert (session.picture, session.document) == (first, selected)
    session.redo(edit)
    assert (session.picture, session.document.selection) == (small, None)


def test_the_first_picture_is_no_edit():
    session = Session()
    session.record = None
    session.open(Picture(Image(np.zeros((4, 6), np.uint8)), "first"))
    assert session.picture.name == "first"
