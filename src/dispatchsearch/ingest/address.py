"""
The address of a page, from where it is kept: a folder that mirrors a host, or a capture of a web archive.

Mirrors are those of wget (`host/path`, `host:port`, `https/host/path`, `page.php?id=3.html`), HTTrack (`host/path`)
and the Wayback downloader (`websites/host/14 digits/path`).
"""

import re
from typing import Final

# Endings of hosts that news came from; two letters are a country's.
HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+"
    r"(?:[a-z]{2}|com|org|net|edu|gov|mil|int|info|biz|name|news|press|example|online|site|media|museum|africa|asia)",
    re.IGNORECASE,
)
CAPTURE: Final = re.compile(
    r"(?:https?://)?(?:web\.archive\.org/web/(\d{4,14})(?:[a-z]{2}_)?/(.+)"
    r"|[^/?#\s]*/(?:[a-z-]{2,20}/)?(\d{14})(?:[a-z]{2}_)?/(https?(?::|%3A)/.+))",
    re.IGNORECASE | re.DOTALL,
)
SCHEME: Final = re.compile(r"(https?)(?::|%3A)/{0,2}(.+)", re.IGNORECASE | re.DOTALL)
PACKED: Final = re.compile(r"\.gz$", re.IGNORECASE)
ARCHIVE: Final = re.compile(r"\.(?:gz|zip|tar|tgz)$", re.IGNORECASE)
PORT: Final = re.compile(r"[:+](\d{2,5})$")
ADDED: Final = re.compile(r"^([^?]+\.(?:php\d?|aspx?|cfm|jsp|cgi|pl)\?.*)\.html?$", re.IGNORECASE | re.DOTALL)
WINDOWS: Final = re.compile(r"[^@?]+\.\w{2,5}@[\w.-]+=.*", re.DOTALL)
STAMP: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")


def located(relative: str) -> tuple[str | None, str | None]:
    """Return the address a path stands for, and the instant of the crawl (ISO 8601, UTC) if the path tells it.

    The path mirrors a host when one of its folders is named like a host: `example.org/1993/6/rebels.html`.
    """
    parts = PACKED.sub("", relative).split("/")
    for place, folder in enumerate(parts[:-1]):
        name = PORT.sub("", folder)
        if (name.lower() == "www" or HOST.fullmatch(name)) and not ARCHIVE.search(name):
            scheme = "https" if place and parts[place - 1].lower() == "https" else "http"
            host = PORT.sub(r":\1", folder)
            stamp = _instant(parts[place + 1]) if place and parts[place - 1] == "websites" else None
            rest = parts[place + 2 if stamp else place + 1 :]
            url, captured = unwrapped(
                "/".join([f"{scheme}://{host}", *rest[:-1], _asked(rest[-1])]) if rest else folder
            )
            return url, captured or stamp
    return None, None


def _asked(name: str) -> str:
    """Return the last part of an address as it was asked for, from the name a mirror gave its file."""
    if WINDOWS.fullmatch(name):
        name = name.replace("@", "?", 1)
    return ADDED.sub(r"\1", name)


def unwrapped(url: str) -> tuple[str, str | None]:
    """Take a page's own address out of a capture's; with the instant of the capture, None for any other address."""
    capture = CAPTURE.fullmatch(url)
    if not capture:
        return url, None
    digits, address = capture[1] or capture[3], capture[2] or capture[4]
    inner = SCHEME.fullmatch(address)
    return f"{inner[1].lower()}://{inner[2]}" if inner else f"http://{address}", _instant(digits)


def _instant(digits: str) -> str | None:
    """Return the 14 digits of a capture as an ISO instant."""
    stamp = STAMP.fullmatch(digits)
    return "{}-{}-{}T{}:{}:{}Z".format(*stamp.groups()) if stamp else None
