from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.dates import PartialDate
from dispatchsearch.dispatch import Block, DateConclusion, DateEvidence, Dateline, EventMark, Evidence, Mention
from dispatchsearch.store.codec import (
    Conclusion,
    from_bytes,
    pack_conclusion,
    pack_evidence,
    to_bytes,
    unpack_conclusion,
    unpack_evidence,
)

texts = st.text(max_size=40)
partial_dates = st.builds(PartialDate, st.integers(1, 9999), st.one_of(st.none(), st.integers(1, 12))) | st.builds(
    PartialDate, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28)
)
some_dates = st.lists(partial_dates, max_size=3).map(tuple)
date_evidence = st.builds(
    DateEvidence, st.sampled_from(["published", "updated"]), some_dates, texts, texts, texts,
    st.sampled_from([None, "mdy"]), texts,
)  # fmt: skip
evidence = st.builds(
    Evidence,
    id=st.just("a"),
    document=st.just("a"),
    part=st.just(1),
    headline=texts,
    blocks=st.lists(st.builds(Block, texts, st.sampled_from(["body", "furniture"]), st.none() | texts), max_size=3).map(
        tuple
    ),
    dates=st.lists(date_evidence, max_size=3).map(tuple),
    mentions=st.lists(
        st.builds(Mention, st.just("place"), texts, st.just(0), st.just(0), st.just(1), texts), max_size=2
    ).map(tuple),
    dateline=st.none() | st.builds(Dateline, texts, texts, st.none() | texts),
    language=st.none() | texts,
)


@given(evidence)
def test_evidence_comes_back_as_it_was(one):
    packed = pack_evidence(one)
    assert unpack_evidence("a", "a", 1, packed) == one
    assert unpack_evidence("a", "a", 1, to_bytes([*from_bytes(packed), [1993]])) == one, "as an earlier program left it"


@given(
    st.builds(
        Conclusion,
        date=st.builds(
            DateConclusion,
            st.none() | partial_dates,
            st.just("low"),
            texts,
            st.lists(texts, max_size=2).map(tuple),
            some_dates,
            st.lists(texts, max_size=2).map(tuple),
        ),
        source_reason=texts,
        updated=st.none() | partial_dates,
        event_marks=st.lists(st.builds(EventMark, partial_dates, st.integers(0, 9), st.integers(0, 9))).map(tuple),
        hidden=st.lists(st.tuples(st.integers(0, 9), st.integers(-1, 9)), max_size=3).map(tuple),
    )
)
def test_conclusions_come_back_as_they_were(one):
    assert unpack_conclusion(pack_conclusion(one)) == one
