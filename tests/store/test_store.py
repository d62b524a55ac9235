import pytest

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Block, DateConclusion, DateEvidence, Evidence, Heading, Locator, Mention
from dispatchsearch.errors import UnknownDispatch
from dispatchsearch.store import Conclusion, Form, ReadFile, ReadRecord, Stamp, Store
from dispatchsearch.store.assembly import visible
from dispatchsearch.store.sources import MOST_OUTLINES, PAGE_NUMBERS, Outline, page_of
from dispatchsearch.store.stories import compared

JUNE = PartialDate(1993, 6)
OUTLINE = Outline(5, 7, (1, 2))


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path, create=True)
    yield store
    store.close()


def story(id_="aaa", document=None, text="Troops left Baku.", **more):
    return Evidence(id_, document or id_, more.pop("part", 1), "A Title", (Block(text),), **more)


def file_of(path, *stories, digest="1", url=None):
    document = stories[0].document
    return ReadFile(path, Stamp(1, 2, 3, digest), (ReadRecord(0, document, Locator("/raw", path, 0, url), stories),))


def put(store, *files):
    root = store.inputs.root("/raw")
    return [store.inputs.put(root, file, 1) for file in files]


def conclude(store):
    source = store.sources.number("The Paper")
    for number, evidence, _ in store.stories.numbered(store.stories.waiting_after(0, 100)):
        store.stories.set_sources({number: source})
        store.sources.count(source, [page_of(evidence.dates, OUTLINE)], 1)
        put_conclusion(store, number, evidence.id, Conclusion(DateConclusion(JUNE, "high", "said"), "because"))


def put_conclusion(store, number, id_, conclusion):
    before = store.stories.concluded([number]).get(number)
    return store.stories.put_conclusions([compared(number, id_, conclusion, before)])


def test_a_story_is_a_dispatch_once_it_is_concluded(store):
    put(store, file_of("a.txt", story()))
    assert store.dispatches(["aaa"]) == {}
    conclude(store)
    dispatch = store.dispatches(["aaa"])["aaa"]
    assert (dispatch.title, dispatch.body, dispatch.source) == ("A Title", "Troops left Baku.", "The Paper")
    assert dispatch.date.date == JUNE
    assert [locator.path for locator in dispatch.locators] == ["a.txt"]


def test_the_same_bytes_at_two_places_are_one_document_with_two_locators(store):
    fresh = put(store, file_of("a.txt", story()), file_of("b/c.txt", story()))
    assert fresh == [{"aaa"}, set()]
    conclude(store)
    assert [locator.path for locator in store.dispatches(["aaa"])["aaa"].locators] == ["a.txt", "b/c.txt"]


def test_a_document_goes_when_its_last_place_goes(store):
    put(store, file_of("a.txt", story()), file_of("b.txt", story()))
    conclude(store)
    root = store.inputs.root("/raw")
    store.inputs.drop(root, ["a.txt"])
    assert store.stories.count() == 1
    assert store.stories.waiting() == 1, "one place fewer may change its date"
    store.inputs.drop(root, ["b.txt"])
    assert store.stories.count() == 0
    assert ("aaa", "delete") in store.to_index(10)
    with pytest.raises(UnknownDispatch):
        store.evidence("aaa")


def test_a_page_that_goes_is_taken_off_its_sources_counts(store):
    shown = DateEvidence("updated", (JUNE,), "label", "Last Updated", "June 1993")
    put(store, file_of("a.txt", story(dates=(shown,))), file_of("b.txt", story("bbb", dates=(shown,))))
    conclude(store)
    source = store.sources.number("The Paper")
    assert store.sources.date_tallies(source) == [(shown, 2)]
    store.inputs.drop(store.inputs.root("/raw"), ["b.txt"])
    for number, evidence in store.sources.departed():
        store.sources.count(number, [page_of(evidence.dates, OUTLINE)], -1)
    assert store.sources.date_tallies(source) == []
    assert store.sources.pages(source) == 1
    assert store.sources.outlines(source) == [OUTLINE.units]
    assert store.sources.headlines(source) == {7}


