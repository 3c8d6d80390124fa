"""Work that is told to stop: where it ends, and whether that left something undone."""

import threading

import pytest

from embeddings.stopping import Stop, Stopped


def test_work_goes_on_until_somebody_asks():
    stop = Stop()
    stop.heed()
    assert list(stop.until("abc")) == ["a", "b", "c"]
    stop.ask()
    assert stop.is_asked()
    assert not stop.was_heeded
    with pytest.raises(Stopped):
        stop.heed()
    assert stop.was_heeded


def test_a_stream_ends_where_somebody_asks_and_says_that_something_was_left():
    stop, taken = Stop(), []
    for letter in stop.until("abc"):
        taken.append(letter)
        if letter == "b":
            stop.ask()
    assert taken == ["a", "b"]
    assert stop.was_heeded


def test_a_stream_that_ends_by_itself_left_nothing():
    stop = Stop()
    for letter in stop.until("abc"):
        if letter == "c":
            stop.ask()
    assert not stop.was_heeded


def test_what_is_to_be_done_at_once_is_done_once_whenever_it_comes():
    stop, done = Stop(), []
    stop.at_once(lambda: done.append("before"))
    stop.ask()
    stop.ask()
    stop.at_once(lambda: done.append("after"))
    assert done == ["before", "after"]


def test_waiting_for_another_writer_ends_with_its_turn_or_when_somebody_asks(archive):
    stop, free = Stop(), Stop()
    free.wait_for_turn(archive)
    ended = []

    def wait():
        try:
            stop.wait_for_turn(archive)
        except Stopped:
            ended.append("stopped")

    with archive.writer():
        waiting = threading.Thread(target=wait)
        waiting.start()
        stop.ask()
        waiting.join()
    assert ended == ["stopped"]
