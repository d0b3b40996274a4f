"""Questions wait for the next change, and only the newest is answered."""

import threading

import pytest
from hands import until

from imgconv.errors import ImgconvError
from imgconv.gui.asking import Asking


@pytest.fixture
def asked(qapp):
    """Make an Asking whose answers and refusals are kept."""
    made = []

    def make(work, question, after=0):
        asking = Asking(work, question, after)
        asking.said = []
        asking.answered.connect(lambda question, answer: asking.said.append((question, answer)))
        asking.refused.connect(asking.said.append)
        made.append(asking)
        return asking

    yield make
    for asking in made:
        asking.close()


def test_an_answer_comes_with_its_question(asked):
    asking = asked(lambda number: number * number, lambda: 7)
    assert not asking.is_waiting
    asking.later()
    until(lambda: asking.said == [(7, 49)])
    assert not asking.is_waiting


def test_waiting_asks_at_once(asked):
    asking = asked(lambda number: -number, lambda: 3, after=1_000_000)
    asking.later()
    assert asking.is_waiting
    assert asking.wait(60)
    until(lambda: asking.said == [(3, -3)])


def test_what_cannot_be_asked_and_what_fails_is_said(asked):
    def refuse():
        raise ImgconvError("Open a picture first")

    asking = asked(lambda _: 0, refuse)
    asking.later()
    until(lambda: asking.said == ["Open a picture first"])

    def fail(_):
        raise ImgconvError("Open a picture first")

    asking = asked(fail, lambda: 1)
    asking.later()
    until(lambda: asking.said == ["Open a picture first"])


def test_nothing_to_ask(asked):
    asking = asked(lambda _: pytest.fail("asked"), lambda: None, after=1_000_000)
    asking.later()
    assert asking.wait(60)
    assert not asking.said
    asking.later()
    asking.drop()
    assert not asking.is_waiting


def test_only_the_newest_question_is_answered_while_one_is_worked_on(asked):
    began, gate, newest = threading.Event(), threading.Event(), [0]

    def work(number):
        began.set()
        assert gate.wait(60)
        return number

    asking = asked(work, lambda: newest[0], after=1_000_000)
    for number in range(4):
        newest[0] = number
        asking.later()
        assert not asking.wait(0)
        assert began.wait(60)
    gate.set()
    assert asking.wait(60)
    until(lambda: len(asking.said) == 2)
    assert asking.said == [(0, 0), (3, 3)]
