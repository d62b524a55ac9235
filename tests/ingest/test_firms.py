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
