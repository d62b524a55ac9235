"""What the whole archive lets us conclude, on real stores."""

import itertools
import random
from collections import Counter

import pytest

from dispatchsearch.corpus.conclude import Grounds, Tally, conclude
from dispatchsearch.ingest.listing import list_files
from dispatchsearch.ingest.pipeline import ingest
from dispatchsearch.store import Store

BANNER = "Get the latest updates as we post them\n\n. Last Updated: 07/27/2016\n\n"
NOTICE = "The Courier welcomes letters to 12 Quay Street.\n"


@pytest.fixture
def concluded(tmp_path):
    """Return a function that writes files, ingests and concludes them, and returns the dispatches by path."""
    numbers = itertools.count()

    def run(files, order=None):
        root = tmp_path / "raw"
        for name in order or files:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(files[name], "utf-8")
        store = Store(tmp_path / f"index{next(numbers)}", create=True)
        for name in order or files:
            list(ingest(store, list_files(root, root / name)))
            list(conclude(store, Grounds(), Tally()))
        found = store.dispatches(store.stories.ids())
        store.close()
        return {locator.path: dispatch for dispatch in found.values() for locator in dispatch.locators}

    return run


GOODS = ("coal", "timber", "salt", "wool", "grain", "copper", "tea", "glass", "paper", "herring", "wine", "tar")


def paper(count):
    """Return pages of one outlet: month in the address, the same update date, the same notice."""
    pages = {}
    for number, goods in enumerate(GOODS[:count]):
        story = f"{goods.title()} Ship In\n\nRIGA, Latvia - A ship of {goods} came in Sunday, said Ilze Berzina.\n"
        path = f"courier.example/1993/{1 + number}/article/{goods}/{900 + number}.txt"
        pages[path] = f"{BANNER}{story}\nThe {goods} was sold by noon.\n\n{NOTICE}"
    return pages


def test_a_notice_on_every_page_is_set_aside_once_enough_pages_show_it(concluded):
    few = concluded(paper(3))
    assert all("Quay Street" in dispatch.body for dispatch in few.values())
    many = concluded(paper(12))
    assert not any("Quay Street" in dispatch.body for dispatch in many.values())
    assert all(any("Quay Street" in text for text in dispatch.set_aside) for dispatch in many.values())


def test_an_update_date_never_dates_a_dispatch(concluded):
    for dispatch in concluded(paper(12)).values():
        assert str(dispatch.date.date).startswith("1993-")
        assert dispatch.date.date.precision == "month"
        assert str(dispatch.updated) == "2016-07-27"


def test_the_order_of_files_changes_no_conclusion(concluded):
    files = paper(6) | {
        "a.txt": "Talks\n\nBAKU, Azerbaijan - Geidar Aliyev met Suret Huseinov in Baku.\n",
        "b.txt": "Talks Go On\n\nBAKU, Azerbaijan - Heydar Aliyev met Surat Huseynov in Baku again.\n",
    }
    forward = concluded(files)
    backward = concluded(files, order=list(reversed(files)))
    assert {path: (d.date, d.body, d.source) for path, d in forward.items()} == {
        path: (d.date, d.body, d.source) for path, d in backward.items()
    }

    def together(found):
        return {frozenset(path for path, d in found.items() if id_ in {p.id for p in d.people})
                for id_ in {p.id for d in found.values() for p in d.people}}  # fmt: skip

    assert together(forward) == together(backward)


def test_two_spellings_of_one_man_are_one_record(concluded):
    found = concluded({
        "a.txt": "Talks\n\nBAKU, Azerbaijan - President Geidar Aliyev met reporters in Baku, he said.\n",
        "b.txt": "More Talks\n\nBAKU, Azerbaijan - President Heydar Aliyev met reporters in Baku again, he said.\n",
    })  # fmt: skip
    assert {person.id for person in found["a.txt"].people} == {person.id for person in found["b.txt"].people}


