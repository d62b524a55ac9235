"""
An open-loop load: requests leave at a constant rate, whether or not earlier ones have been answered.

    python benchmarks/load.py ADDRESS FILE --rate 50 --seconds 60

FILE holds lines of a kind, a tab and a path. A latency counts from the moment a request was meant to leave, so that a
server which makes others wait is charged for it. The latencies come out as JSON: kind -> milliseconds.
"""

import argparse
import asyncio
import json
import pathlib
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

TIMEOUT = 30.0
"""Seconds after which a request counts as failed."""


class Client:
    """Connections to one server that are kept and used again, as browsers do."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body (as it travelled); a connection that the server has let go of is opened anew."""
        while self.idle:
            reader, writer = self.idle.pop()
            try:
                return await self._ask(reader, writer, path)
            except (OSError, asyncio.IncompleteReadError):
                writer.close()
        return await self._ask(*await asyncio.open_connection(self.host, self.port), path)

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> tuple[int, bytes]:
        head = f"GET {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nAccept-Encoding: gzip\r\n\r\n"
        writer.write(head.encode("ascii"))
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        if "content-length" in headers:
            body = await reader.readexactly(int(headers["content-length"]))
        else:
            body = await chunks(reader)
        self.idle.append((reader, writer))
        return int(lines[0].split()[1]), body

    def close(self) -> None:
        """Let go of the connections."""
        for _, writer in self.idle:
            writer.close()


async def chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while length := int((await reader.readline()).split(b";")[0], 16):
        body += await reader.readexactly(length)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body


async def load(address: str, paths: Sequence[tuple[str, str]], rate: float, seconds: float) -> dict[str, list[float]]:
    """Send requests at a rate for some seconds; return latencies in ms by kind, those that failed under `failed`."""
    client = Client(address)
    latencies: defaultdict[str, list[float]] = defaultdict(list)
    started = time.perf_counter() + 0.1

    async def one(number: int, kind: str, path: str) -> None:
        due = started + number / rate
        await asyncio.sleep(max(0, due - time.perf_counter()))
        try:
            status, _ = await asyncio.wait_for(client.get(path), TIMEOUT)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            status = 0
        latencies[kind if status == 200 else "failed"].append((time.perf_counter() - due) * 1e3)

    await asyncio.gather(*(one(number, *paths[number % len(paths)]) for number in range(round(rate * seconds))))
    client.close()
    return dict(latencies)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("paths", type=pathlib.Path)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    paths = [tuple(line.split("\t")) for line in arguments.paths.read_text("utf-8").splitlines()]
    random.Random(1993).shuffle(paths)
    print(json.dumps(asyncio.run(load(arguments.address, paths, arguments.rate, arguments.seconds))))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
