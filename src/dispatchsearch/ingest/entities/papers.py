"""Newspapers and magazines that are called like people: by what stands beside a name, and by its words."""

from collections.abc import Sequence

from dispatchsearch.gazetteer import Gazetteer
from dispatchsearch.ingest.entities.beside import written
from dispatchsearch.ingest.entities.consistency import name_of
from dispatchsearch.ingest.entities.features import GIVEN_NAMES, SURNAMES
from dispatchsearch.ingest.entities.people import is_called, without_title
from dispatchsearch.ingest.entities.tagger import Span, Tagged
from dispatchsearch.names import fold

OUTLETS = frozenset("newspaper newspapers daily weekly paper magazine journal agency newsletter tabloid".split())
SURE_OUTLETS = frozenset("newspaper newspapers daily dailies weekly weeklies magazine newsletter tabloid".split())
AS_PRINTED = frozenset(
    form for word in OUTLETS | SURE_OUTLETS for form in (word, word.capitalize(), word.title(), word.upper())
)
FAR = 4  # words behind a comma in which it is said what the name before it is: ", an independent Azeri daily"
OWNED = frozenset("of for at with in on".split())
"""What stands between a person and the newspaper: ", the editor of a weekly"."""
STAFF = frozenset("editor editors editor-in-chief correspondent correspondents columnist columnists".split())
PRINTED = frozenset("editorial editorials article articles commentary column".split())
QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“"}
LAST = frozenset(
    """times post herald telegraph tribune gazette news newsline newswire press star journal zeitung spiegel monde
    figaro corriere repubblica excelsior shimbun zaman sabah sozu sesi milliyet hurriyet""".split()
)
"""What the titles of newspapers end in, and surnames seldom."""
ANYWHERE = frozenset(
    """gazeta gazety gazete gazetasi gazetesi gazeti qezeti qazeti qezet pravda izvestia izvestiya vedomosti novosti
    vesti vestnik golos rech slovo kuryer kurier zerkalo ekho vremya nedelya segodnya obozreniye zvezda znamya iskra
    zarya utro trud rabochy rabochiy komsomolets glasnost argumenty fakty sobesednik kommersant ogonyok
    khalq xalq halq azadlyg azadliq azadlyq azatlyk azattyk azatutyun hurriyyet cumhuriyet gunaydin
    haykakan hayastani zhamanak zhamanaki yerkir aravot iravunk lragir akhali taoba sakartvelos gazetis rezonansi
    ettelaat jomhuri hamshahri resalat ruznameh asharq akhbar""".split()
)
"""Words for paper, truth, word, voice, time, people or freedom of which newspapers' names are made."""
WITH_ARTICLE = frozenset(
    """akhbar ahram alam anba awsat ayyam bilad dustur dustour hayat ittihad jadid jadida jumhuriya jumhuriyah gomhuria
    khabar khaleej khalij liwa mustaqbal nahar nida qabas rai ray safir sharq shaab siyasa siyassa thawra thawrah wafd
    wahda watan yaum yawm yom youm""".split()
)
"""And those that an Arabic article makes a newspaper's: al-Awsat."""
ARTICLES = frozenset("al el as ash an ad ar at az ul".split())
ADJECTIVES = ("skaya", "naya", "maya", "ovaya", "evaya", "yaya")
"""How what is female in Russian ends, as newspapers are: Nezavisimaya."""
NICKNAMED = frozenset("the as dubbed nicknamed called named alias".split())