def site(host, number, name=None):
    """Return the address and the page of a story on a host, which names its outlet or does not."""
    said = f'<meta property="og:site_name" content="{name}">' if name else ""
    goods = GOODS[number % len(GOODS)]
    text = f"<p>RIGA, Latvia - A ship of {goods} came in on day {number}, said the harbour master of the old town.</p>"
    head = f"<html><head><title>Ship {number} of {goods}</title>{said}</head>"
    return f"{host}/1993/{number}.html", f"{head}<body><h1>Ship {number} of {goods}</h1>{text}</body></html>"


def test_pages_of_two_faces_of_a_host_are_of_the_outlet_that_most_of_them_name(concluded):
    named = [site("www.quay.example", number, "The Quay Courier") for number in range(3)]
    other = [site("m.quay.example", 3, "Quay Courier Online"), site("quay.example", 4)]
    found = concluded(dict(named + other), order=[path for path, _ in other + named])
    assert {dispatch.source for dispatch in found.values()} == {"The Quay Courier"}
    assert "most pages of quay.example" in found["m.quay.example/1993/3.html"].source_reason
    assert "names no outlet" in found["quay.example/1993/4.html"].source_reason


def test_a_silent_page_goes_back_to_its_host_when_the_others_no_longer_agree(concluded):
    pages = [site("quay.example", number, "The Quay Courier") for number in range(2)]
    pages += [site("quay.example", 2), *(site("quay.example", number, "The Barge") for number in (3, 4))]
    found = concluded(dict(pages))
    assert found["quay.example/1993/2.html"].source == "quay.example"


def test_what_is_learned_of_a_large_source_waits_until_it_has_grown(tmp_path, monkeypatch):
    monkeypatch.setattr("dispatchsearch.corpus.conclude.FEW", 8)
    store = Store(tmp_path / "index", create=True)
    root = tmp_path / "raw" / "paper"
    root.mkdir(parents=True)

    def add(name):
        (root / name).write_text(f"Ship {name}\n\nRIGA, Latvia - A ship came in on {name}.\n", "utf-8")
        list(ingest(store, list_files(root.parent, root / name)))
        tally = Tally()
        list(conclude(store, Grounds(), tally))
        return tally.changed

    source = store.sources.number("paper")
    changed = [add(f"a{number}.txt") for number in range(17)]
    assert (store.sources.pages(source), store.sources.learned(source)["pages"], changed[-1]) == (17, 16, 0)
    add("b.txt")
    assert store.sources.learned(source)["pages"] == 18
    store.close()


def test_pages_are_counted_anew_when_the_rule_has_changed(tmp_path):
    store = Store(tmp_path / "index", create=True)
    root = tmp_path / "raw" / "paper"
    root.mkdir(parents=True)
    for name, text in paper(6).items():
        (root / name.replace("/", "-")).write_text(text, "utf-8")
    list(ingest(store, list_files(root.parent, root)))
    list(conclude(store, Grounds(), Tally()))
    source = store.sources.number("paper")
    counted = sorted(store.sources.outlines(source)), store.sources.date_tallies(source)
    store.set_meta(counted="0")
    list(conclude(store, Grounds(), Tally()))
    assert (sorted(store.sources.outlines(source)), store.sources.date_tallies(source)) == counted
    assert store.sources.pages(source) == 6
    store.close()


OTHERS = (None, "Quay Courier Online")
NAMES = ("The Quay Courier", *OTHERS, "The Quay Courier", *OTHERS, "The Quay Courier")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sources_do_not_depend_on_the_order_of_pages(concluded, seed):
    pages = [site("quay.example", number, name) for number, name in enumerate(NAMES)]
    random.Random(seed).shuffle(pages)
    found = concluded(dict(pages), order=[path for path, _ in pages])
    assert {dispatch.source for dispatch in found.values()} == {"The Quay Courier"}


