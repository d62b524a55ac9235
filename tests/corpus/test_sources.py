import pytest

from dispatchsearch.corpus.sources import conclude_source
from dispatchsearch.corrections import SourceRule
from dispatchsearch.dispatch import Block, Evidence, Locator


def evidence(**more):
    return Evidence("a", "a", 1, "A Title", (Block("Text."),), **more)


RULE = SourceRule("old.example/free/*", "The Old Times")


@pytest.mark.parametrize(("page", "locator", "rules", "source", "reason"), [
    ({"masthead": "The Daily"}, Locator("/raw", "x/a.html", url="http://old.example/free/1.html"), (RULE,), "The Old Times", "set by you"),
    ({"masthead": "The Daily"}, Locator("/raw", "x/a.html", url="http://old.example/paid/1.html"), (RULE,), "The Daily", "names its outlet"),
    ({}, Locator("/raw", "x/a.html", url="http://www.old.example/1.html"), (), "old.example", "the host of"),
    ({"url": "https://said.example/1"}, Locator("/raw", "x/a.html"), (), "said.example", "the host of"),
    ({"url": "http://[broken"}, Locator("/raw", "x/y/a.html"), (), "x", "the folder x/"),
    ({}, Locator("/home/ann/raw", "a.html"), (), "raw", "indexed folder"),
    ({}, Locator("/raw", "mt/1993/a.html"), (SourceRule("mt", "The Moscow Paper"),), "The Moscow Paper", "set by you"),
])  # fmt: skip
def test_the_source_is_the_most_telling_of_rule_masthead_host_and_folder(page, locator, rules, source, reason):
    name, why = conclude_source(evidence(**page), [locator], rules)
    assert name == source
    assert reason in why
