import pytest

from dispatchsearch.corpus.sources import claimed, conclude_place, conclude_source, one_name
from dispatchsearch.corrections import SourceRule
from dispatchsearch.dispatch import Block, Evidence, Locator


def evidence(**more):
    return Evidence("a", "a", 1, "A Title", (Block("Text."),), **more)


COURIER, ONLINE = "The Quay Courier", "Quay Courier Online"
FREE, PAID = "http://old.example/free/1.html", "http://old.example/paid/1.html"
NORTHWIRE = {"masthead": "Northwire", "agency": "Northwire"}
RULE = SourceRule("old.example/free/*", "The Old Times")


@pytest.mark.parametrize(("page", "locator", "rules", "source", "reason"), [
    ({"masthead": "The Daily"}, Locator("/raw", "x/a.html", url=FREE), (RULE,), "The Old Times", "set by you"),
    ({"masthead": "The Daily"}, Locator("/raw", "x/a.html", url=PAID), (RULE,), "The Daily", "names its outlet"),
    ({}, Locator("/raw", "x/a.html", url="http://www.old.example/1.html"), (), "old.example", "the host of"),
    ({"url": "https://said.example/1"}, Locator("/raw", "x/a.html"), (), "said.example", "the host of"),
    ({"url": "http://[broken"}, Locator("/raw", "x/y/a.html"), (), "x", "the folder x/"),
    ({}, Locator("/home/ann/raw", "a.html"), (), "raw", "indexed folder"),
    ({}, Locator("/raw", "lists/quay-watch.mbox"), (), "quay-watch", "the mailbox quay-watch.mbox"),
    ({}, Locator("/raw", "lists/1994.mbox"), (), "lists", "the folder lists/"),
    ({}, Locator("/raw", "lists/quay-watch.mbox/tide.pdf"), (), "quay-watch", "the mailbox quay-watch.mbox"),
    ({}, Locator("/home/ann/raw", "letter.eml/tide.pdf"), (), "raw", "indexed folder"),
    (NORTHWIRE, Locator("/raw", "a/b.txt"), (), "a", "never the source"),
    (NORTHWIRE, Locator("/raw", "Northwire/b.txt"), (), "Northwire", "names its outlet"),
    ({}, Locator("/raw", "mt/1993/a.html"), (SourceRule("mt", "The Moscow Paper"),), "The Moscow Paper", "set by you"),
])  # fmt: skip
def test_the_source_is_the_most_telling_of_rule_masthead_host_and_folder(page, locator, rules, source, reason):
    name, why = conclude_source(evidence(**page), [locator], rules)
    assert name == source
    assert reason in why


@pytest.mark.parametrize(("hosts", "same"), [
    (("www.old.example", "m.old.example", "old.example", "www2.old.example", "mobile.old.example"), True),
    (("old.example", "new.example"), False),
    (("news.old.example", "old.example"), False),
    (("m.example", "www.m.example"), True),
])  # fmt: skip
def test_faces_of_one_host_are_one_place(hosts, same):
    places = {claimed(evidence(), [Locator("/raw", "a.html", url=f"http://{host}/1")]).place for host in hosts}
    assert (len(places) == 1) == same


@pytest.mark.parametrize(("first", "second", "same"), [
    (COURIER, ONLINE, True),
    (COURIER, "quaycourier.example", True),
    ("QUAY COURIER", "The Quay Courier (web edition)", True),
    (COURIER, "The Quay Herald", False),
    ("The Online", "Online", True),
    ("quay-watch.lists.example", "Quay Watch", True),
])  # fmt: skip
def test_variants_of_a_name_have_one_core(first, second, same):
    assert (one_name(first) == one_name(second)) == same


@pytest.mark.parametrize(("place", "claims", "found"), [
    ("host quay.example", {COURIER: 3, ONLINE: 2}, {ONLINE: COURIER}),
    ("host quay.example", {"quaycourier.example": 9, COURIER: 2}, {"quaycourier.example": COURIER}),
    ("host quay.example", {COURIER: 2, "": 7}, {"": COURIER}),
    ("host quay.example", {COURIER: 1, "": 7}, {}),
    ("host quay.example", {COURIER: 5, "Other": 5, "": 7}, {}),
    ("host quay.example", {COURIER: 3, ONLINE: 2, "": 7}, {ONLINE: COURIER, "": COURIER}),
    ("folder clippings", {COURIER: 3, "": 7}, {}),
    ("folder clippings", {COURIER: 7, "": 3}, {"": COURIER}),
    ("folder clippings", {COURIER: 7, "Other": 1, "": 3}, {}),
    ("", {COURIER: 7, "Quay Courier": 3, "": 3}, {}),
])  # fmt: skip
def test_the_pages_of_a_place_name_the_outlet_together(place, claims, found):
    concluded = conclude_place(place, claims)
    assert {name: source for name, (source, _) in concluded.items()} == found
    assert all(place.split(" ")[1] in reason for _, reason in concluded.values())
