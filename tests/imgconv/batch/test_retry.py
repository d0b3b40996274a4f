"""What is tried again, and what is told in one line."""

import errno
import socket

import pytest

from imgconv.batch.stores.base import StoreError
from imgconv.batch.stores.retry import ATTEMPTS, may_pass, reason, retrying
from imgconv.errors import ImgconvError


class RefusedError(Exception):
    """As web libraries tell of a status."""

    def __init__(self, status):
        super().__init__(f"status {status}")
        self.status = status


PASSING = [
    TimeoutError(),
    ConnectionResetError("gone"),
    OSError(errno.EBUSY, "Slow down"),
    EOFError(),
    RefusedError(503),
    RefusedError(429),
    socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"),
]
FINAL = [
    PermissionError("no"),
    OSError(errno.EINVAL, "bad"),
    OSError(errno.ENOSPC, "full"),
    RefusedError(403),
    RefusedError(404),
    KeyError("x"),
    socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
]


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_what_may_pass_is_tried_again_ever_later(error):
    assert may_pass(error)
    failures, waited, renewed = [error] * 3, [], []

    def call():
        if failures:
            raise failures.pop()
        return "done"

    assert retrying(call, "s3://b/k", sleep=waited.append, anew=lambda: renewed.append(1)) == "done"
    assert len(renewed) == 3
    assert [0.25 * 2**i <= seconds <= 0.5 * 2**i for i, seconds in enumerate(waited)] == [True] * 3


@pytest.mark.parametrize("error", FINAL, ids=repr)
def test_what_is_final_is_told_at_once(error):
    assert not may_pass(error)
    calls = []

    def call():
        calls.append(1)
        raise error

    with pytest.raises(StoreError, match=r"^s3://b/k: ") as caught:
        retrying(call, "s3://b/k", anew=lambda: None)
    assert calls == [1]
    assert "\n" not in str(caught.value)


def test_what_never_passes_is_given_up():
    waited = []

    def call():
        raise ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")

    with pytest.raises(StoreError, match=rf"given up after {ATTEMPTS} attempts: Connection reset by peer"):
        retrying(call, "s3://b/k", sleep=waited.append, anew=lambda: None)
    assert len(waited) == ATTEMPTS - 1


@pytest.mark.parametrize("error", [FileNotFoundError("k"), FileExistsError("k"), ImgconvError("k")], ids=repr)
def test_what_means_something_to_the_caller_is_passed_on(error):
    def call():
        raise error

    with pytest.raises(type(error)):
        retrying(call, "s3://b/k", anew=lambda: None)


def test_reasons_are_words_for_people():
    assert reason(PermissionError("Access Denied")) == "no permission (Access Denied)"
    assert reason(RefusedError(401)) == "no permission (status 401)"
    no_credentials = type("NoCredentialsError", (Exception,), {"__module__": "botocore.exceptions"})
    assert reason(no_credentials("Unable to locate credentials")).startswith("no credentials were found")
    assert not may_pass(no_credentials("x"))
