"""
Names -> network addresses we may connect to, and the connection to exactly the address that was checked.

A name is looked up once for each connection. Asking again between check and connection would let a hostile name
server answer with a public address first and with this machine's own afterwards.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from dispatchsearch.errors import CrawlError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")

What = Literal["failed", "refused", "skipped"]


class Unfetchable(CrawlError):
    """An address gave no answer we can take; `passing` faults are worth another try."""

    def __init__(self, message: str, what: What = "failed", *, passing: bool = False) -> None:
        super().__init__(message)
        self.what = what
        self.passing = passing


def look_up(name: str, port: int) -> Sequence[str]:
    """Return the network addresses of a host, the system's favourite first; raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Network:
    """How names become addresses, and whose certificates are trusted."""

    look_up: Callable[[str, int], Sequence[str]] = look_up
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the open internet, also when it is wrapped into an IPv6 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def permitted(name: str, port: int, network: Network, *, allow_private: bool) -> list[str]:
    """Return those addresses of a host that we may connect to; raises Unfetchable where there is none."""
    try:
        found = network.look_up(name, port)
    except (OSError, UnicodeError) as error:
        raise Unfetchable(f"the name {name} could not be looked up: {error}", passing=True) from error
    allowed = [address for address in found if allow_private or is_public(address)]
    if not allowed:
        raise Unfetchable(
            f"{name} lies on this machine or in a private network; allow private addresses if you mean it", "refused"
        )
    return allowed


def connect(addresses: Sequence[str], port: int, seconds: Callable[[], float]) -> tuple[socket.socket, str]:
    """Connect to the first address that answers; return the socket and that address.

    `seconds` tells how much time is left. Raises OSError of the last address.
    """
    failure = OSError("no address to connect to")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=seconds()), address
        except OSError as error:
            failure = error
    raise failure


def secured(plain: socket.socket, name: str, network: Network) -> socket.socket:
    """Begin TLS with a host, its certificate checked against the name that was asked for; raises OSError."""
    try:
        return network.trust.wrap_socket(plain, server_hostname=name)
    except BaseException:
        plain.close()
        raise
