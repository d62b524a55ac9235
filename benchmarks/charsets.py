"""
How many strings of tests/cases each detector of encodings reads right: python benchmarks/charsets.py

Right is what decodes to the text, whatever the detector calls it. A detector that is not installed is passed over.
"""

import importlib.util
import json
import time
from pathlib import Path

import chardet
from resiliparse.parse.encoding import detect_encoding

from dispatchsearch.ingest.encoding import encoding_of

CASES = Path(__file__).parent.parent / "tests" / "cases"


def detectors():
    yield "dispatchsearch", encoding_of
    yield "chardet", lambda data: chardet.detect(data)["encoding"]
    yield "resiliparse", detect_encoding
    if importlib.util.find_spec("charset_normalizer"):
        from charset_normalizer import from_bytes  # noqa: PLC0415 (it may not be there)

        yield "charset-normalizer", lambda data: getattr(from_bytes(data).best(), "encoding", None)
    if importlib.util.find_spec("cchardet"):
        import cchardet  # noqa: PLC0415

        yield "faust-cchardet", lambda data: cchardet.detect(data)["encoding"]


def right(detect, text: str, encoding: str) -> bool:
    data = text.encode(encoding)
    try:
        return data.decode(detect(data) or "ascii").lstrip("\ufeff") == text
    except (UnicodeDecodeError, LookupError):
        return False


for file in ("charsets.jsonl", "charsets_more.jsonl"):
    cases = [json.loads(line) for line in (CASES / file).read_text(encoding="utf-8").splitlines()]
    for name, detect in detectors():
        start = time.process_time()
        count = sum(right(detect, case["text"], case["encoding"]) for case in cases)
        print(f"{file:20} {name:20} {count:4} of {len(cases)}   {time.process_time() - start:.2f} s")
