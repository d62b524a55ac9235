"""What the whole archive lets us conclude, on real stores."""

import itertools

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
