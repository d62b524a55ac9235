"""Serving an archive to browsers on this machine: a port that is free, and a clean end."""

import errno
import socket
from collections.abc import Callable, Sequence

import uvicorn

from dispatchsearch.archive import Archive
from dispatchsearch.errors import StoreError
from dispatchsearch.web.app import LOCAL, create_app

PORTS_TRIED = 50
BACKLOG = 128


def serve(
    archive: Archive,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    say: Callable[[str], None],
    hosts: Sequence[str] = (),
) -> None:
    """Serve until Ctrl-C, on `port` or the next free one; `say` is told where.

    `hosts` are names beside the usual ones that browsers may use for this machine. StoreError where no port is free
    or `host` is not an address of this machine.
    """
    listening = _listen(host, port)
    taken = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    if port not in (0, taken):
        say(f"Port {port} is busy, so this is {taken}.")
    say(f"http://{shown}:{taken}/ shows the archive. Ctrl-C ends it.")
    app = create_app(archive, hosts=(*LOCAL, shown, *hosts))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # uvicorn has ended every request in good order and then raises the signal again
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    for candidate in range(port, min(port + PORTS_TRIED, 65_536)):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, candidate))
            found.listen(BACKLOG)
        except OSError as error:
            found.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise StoreError(f"{host} cannot be served: {error.strerror or error}") from error
        else:
            return found
    raise StoreError(f"no port from {port} on is free: give another with --port")
