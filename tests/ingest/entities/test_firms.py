import pytest

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.entities import find_mentions


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("Sonora Gold Corp sold its mine. It said Sonora shares fell.", False),
        ("Sonora Gold Corp sold its mine in Sonora. It said Sonora shares fell.", True),
        ("Sonora Gold Corp sold its mine. Torval lives near Hermosillo, Sonora, with a dog.", True),
        ("The mine was sold. Farmers from Sonora bought shares.", True),
        ("Princeville Development Corp sold its mill. The offer allows Princeville to buy another.", False),
        ("Kuwait Petroleum Corp sold its mill. A rocket fell on Kuwait yesterday.", True),  # countries stay
    ],
)
def test_a_firm_named_in_full_is_no_place_where_its_first_word_stands_for_it(text, is_place):
    name = next(name for name in ("Sonora", "Princeville", "Kuwait") if name in text)
    places = [one.surface for one in find_mentions("", [Block(text)], None).mentions if one.kind == "place"]
    assert (name in places) == is_place


@pytest.mark.parametrize(
    ("headline", "is_named"),
    [
        ("FIRST WISCONSIN <FWTV> TO BUY A MILL", False),
        ("1ST WISCONSIN STOCK SOLD", False),
        ("WISCONSIN FINANCIAL SERVICES SETS PAYOUT", False),
        ("WISCONSIN FARMERS SELL A MILL", True),
    ],
)
def test_a_headline_that_names_a_firm_names_no_place(headline, is_named):
    found = find_mentions(headline, [Block("MILWAUKEE, March 3 - The mill in Wisconsin was sold.")], None)
    assert any(one.block == -1 and one.kind == "place" for one in found.mentions) == is_named


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("Text of report by the news agency Aran. The ministry has books, Aran reports.", False),
        ("The ministry has books, Aran reports. Source: Aran news agency, in English.", False),
        ("The ministry sent books to Aran, the agency said.", True),
        ("The agency said that the bridge near Aran had burnt.", True),
    ],
)
def test_what_the_dispatch_calls_an_agency_is_no_place(text, is_place):
    places = [one.surface for one in find_mentions("", [Block(text)], None).mentions if one.kind == "place"]
    assert ("Aran" in places) == is_place
