"""The server as a process: its port, and its end."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from dispatchsearch.errors import StoreError
from dispatchsearch.web.app import THREADS, _listen

PROGRAM = """
import sys
from pathlib import Path
from dispatchsearch.archive import Archive
from dispatchsearch.web.app import serve
with Archive.open(Path(sys.argv[1])) as archive:
    serve(archive, "127.0.0.1", int(sys.argv[2]), lambda message: print(message, flush=True))
print("ended")
"""


def test_a_busy_port_gives_way_to_the_next_and_ctrl_c_ends_cleanly(folder):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), str(port)], stdout=subprocess.PIPE, text=True, env=os.environ
        ) as process:
            assert f"Port {port} is busy" in process.stdout.readline()
            address = re.search(r"http://\S+", process.stdout.readline())[0]
            with urllib.request.urlopen(address, timeout=20) as page:
                assert b"dispatchsearch" in page.read()
            process.send_signal(signal.SIGINT)
            assert process.stdout.read() == "ended\n"
            assert process.wait(20) == 0


def test_an_address_of_another_machine_is_refused_with_the_reason():
    with pytest.raises(StoreError, match=r"192\.0\.2\.1 cannot be served"):
        _listen("192.0.2.1", 8000)


def test_a_connection_sends_the_end_of_a_page_without_waiting_for_an_answer_to_its_beginning():
    with _listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_few_threads_answer_however_many_ask_at_once(server, archive):
    before = set(threading.enumerate())
    with server(archive) as address, httpx.Client(base_url=address, trust_env=False) as client:
        with ThreadPoolExecutor(4 * THREADS) as pool:
            answers = list(pool.map(client.get, [f"/search?q=ferry+{number}" for number in range(16 * THREADS)]))
        answering = [one for one in threading.enumerate() if one not in before and "AnyIO" in one.name]
    assert {answer.status_code for answer in answers} == {200}
    assert 0 < len(answering) <= THREADS
