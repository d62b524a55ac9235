"""A real archive of invented dispatches, a real server before it and, where there is one, a real browser."""

import contextlib
import datetime as dt
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from dispatchsearch.archive import Archive
from dispatchsearch.search.page import SearchOptions
from dispatchsearch.web.app import create_app

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--headless"),
]

PAGE = "<html><head><title>{title}</title></head><body><h1>{title}</h1>{date}{body}</body></html>"
LAMP = (
    "POTI, Georgia - Thieves took the lamp of the lighthouse on Tuesday night, the third lamp since Christmas, and "
    "left {candles} candles in its place, the harbour master Zurab Tevdoradze said. Two trawlers waited until dawn."
)
WATCHMAN = (
    "The lamp weighs 90 kilograms and had been carried down 112 steps. A watchman who sleeps on the ground floor heard "
    "nothing but the sea. The insurance has been cancelled since the second lamp went, in February."
)
PAGES = {
    "The Torval Herald/1993/6/ferry.html": (
        "Ferry Stops as Front Nears Mardakert",
        "",
        "MARDAKERT, Azerbaijan - The last ferry left on Sunday, said Colonel Kurban Kurbanov of the garrison.",
        "In Baku the acting president, Geidar Aliyev, met Suret Huseinov. Neither Aliyev nor Huseinov told reporters.",
    ),
    "The Torval Herald/1993/6/bread.html": (
        "Bread Returns to Baku",
        "<p>June 29, 1993</p>",
        "BAKU, Azerbaijan - Bakers in Baku opened again on Tuesday, and the queue reached the harbour by noon.",
        "Geidar Aliyev promised flour from Moscow. A baker said that Moscow had promised flour before.",
    ),
    "The Torval Herald/1994/3/bridge.html": (
        "Engineers Mend the River Bridge",
        "<p>March 3, 1994</p>",
        "GANJA, Azerbaijan - Engineers mended the bridge over the river on Thursday, eight months after it fell.",
        "The bridge carries the road from Ganja to Baku. It cost 20, 000 dollars. Traffic began at once.",
    ),
    "Northern Letter/undated.html": (
        "A Winter Without Post",
        "",
        "YEREVAN, Armenia - No post has come to Yerevan since the snow. The office is kept open for its stove.",
        "A clerk reads old letters aloud in the evening. Nobody in the town objects to hearing them twice.",
    ),
    "The Torval Herald/1994/5/lamp.html": (
        "Lighthouse Lamp Stolen for the Third Time",
        "<p>May 11, 1994</p>",
        LAMP.format(candles=14),
        WATCHMAN,
    ),
    "Northern Letter/1994/5/lamp.html": (
        "Third Lamp Gone From Lighthouse",
        "<p>May 12, 1994</p>",
        LAMP.format(candles=11),
        WATCHMAN,
    ),
    "Northern Letter/hostile.html": (
        "&lt;script&gt;document.title='taken'&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt; =A1 \u202egnihtemos",
        "<p>May 2, 1995</p>",
        "TBILISI, Georgia - The &lt;b&gt;hostile&lt;/b&gt; page says &lt;script&gt;alert(2)&lt;/script&gt; to all.",
        "It also holds one word that does not end: " + "x" * 3_000 + " and then it goes on in peace for a while.",
    ),
}


def write(root: Path) -> None:
    """Write the pages, and enough of others that a result has several pages."""
    for name, (title, date, *paragraphs) in PAGES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        path.write_text(PAGE.format(title=title, date=date, body=body), encoding="utf-8")
    for day in range(1, 25):
        path = root / "Daily Wire" / f"{day}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"Harbour notes, number {day}\n\nOctober {day}, 1996\n\nODESSA, Ukraine - The harbour counted {day} ships "
            "on its calendar page, and the tugs had little to do but wait for the tide.\n",
            encoding="utf-8",
        )
    (root / "Daily Wire" / "scan.pdf").write_bytes(b"%PDF-1.4 nothing to read")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an archive made of the pages."""
    base = tmp_path_factory.mktemp("web")
    write(base / "raw")
    with Archive(base / "index", authority=base / "authority", create=True) as archive:
        list(archive.index([base / "raw"], now=dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)))
    return base / "index"


@pytest.fixture(scope="session")
def archive(folder: Path) -> Iterator[Archive]:
    """Return the archive, open."""
    with Archive.open(folder) as found:
        yield found


@contextlib.contextmanager
def running(archive: Archive) -> Iterator[str]:
    """Yield the address of a server before an archive."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(archive), log_level="error"))
        ready = threading.Event()
        startup = server.startup

        async def started(sockets: list[socket.socket] | None = None) -> None:
            await startup(sockets=sockets)
            ready.set()

        server.startup = started
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        assert ready.wait(20)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def address(archive: Archive) -> Iterator[str]:
    """Return the address of a server before the archive."""
    with running(archive) as found:
        yield found


@pytest.fixture
def server() -> Callable[[Archive], contextlib.AbstractContextManager[str]]:
    """Return what starts a server before another archive and tells its address."""
    return running


@pytest.fixture
def visit() -> Callable[[Archive, str], httpx.Response]:
    """Return a function that asks a server before another archive for one page."""

    def ask(archive: Archive, path: str) -> httpx.Response:
        with running(archive) as found:
            return httpx.get(found + path, trust_env=False)

    return ask


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """Return a client of the server that follows no redirects by itself."""
    with httpx.Client(base_url=address, trust_env=False) as found:
        yield found


@pytest.fixture(scope="session")
def ids(archive: Archive) -> dict[str, str]:
    """Return the ids of the dispatches by a word of their titles."""
    wanted = {"ferry": "Ferry", "bread": "Bread", "bridge": "Bridge", "winter": "Winter", "hostile": "<script>"}
    found = archive.search("", SearchOptions(limit=100)).hits
    return {name: next(h.dispatch.id for h in found if word in h.dispatch.title) for name, word in wanted.items()}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Debian's chromium; skip without it, fail in CI."""
    if not Path(CHROMIUM).exists():
        reason = f"there is no browser at {CHROMIUM} (apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=["wide light", "narrow dark"])
def window(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """Return a page of a browser, once wide and light, once narrow and dark."""
    yield from opened(browser, address, *request.param)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return a page of a browser, wide and light."""
    yield from opened(browser, address, 1280, "light")


def opened(browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    """Yield a page that fails on whatever it complains of, and on anything it asks of another machine."""
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, base_url=address, locale="en-GB"
    )
    found = context.new_page()
    complaints: list[str] = []
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    found.on("request", lambda asked: None if asked.url.startswith(address) else complaints.append(asked.url))
    yield found
    context.close()
    assert complaints == []
