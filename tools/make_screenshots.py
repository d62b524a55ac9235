"""
Take the pictures in docs/screenshots/ from a running `dispatchsearch serve`.

    python tools/make_screenshots.py http://127.0.0.1:8000 [AXE]

With AXE, the path of axe.min.js (npm package axe-core), each kind of page is also checked for accessibility, light and
dark, at 1280, 390 and 320 pixels; what it finds is printed, and the exit status is 1 where it finds anything.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--headless", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUERY = "mardakert baku"


def addresses(site: str) -> dict[str, str]:
    """Return the pages to look at by name, for an archive that answers QUERY."""
    found = httpx.get(f"{site}/search.json", params={"q": QUERY}, trust_env=False).raise_for_status().json()
    facets = found["facets"]
    hit = next(hit for hit in found["hits"][1:] if hit["language"] == "en")
    asked = f"q={QUERY.replace(' ', '+')}"
    return {
        "home": "/",
        "results": f"/search?{asked}&from=1992",
        "dispatch": f"/dispatch/{hit['id']}?{asked}&rank={hit['rank']}",
        "map": f"/map?{asked}",
        "person": f"/person/{facets['person'][0]['value']}",
        "place": f"/place/{facets['place'][0]['value']}",
        "source": f"/source/{quote(facets['source'][0]['value'])}",
        "day": "/day/1993-06-27",
        "nothing": "/search?q=zeppelinx&from=1993",
        "fault": "/search?q=date:1993-13",
        "lines": "/search?more=place",
        "sources": "/sources",
        "corrected": "/corrected",
        "rejected": "/rejected",
    }


def opened(browser: Browser, width: int, scheme: str, **more: bool) -> Page:
    """Return a page of a window so wide, in light or dark."""
    size = {"width": width, "height": 900 if width > 600 else 844}
    return browser.new_context(viewport=size, color_scheme=scheme, **more).new_page()


def take(browser: Browser, site: str, pages: dict[str, str]) -> None:
    """Write the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for width, scheme, names in (
        (1280, "light", ("home", "results", "dispatch", "map", "person")),
        (1280, "dark", ("results",)),
        (390, "light", ("results",)),
        (390, "dark", ("dispatch",)),
    ):
        page = opened(browser, width, scheme)
        for name in names:
            answer = page.goto(site + pages[name], wait_until="networkidle")
            if answer is None or not answer.ok:
                raise SystemExit(f"{pages[name]} cannot be pictured: the server did not answer with a page")
            if name == "results":
                page.locator(".why summary").first.click()
            page.mouse.move(0, 0)
            page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png")


def faults(browser: Browser, site: str, pages: dict[str, str], axe: str) -> Iterator[str]:
    """Yield what axe finds wrong, and what does not fit the window."""
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (320, "dark")):
        page = opened(browser, width, scheme, bypass_csp=True)
        for name, path in pages.items():
            page.goto(site + path)
            page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                yield f"{name} {width} {scheme}: wider than the window"
            page.add_script_tag(content=axe)
            for fault in page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]:
                yield f"{name} {width} {scheme}: {fault['id']} {fault['nodes'][0]['html'][:120]}"


def main(site: str, axe: str | None = None) -> int:
    """Take the pictures, check the pages; return the exit status."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        pages = addresses(site)
        take(browser, site, pages)
        found = list(faults(browser, site, pages, Path(axe).read_text(encoding="utf-8"))) if axe else []
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