def test_an_id_that_went_leads_to_its_successor(store):
    put(store, file_of("a.txt", story("doc", "doc")))
    conclude(store)
    put(store, file_of("a.txt", story("doc-1", "doc"), story("doc-2", "doc", part=2), digest="2"))
    assert store.stories.successor("doc") == "doc-1"
    assert store.stories.successor("doc-2") == "doc-2"


def test_an_unambiguous_order_of_one_page_alone_is_kept_as_an_example(store):
    dates = [
        DateEvidence("published", (PartialDate(1993, 6, day),), "byline", "", f"6/{day}/1993", "mdy", "/")
        for day in (27, 28, 29)
    ]
    for number, date in enumerate(dates):
        put(store, file_of(f"{number}.txt", story(f"s{number}", dates=(date,))))
    conclude(store)
    ((example, pages),) = store.sources.date_tallies(store.sources.number("The Paper"))
    assert (example.order, example.separator, pages) == ("mdy", "/", 3)


def form(surface, key=None, kind="person"):
    return Form(kind, key or surface, surface, surface.lower(), "aliyev")


def test_names_are_found_by_any_form_and_marked_in_the_text(store):
    mention = Mention("place", "Baku", 0, 12, 16, "geo:1")
    put(store, file_of("a.txt", story(mentions=(mention,))))
    conclude(store)
    baku = Form("place", "geo:1", "Baku", "baku", "geo:1")
    store.names.put_mentions({1: [baku]})
    store.names.put_heading(Heading("geo:1", "place", "Baku", ()), [baku])
    dispatch = store.dispatches(["aaa"])["aaa"]
    assert [place.heading for place in dispatch.places] == ["Baku"]
    assert [dispatch.body[mark.start : mark.end] for mark in dispatch.marks] == ["Baku"]
    assert [heading.id for heading in store.headings_named("place", "BAKU")] == ["geo:1"]
    assert store.headings(["geo:1"])["geo:1"].variants == (("Baku", 1),)


def test_a_heading_stays_as_first_chosen(store):
    forms = [form("Heydar Aliyev"), form("Geidar Aliyev")]
    put(store, file_of("a.txt", story()))
    store.names.put_mentions({1: forms})
    store.names.put_heading(Heading("p1", "person", "Heydar Aliyev", ()), forms)
    store.names.put_heading(Heading("p1", "person", "Geidar Aliyev", (), reason="new"), forms)
    heading = store.headings(["p1"])["p1"]
    assert (heading.heading, heading.reason) == ("Heydar Aliyev", "new")


def test_stories_whose_names_join_another_record_are_revised(store):
    put(store, file_of("a.txt", story()))
    conclude(store)
    store.indexed(store.to_index(10), 1)
    store.names.put_mentions({1: [form("Heydar Aliyev")]})
    store.names.put_heading(Heading("p1", "person", "Heydar Aliyev", ()), [form("Heydar Aliyev")])
    assert store.to_index(10) == [("aaa", "revise")]


def test_hidden_blocks_are_left_out_and_marks_move_with_the_text(store):
    blocks = (Block("Subscribe."), Block("PAPER Troops left Baku."), Block("Menu", "furniture"))
    mention = Mention("place", "Baku", 1, 18, 22, "geo:1")
    baku = Form("place", "geo:1", "Baku", "baku", "geo:1")
    put(store, file_of("a.txt", Evidence("aaa", "aaa", 1, "", blocks, mentions=(mention,))))
    ((number, evidence, _),) = store.stories.numbered([1])
    store.stories.set_sources({number: store.sources.number("The Paper")})
    undated = DateConclusion(None, "low", "nothing says")
    put_conclusion(store, number, evidence.id, Conclusion(undated, "", hidden=((0, -1), (1, 6))))
    store.names.put_mentions({number: [baku]})
    store.names.put_heading(Heading("geo:1", "place", "Baku", ()), [baku])
    dispatch = store.dispatches(["aaa"])["aaa"]
    assert dispatch.body == "Troops left Baku."
    assert dispatch.title == "Troops left Baku."
    assert dispatch.set_aside == ("Subscribe.", "PAPER ", "Menu")
    assert [dispatch.body[mark.start : mark.end] for mark in dispatch.marks] == ["Baku"]


