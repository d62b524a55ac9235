"""News agencies have one heading each, however a credit prints them."""

import pytest

from dispatchsearch.agencies import AGENCIES, FORMS, heading, headings
from dispatchsearch.search.page import SearchOptions


@pytest.mark.parametrize(
    ("printed", "called"),
    [
        ("Reuter", ("Reuters",)),
        ("REUTERS", ("Reuters",)),
        ("the Reuter news agency", ("Reuters",)),
        ("The Associated Press", ("AP",)),
        ("AFP/Reuter", ("AFP", "Reuters")),
        ("AP, Reuter and AFP", ("AP", "Reuters", "AFP")),
        ("Reuter/Reuters", ("Reuters",)),
        ("RFE/RL", ("RFE/RL",)),
        ("Itar-Tass", ("TASS",)),
        ("Northwire", ("Northwire",)),
        ("Northwire/AP", ("Northwire/AP",)),
    ],
)
def test_a_credit_is_called_by_the_heading_of_each_agency(printed, called):
    assert headings(printed) == called


def test_no_printed_form_is_two_agencies_and_a_heading_is_called_itself():
    forms = [form for name, others in AGENCIES.items() for form in {name.lower(), *others}]
    assert len(forms) == len(set(forms)) == len(FORMS)
    assert {heading(name) for name in AGENCIES} == set(AGENCIES)
    assert all(headings("/".join(headings(form))) == headings(form) for form in forms)


def test_an_agency_is_one_line_of_the_facet_and_found_by_any_form(make_archive):
    text = "A Ferry Sails\n\nRIGA, Latvia ({}) - A ferry sailed from Riga with {} cars on Monday, the port said.\n"
    printed = {"a.txt": "Reuter", "b.txt": "Reuters", "c.txt": "AFP", "d.txt": "Associated Press"}
    archive = make_archive({path: text.format(credit, 20 + at) for at, (path, credit) in enumerate(printed.items())})
    page = archive.search("ferry", SearchOptions(all_versions=True))
    assert {one.value: one.count for one in page.facets["agency"]} == {"Reuters": 2, "AFP": 1, "AP": 1}

    def found(query):
        hits = archive.search(query, SearchOptions(all_versions=True)).hits
        return {(hit.dispatch.agency, hit.dispatch.credit) for hit in hits}

    assert found("agency:Reuter") == found("agency:reuters") == {("Reuters", "Reuter"), ("Reuters", "Reuters")}
    assert found('agency:"The Associated Press"') == {("AP", "Associated Press")}
