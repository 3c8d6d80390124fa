"""Where the page is served: the usual port, another where that is taken, and one line where none can be had."""

import contextlib
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.page import serving

ROOT = Path(__file__).parents[3]
HOST = "127.0.0.1"
# In a process of its own: gradio leaves sockets open when it is stopped.
SERVER = """
import sys, gradio
from bot.page import serving
ports = iter(map(int, sys.argv[2:]))
serving._free_port = lambda host: next(ports)
with gradio.Blocks() as blocks:
    pass
try:
    print(serving._launch(blocks, "127.0.0.1", int(sys.argv[1]) or None, {"prevent_thread_lock": True, "quiet": True}))
except serving.PageError as error:
    print(error)
"""


@pytest.fixture
def taken():
    """A port that somebody else listens at."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def launch(*ports):
    """Serve at the first port, 0 for any: that are then those found free; return what is said."""
    command = [sys.executable, "-c", SERVER, *map(str, ports)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_where_somebody_takes_the_free_port_first_another_is_served_at(taken):
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        free = probe.getsockname()[1]
    assert launch(0, taken, taken, free) == f"http://{HOST}:{free}/"


def test_where_every_port_found_is_taken_it_ends_in_one_line(taken):
    ports = [taken] * serving.PORTS_TRIED
    assert launch(0, *ports) == f"Cannot serve at {HOST}: it is taken, or not allowed. Choose another port."


def test_a_port_that_was_asked_for_and_is_taken_is_said_in_one_line(taken):
    expected = f"Cannot serve at {HOST}, port {taken}: it is taken, or not allowed. Choose another port."
    assert launch(taken) == expected


def test_the_usual_port_is_left_to_whoever_has_it():
    with socket.socket() as other:
        with contextlib.suppress(OSError):  # somebody has it already
            other.bind((HOST, serving.PREFERRED_PORT))
        assert serving._free_port(HOST) != serving.PREFERRED_PORT