def without_papers(tagged: Tagged, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Leave out newspapers: where the words say so, and the same name wherever else it stands in the dispatch.

    So is its last word ("Rech"), unless the dispatch names a person by it in full.
    """
    is_told = not AS_PRINTED.isdisjoint(tagged.words)
    here = {span for span in spans if is_paper(tagged, span, gazetteer, is_told=is_told)}
    if not here:
        return list(spans)
    names = {name_of(tagged, span) for span in here if not is_called(tagged.words[span.first : span.last + 1])}
    people = {
        name_of(tagged, span)[-1:]
        for span in spans
        if span.label == "PER" and span.first < span.last and name_of(tagged, span) not in names
    }
    everywhere = {name for one in names for name in (one, one[-1:])} - people
    return [
        span
        for span in spans
        if (span not in here or (name_of(tagged, span) in people and not is_outlet(tagged, span)))
        and not (name_of(tagged, span) in everywhere and (span.label == "PER" or is_unknown(tagged, span, gazetteer)))
    ]


def is_unknown(tagged: Tagged, span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether the gazetteer has no place of a name."""
    return not gazetteer.standing(written(tagged, span))


def is_paper(tagged: Tagged, span: Span, gazetteer: Gazetteer, *, is_told: bool = True) -> bool:
    """Tell whether a name is a newspaper's by its words or those right beside it.

    `is_told` says whether the dispatch speaks of newspapers at all.
    """
    words = tagged.words[span.first : span.last + 1]
    if span.label == "LOC":
        by_words = len(words) > 1 and (is_made_of(words) or (is_told and is_told_before(tagged, span)))
        return by_words and is_unknown(tagged, span, gazetteer)
    if (is_told and is_outlet(tagged, span)) or is_printed(tagged, span, words):
        return True
    return is_titled(words) and not without_title([*tagged.words[max(0, span.first - 1) : span.first], *words[:1]])


def is_outlet(tagged: Tagged, span: Span) -> bool:
    """Tell whether a name is said to be a newspaper's or an agency's: "the daily X", "X newspaper", "X, a weekly"."""
    words = [word.lower() for word in tagged.words[span.last + 1 : span.last + 3 + FAR]]
    if OUTLETS.intersection(words[:1]) or is_told_before(tagged, span):
        return True
    if words[:1] != [","] or words[1:2] not in (["a"], ["an"], ["the"]):
        return False
    told = next((at for at, word in enumerate(words[2:]) if not word.isalpha()), FAR)
    said = words[2 : 2 + told]
    return not OUTLETS.isdisjoint(said[-1:]) and OWNED.isdisjoint(said)


def is_told_before(tagged: Tagged, span: Span) -> bool:
    """Tell whether the words before a name say that it is a newspaper's: "the daily X", "the Moscow newspaper X"."""
    before = [word.lower() for word in tagged.words[max(0, span.first - 2) : span.first]]
    if before[:1] in (["the"], ["a"]) and OUTLETS.intersection(before):
        return True
    return not SURE_OUTLETS.isdisjoint(before[-1:])


def is_printed(tagged: Tagged, span: Span, words: Sequence[str]) -> bool:
    """Tell whether several words that do not begin as a person's name are used as a newspaper's.

    It stands in quotation marks, or what stands in it is an editorial, or somebody is its correspondent.
    """
    if span.first == span.last or is_called(words):
        return False
    before = tagged.words[max(0, span.first - 2) : span.first]
    behind = tagged.words[span.last + 1 : span.last + 2]
    if behind and before and QUOTES.get(before[-1]) == behind[0]:
        return before[0] not in NICKNAMED
    first, second = [word.lower() for word in before] if len(before) == 2 else ("", "")
    return (first in STAFF and second in ("of", "for")) or (first in PRINTED and second == "in")


def is_titled(words: Sequence[str]) -> bool:
    """Tell whether words are the title of a newspaper and nobody's name."""
    if is_made_of(words) or is_russian(words):
        return True
    last = fold(words[-1])
    return last in LAST and last not in SURNAMES and not is_called(words)


def is_made_of(words: Sequence[str]) -> bool:
    """Tell whether a name begins or ends with a word of newspapers' names: Novaya Rech, Azadlyg al-Jadid."""
    parts = [part for word in words for part in fold(word).split()]
    if len(parts) > 1 and parts[-2] in ARTICLES and parts[-1] in WITH_ARTICLE:
        return len(parts) == 2 or not is_called(words)
    if ANYWHERE.isdisjoint((parts[0], parts[-1])) or is_called(words) or not GIVEN_NAMES.isdisjoint(parts):
        return False
    return len(parts) > 1 or parts[0] not in SURNAMES


def is_russian(words: Sequence[str]) -> bool:
    """Tell whether several words begin with an adjective as a newspaper's name in Russian does: Vechernyaya Torvala."""
    first = words[0].lower()
    return len(words) > 1 and first.endswith(ADJECTIVES) and GIVEN_NAMES.isdisjoint(map(fold, words))