def test_rejected_files_and_records_are_listed_with_reasons(store):
    root = store.inputs.root("/raw")
    store.inputs.put(root, ReadFile("b.bin", Stamp(1, 1, 1), reason="no text"), 1)
    bad = ReadRecord(1, None, Locator("/raw", "a.mbox", 1), reason="broken mail")
    good = ReadRecord(0, "aaa", Locator("/raw", "a.mbox", 0), (story(),))
    store.inputs.put(root, ReadFile("a.mbox", Stamp(1, 1, 1), (good, bad)), 1)
    listed = [(found.path, found.record, found.reason) for found in store.inputs.rejections()]
    assert listed == [("a.mbox", 1, "broken mail"), ("b.bin", None, "no text")]


def test_a_sound_store_has_no_faults(store):
    put(store, file_of("a.txt", story()))
    assert list(store.faults()) == []
    store.database.connection.execute("PRAGMA foreign_keys = OFF")
    store.database.connection.executescript("DELETE FROM stories; DELETE FROM evidence; DELETE FROM to_compare")
    assert list(store.faults()) == ["1 records have no dispatch"]


def test_a_large_source_keeps_the_same_outlines_in_whatever_order_its_pages_come(tmp_path):
    pages = [
        Outline(number * PAGE_NUMBERS // (2 * MOST_OUTLINES), number, (number,))
        for number in range(MOST_OUTLINES + 400)
    ]
    kept = []
    for name, order in (("a", pages), ("b", pages[::-1])):
        store = Store(tmp_path / name, create=True)
        source = store.sources.number("The Paper")
        with store.database.transaction():
            for outline in order:
                store.sources.count(source, [page_of((), outline)], 1)
            store.sources.thin_out(source)
        kept.append(store.sources.outlines(source))
        assert store.sources.pages(source) == len(pages)
        store.close()
    assert sorted(kept[0]) == sorted(kept[1])
    assert 1000 < len(kept[0]) <= MOST_OUTLINES


def test_a_page_that_was_not_kept_can_go(store):
    source = store.sources.number("The Paper")
    store.sources.count(source, [page_of((), OUTLINE)], 1)
    with store.database.transaction() as connection:
        connection.execute("UPDATE sources SET halved = 61")
        connection.execute("DELETE FROM outlines")
    store.sources.count(source, [page_of((), OUTLINE)], -1)
    assert (store.sources.pages(source), store.sources.outlines(source), store.sources.headlines(source)) == (
        0,
        [],
        set(),
    )


def test_beginning_and_end_of_a_block_are_hidden_and_set_aside(store):
    text = "OUR DESK Troops left Baku. Send us stamps."
    baku, stamps = Mention("place", "Baku", 0, 21, 25, "geo:1"), Mention("place", "stamps", 0, 35, 41, "geo:1")
    put(store, file_of("a.txt", story(text=text, mentions=(stamps, baku))))
    source = store.sources.number("The Paper")
    store.stories.set_sources({1: source})
    put_conclusion(store, 1, "aaa", Conclusion(DateConclusion(JUNE, "high", ""), "", hidden=((0, 9), (0, -16))))
    form_ = Form("place", "geo:1", "Baku", "baku", "geo:1")
    store.names.put_mentions({1: [form_]})
    store.names.put_heading(Heading("geo:1", "place", "Baku", ()), [form_])
    dispatch = store.dispatches(["aaa"])["aaa"]
    assert dispatch.body == "Troops left Baku."
    assert dispatch.set_aside == ("OUR DESK ", " Send us stamps.")
    assert [dispatch.body[mark.start : mark.end] for mark in dispatch.marks] == ["Baku"]


@pytest.mark.parametrize("hidden, body, aside", [
    ((), "One two.\n\nThree.", ()),
    (((0, -1),), "Three.", ("One two.",)),
    (((0, 4),), "two.\n\nThree.", ("One ",)),
    (((0, -5),), "One\n\nThree.", (" two.",)),
    (((0, 4), (0, -1)), "Three.", ("One two.",)),
    (((0, 2), (0, -2)), "e tw\n\nThree.", ("On", "o.")),
    (((0, 6), (0, -6)), "Three.", ("One two.",)),
])  # fmt: skip
def test_what_is_not_hidden_is_visible(hidden, body, aside):
    shown, starts, hidden_texts = visible((Block("One two."), Block("Three.")), hidden)
    assert (shown, hidden_texts) == (body, aside)
    assert shown[starts[1] :] == "Three."
