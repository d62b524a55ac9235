"""
Fuzz reading and cleaning with atheris: python tools/fuzz_reading.py CORPUS_FOLDER -max_total_time=1800 -timeout=900

`pip install atheris` first. The first byte of an input chooses the name of the file, the rest is its bytes. What raises
anything but ReadError, or takes longer than two seconds of CPU, is kept in build/fuzz, once for each line of code.
"""

import logging
import os
import signal
import sys
import traceback
import warnings
from pathlib import Path

import atheris  # type: ignore[import-not-found]  # only here

with atheris.instrument_imports(include=["dispatchsearch", "docx", "pdfminer", "striprtf", "warcio"]):
    from dispatchsearch.errors import ReadError
    from dispatchsearch.ingest.clean import clean
    from dispatchsearch.ingest.read import RawDocument, read

NAMES = "html txt eml mbox warc mht pdf docx rtf csv jsonl zip tar html.gz mbox.gz warc.gz tgz php none".split()
FOUND = Path("build/fuzz")
FILE = FOUND / f"input-{os.getpid()}"
SECONDS = 2


class Slow(BaseException):
    """Called out when the time is over."""


def call_out(*_: object) -> None:
    raise Slow


def harmless(data: bytes) -> None:
    relative = f"wire.example/a.{NAMES[data[0] % len(NAMES)]}"
    FILE.write_bytes(data[1:])
    try:
        for found in read(FILE, relative):
            if isinstance(found, RawDocument):
                try:
                    clean(found)
                except ReadError:
                    continue
    except ReadError:
        return


def tried(data: bytes) -> None:
    """Read one input, and keep it when it does harm."""
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        harmless(data or b"\0")
    except (Exception, Slow) as error:  # noqa: BLE001 (whatever it is, it is kept)
        last = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.name != "call_out"][-1]
        name = FOUND / f"{type(error).__name__}-{Path(last.filename).name}-{last.lineno}"
        if not name.exists():
            name.write_bytes(data)
            name.with_name(f"{name.name}.txt").write_text("".join(traceback.format_exception(error))[-4000:])
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


if __name__ == "__main__":
    FOUND.mkdir(parents=True, exist_ok=True)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGVTALRM, call_out)
    atheris.Setup(sys.argv, tried)
    atheris.Fuzz()
