"""The address of a page, from where it is kept: a folder that mirrors a host, or a capture of the Internet Archive."""

import re
from typing import Final

# Endings of hosts that news came from; two letters are a country's.
HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+"
    r"(?:[a-z]{2}|com|org|net|edu|gov|mil|int|info|biz|name|news|press|example|online|site|media|museum|africa|asia)",
    re.IGNORECASE,
)
CAPTURE: Final = re.compile(
    r"(?:https?://)?web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(.+)", re.IGNORECASE | re.DOTALL
)
SCHEME: Final = re.compile(r"(https?)(?::|%3A)/{0,2}(.+)", re.IGNORECASE | re.DOTALL)
PACKED: Final = re.compile(r"\.gz$", re.IGNORECASE)
STAMP: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")


def located(relative: str) -> tuple[str | None, str | None]:
    """Return the address a path stands for, and the instant of the crawl (ISO 8601, UTC) if the path tells it.

    The path mirrors a host when one of its folders is named like a host: `example.org/1993/6/rebels.html`.
    """
    parts = PACKED.sub("", relative).split("/")
    for place, folder in enumerate(parts[:-1]):
        if folder.lower() == "www" or HOST.fullmatch(folder):
            return unwrapped("http://" + "/".join(parts[place:]))
    return None, None


def unwrapped(url: str) -> tuple[str, str | None]:
    """Take a page's own address out of a capture's; with the instant of the capture, None for any other address."""
    capture = CAPTURE.fullmatch(url)
    if not capture:
        return url, None
    inner = SCHEME.fullmatch(capture[2])
    own = f"{inner[1].lower()}://{inner[2]}" if inner else f"http://{capture[2]}"
    stamp = STAMP.fullmatch(capture[1])
    return own, "{}-{}-{}T{}:{}:{}Z".format(*stamp.groups()) if stamp else None
