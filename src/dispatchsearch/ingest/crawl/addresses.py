"""One spelling for each address of the web, and what can be told of an address without asking for it."""

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST = 2000  # characters; addresses beyond are made by traps, not by editors

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]*:[0-9a-f:.]*")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_SESSION_IN_QUERY = re.compile(
    r"(?:jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken|utm_\w+|fbclid|gclid|yclid|mc_[ce]id)(?:=|$)", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_NO_PAGE = re.compile(
    r"\.(?:7z|aac|aiff?|apk|avi|avif|bin|bmp|bz2|class|css|deb|dmg|docx?|eot|eps|epub|exe|flac|flv|gif|ico|iso|jar|jpe?g"
    r"|js|json|m4[av]|midi?|mkv|mov|mp[34g]|mpeg|msi|od[pst]|og[agv]|otf|pdf|png|pptx?|psd|ra?m|rar|rpm|rtf|svgz?|swf"
    r"|t[ag]z|tar|tiff?|ttf|wasm|wav|web[mp]|wm[av]|woff2?|xlsx?|zip)",
    re.IGNORECASE,
)


def normalise(link: str, base: str = "", encoding: str = "utf-8") -> str | None:
    """Return the one spelling of the address `link` leads to from the page `base`; None where nothing can be asked.

    None is given for other schemes than http and https, for names and ports that cannot be, and for addresses that
    carry a password. Fragments, session numbers and campaign marks are left out; a query is written in the page's
    `encoding`, as browsers do.
    """
    link = "".join(character for character in link.strip() if character >= " ")
    try:
        parts = urlsplit(urljoin(base, link))
        port = parts.port
    except ValueError:
        return None
    host = _host(parts)
    if host is None or parts.scheme not in DEFAULT_PORTS or port == 0 or parts.username is not None:
        return None
    at = f"[{host}]" if ":" in host else host
    if port not in {None, DEFAULT_PORTS[parts.scheme]}:
        at += f":{port}"
    path = _without_dots(_escaped(_SESSION_IN_PATH.sub("", parts.path), "utf-8"))
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _SESSION_IN_QUERY.match(pair))
    address = f"{parts.scheme}://{at}{path}" + (f"?{_escaped(query, encoding)}" if query else "")
    return address if len(address) <= LONGEST else None


def host_of(address: str) -> str:
    """Return the host of a normalised address, with the port where it is not the scheme's own."""
    return urlsplit(address).netloc


def origin_of(address: str) -> str:
    """Return scheme, host and port of a normalised address: what one robots.txt speaks for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def folder_name(host: str) -> str:
    """Return a name for the folder of a host that every file system takes."""
    return re.sub(r"[^a-z0-9_.-]", "_", host)


def shape(address: str) -> str:
    """Return an address with its numbers blotted out: the pages of one calendar share it."""
    return _DIGITS.sub("#", address)


def leads_nowhere(address: str) -> str | None:
    """Return why an address is not worth asking for: it names no page, or runs in circles; else None."""
    path = urlsplit(address).path
    ending = path[path.rfind(".") :] if "." in path.rsplit("/", 1)[-1] else ""
    if _NO_PAGE.fullmatch(ending):
        return f"{ending.lower()} is no page"
    segments = [segment for segment in path.split("/") if segment and not segment.isdigit()]
    if any(segments.count(segment) > 2 for segment in set(segments)):
        return "the address runs in circles"
    return None


def _host(parts: SplitResult) -> str | None:
    name = (parts.hostname or "").rstrip(".")
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    name = name.lower()
    return name if _HOST.fullmatch(name) and ".." not in name else None


def _escaped(text: str, encoding: str) -> str:
    """Escape what must be escaped and nothing else, each escape in one spelling."""
    safe = quote(text, safe="%/:@!$&'()*+,;=?-._~", encoding=encoding, errors="replace")
    return _ESCAPE.sub(_spell, safe)


def _spell(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return "%25"
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else f"%{escape[1].upper()}"


def _without_dots(path: str) -> str:
    """Resolve `.` and `..` (RFC 3986, section 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")[1:] or [""]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)
