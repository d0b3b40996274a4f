"""The guard that holds BLAS to one thread, entered and left by any thread."""

import threading

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from imgconv.blas import single_threaded_blas


def numbers():
    np.ones((2, 2)) @ np.ones((2, 2))  # NumPy's library is there
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def in_a_thread(function):
    """Call a function in a thread of its own, which ends."""
    told = []
    thread = threading.Thread(target=lambda: told.append(function()))
    thread.start()
    thread.join()
    return told[0]


@pytest.fixture(autouse=True)
def two_threads():
    """Two threads to take away, on any machine, set by the thread that the test runs in."""
    with threadpool_limits(limits=2, user_api="blas"):
        if set(numbers()) != {2}:
            pytest.skip(f"BLAS has {numbers()} threads here, whatever it is told")
        yield
        assert set(numbers()) == {2}


def held():
    with single_threaded_blas():
        return set(numbers())


def test_it_holds_in_the_thread_that_set_the_number_before():
    assert held() == {1}


def test_it_holds_in_another_thread_than_the_one_that_set_the_number_before():
    assert in_a_thread(held) == {1}
    assert set(numbers()) == {2}


def test_overlapping_blocks_of_two_threads_hold_until_the_last_is_left():
    inside, may_leave = threading.Event(), threading.Event()

    def first():
        with single_threaded_blas():
            inside.set()
            assert may_leave.wait(60)

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(60)
    with single_threaded_blas():
        assert set(numbers()) == {1}
        may_leave.set()
        thread.join()
        assert set(numbers()) == {1}
    assert set(numbers()) == {2}


def test_the_setting_comes_back_when_another_thread_leaves_last():
    inside, may_leave = threading.Event(), threading.Event()

    def second():
        with single_threaded_blas():
            inside.set()
            assert may_leave.wait(60)

    thread = threading.Thread(target=second)
    with single_threaded_blas():
        thread.start()
        assert inside.wait(60)
    assert set(numbers()) == {1}
    may_leave.set()
    thread.join()
    assert set(numbers()) == {2}


def test_a_block_that_needs_no_blas_sets_nothing():
    with single_threaded_blas(False):
        assert set(numbers()) == {2}