def test_sources_are_the_same_in_one_run_of_many_batches_and_when_all_are_counted_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("dispatchsearch.corpus.attribution.BATCH", 2)
    root = tmp_path / "raw"
    for path, text in (site("quay.example", number, name) for number, name in enumerate(NAMES)):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    store = Store(tmp_path / "index", create=True)
    list(ingest(store, list_files(root, root)))
    for rule in ("0", "00"):
        list(conclude(store, Grounds(), Tally()))
        courier = store.sources.number("The Quay Courier")
        assert (store.sources.pages(courier), len(store.sources.outlines(courier))) == (7, 7)
        assert [source.name for source in store.sources.summaries()] == ["The Quay Courier"]
        store.set_meta(counted=rule)
    store.close()


def test_days_the_text_speaks_of_are_read_against_its_date(concluded):
    found = concluded({
        "wire/930628.txt": "Talks\n\n28 June 1993\n\nBAKU, Azerbaijan - Talks ended on Sunday. They began on June 4.\n",
        "wire/undated.txt": "Other Talks\n\nBAKU, Azerbaijan - Talks ended on Sunday.\n",
    })  # fmt: skip
    talks = found["wire/930628.txt"]
    assert {"1993-06-27", "1993-06-04"} <= {str(event) for event in talks.events}
    marked = {str(mark.date): talks.body[mark.start : mark.end] for mark in talks.event_marks}
    assert (marked["1993-06-27"], marked["1993-06-04"]) == ("Sunday", "June 4")
    assert found["wire/undated.txt"].events == ()


STORY = "TORVAL, Belmark - The vote was put off on Thursday, said the mayor, who had asked for a new count of boats.\n"
SITE = "news.example/sitemap/free/1996/8"
LISTED = {
    f"{SITE}/article/bridge-vote/900001.txt": f"Bridge Vote Put Off Again\n\n{STORY}",
    f"{SITE}/article/bakers/900002.txt": f"Bakers Meet in Gori\n\n{STORY.replace('boats', 'loaves')}",
    f"{SITE}/30.txt": "Bridge Vote Put Off Again\n\nThe vote was put off.\n\nMost Read\n\nMoscow Directory\n",
}


@pytest.mark.parametrize("order", list(itertools.permutations(LISTED)))
def test_the_index_of_a_day_dates_the_article_it_lists_whichever_comes_first(concluded, order):
    found = concluded(LISTED, order=order)
    dates = {path.rpartition("/")[2]: dispatch.date for path, dispatch in found.items()}
    assert {name: str(date.date) for name, date in dates.items()} == {
        "900001.txt": "1996-08-30",
        "900002.txt": "1996-08",
        "30.txt": "1996-08-30",
    }
    assert dates["900001.txt"].reason.startswith("day from the day's index '/1996/8/30.txt'")


def test_an_index_that_goes_leaves_the_article_its_month(make_archive, tmp_path):
    archive = make_archive(LISTED)
    assert dict(Counter(str(dispatch.date.date) for dispatch in archive.dispatches())) == {
        "1996-08-30": 2,
        "1996-08": 1,
    }
    (tmp_path / "raw" / SITE / "30.txt").unlink()
    make_archive({}, prune=True)
    assert [str(dispatch.date.date) for dispatch in archive.dispatches()] == ["1996-08", "1996-08"]


def test_six_digits_are_a_date_where_most_files_of_a_source_are_so_named(concluded):
    days = ("920306", "920307", "920411", "921224")
    wire = {f"wire/{day}.txt": f"Story {day}\n\n{STORY.replace('boats', GOODS[at])}" for at, day in enumerate(days)}
    found = concluded({**wire, "paper/article/920306.txt": f"Bridge Vote Put Off\n\n{STORY}"})
    dates = {path: str(dispatch.date.date) for path, dispatch in found.items()}
    assert dates == {
        "wire/920306.txt": "1992-03-06",
        "wire/920307.txt": "1992-03-07",
        "wire/920411.txt": "1992-04-11",
        "wire/921224.txt": "1992-12-24",
        "paper/article/920306.txt": "None",
    }
