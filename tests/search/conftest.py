"""A small archive of invented dispatches, indexed once."""

import datetime as dt

import pytest

from dispatchsearch.archive import Archive
from dispatchsearch.search.page import SearchOptions
from dispatchsearch.search.searcher import Searcher

BRIDGE = """
TARNOV - The new bridge over the river was opened on Tuesday by President Heydar Aliyev. He cut a ribbon, and the ribbon
fell into the water. Children ran across before the band had begun to play.
"""
SIEGE = """
GANJA, Azerbaijan - Rebel troops besieged the town on Sunday. A baker said that the rebels had paid for bread. Acting
President Geidar Aliyev spoke by telephone with Colonel Suret Huseinov. The capital was quiet.
"""
TRUCE = """
BAKU, Azerbaijan - Talks on a truce began in a school. The retreating army left its kitchens behind. Nobody spoke of the
siege. A rebel officer asked the capital for blankets and for 20,000 loaves of bread.
"""
PEACE = """
GYANDZHA, Azerbaijan - A cease-fire held on Thursday. The U.S. envoy called it a beginning. In the market a woman sold
radios, and all of them spoke of the army, the army and again the army.
"""
LETTER = """
The keeper writes that the siege is known to him from the radio alone. He has bread, a goat and three books. Ships pass,
and none of them puts in.
"""
OPERA = """
VENICE, Italy - The opera house burned on Thursday night. Firemen found the canals beside it empty, for they were being
cleaned. The soprano Lucia Bertoldi wept on the bridge.
"""
PAGES = {
    "Harbour Post/bridge.html": ("1991-04-02", "Bridge Opens at Tarnov", BRIDGE),
    "Harbour Post/siege.html": ("1993-06-27", "Rebels Tighten Siege of Ganja", SIEGE),
    "Harbour Post/truce.html": ("1993-07", "Truce Talks Begin", TRUCE),
    "Northern Wire/peace.html": ("1994-05-12", "Armies Hold Fire in the Mountains", PEACE),
    "Northern Wire/letter.html": (None, "A Letter from the Lighthouse", LETTER),
    "Northern Wire/opera.html": ("1996-02-01", "Opera House Burns", OPERA),
}


def page(date, title, text):
    stated = f'<meta property="article:published_time" content="{date}">' if date else ""
    sentences = " ".join(text.split()).removesuffix(".").split(". ")
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in sentences)
    body = f"<article><h1>{title}</h1>{paragraphs}</article>"
    return f'<html lang="en"><head><title>{title}</title>{stated}</head><body>{body}</body></html>'


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """The pages above as an archive."""
    folder = tmp_path_factory.mktemp("search")
    for name, parts in PAGES.items():
        path = folder / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(*parts), "utf-8")
    made = Archive(folder / "index", create=True)
    for _ in made.index([folder / "raw"], now=dt.datetime(2026, 1, 5, tzinfo=dt.UTC)):
        pass
    yield made
    made.close()


@pytest.fixture
def searcher(archive):
    return Searcher(archive.engine, archive.store)


@pytest.fixture
def search(searcher):
    """Search with options as words; return the page of results."""

    def ask(text="", **options):
        return searcher.search(text, SearchOptions(**options))

    return ask


@pytest.fixture
def found(search):
    """Search and return the names of the files found, in order."""

    def ask(text="", **options):
        hits = search(text, **options).hits
        return [hit.dispatch.locators[0].path.split("/")[1].split(".")[0] for hit in hits]

    return ask
