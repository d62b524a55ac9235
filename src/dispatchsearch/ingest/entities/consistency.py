"""One dispatch, one meaning: what is a person or a place in most of a dispatch is so wherever it stands."""

from bisect import bisect_left
from collections.abc import Sequence

from dispatchsearch.ingest.entities.features import TITLES
from dispatchsearch.ingest.entities.tagger import OPENERS, Span, Tagged

SHORTEST = 3  # letters of a name that is looked for in the rest of the text
Name = tuple[str, ...]
Votes = dict[Name, dict[str, int]]
"""How much speaks for each label of a name; plain dictionaries, for a dispatch has many names."""


def settle(tagged: Tagged, spans: Sequence[Span], sure: Sequence[Span] = ()) -> list[Span]:
    """Return the spans with one label for one name, and the names the tagger overlooked elsewhere.

    Spans that are `sure`, such as a dateline's, decide what their name is.
    A full name speaks for its surname ("Suret Huseinov" makes "Huseinov" a person), also where the tagger overlooked
    it; a name of an organisation stays one unless most of the text says otherwise; a word that is part of a longer
    capitalised name is left alone.
    """
    votes: Votes = {}
    surnames: set[Name] = set()
    spoken_for: set[Name] = set()
    names = [name_of(tagged, span) for span in spans]
    for span, name in zip(spans, names, strict=True):
        vote(votes, name, span.label, 1)
        if span.label == "PER" and len(name) > 1:
            surnames.add(name[-1:])
            spoken_for |= {name, name[-1:]}
            vote(votes, name[-1:], "PER", 2)
    for span in sure:
        vote(votes, name_of(tagged, span), span.label, len(spans))
    labels = {name: max(counts, key=counts.__getitem__) for name, counts in votes.items()}
    settled = [relabelled(span, name, votes, labels, surnames) for span, name in zip(spans, names, strict=True)]
    certain = {name_of(tagged, span) for span in sure}
    wanted = {
        name: label for name, label in labels.items() if name in certain or (label == "PER" and name in spoken_for)
    }
    return sorted(settled + overlooked(tagged, settled, wanted))


def vote(votes: Votes, name: Name, label: str, count: int) -> None:
    """Let so many spans speak for a label of a name."""
    counts = votes.setdefault(name, {})
    counts[label] = counts.get(label, 0) + count


def name_of(tagged: Tagged, span: Span) -> Name:
    """Return the words of a name, those in capitals written small."""
    return tuple(map(cased, tagged.words[span.first : span.last + 1]))


def cased(word: str) -> str:
    """Write MARDAKERT as Mardakert, leave USA alone."""
    return word.title() if len(word) > 4 and word.isupper() else word


def relabelled(span: Span, name: Name, votes: Votes, labels: dict[Name, str], surnames: set[Name]) -> Span:
    """Give a span the label its name has in most places."""
    label, counts = labels[name], votes[name]
    if label == span.label or counts[label] <= counts[span.label]:
        return span
    if span.label == "ORG" and counts[label] < 2 * counts["ORG"] and not (label == "PER" and name in surnames):
        return span
    return Span(span.start, span.end, label, span.first, span.last)


def overlooked(tagged: Tagged, spans: Sequence[Span], wanted: dict[Name, str]) -> list[Span]:
    """Find the names among the words no span covers."""
    beginning: dict[str, list[Name]] = {}
    for name in sorted(wanted, key=lambda name: (-len(name), name)):
        for word in {name[0], name[0].upper()}:
            beginning.setdefault(word, []).append(name)
    taken = sorted((span.first, span.last) for span in spans)
    found: list[Span] = []
    free_from = 0
    begun = [(number, word) for number, word in enumerate(tagged.words) if word in beginning]
    for number, word in begun:
        if number < free_from or len(word) < SHORTEST or covered(taken, number):
            continue
        for name in beginning[word]:
            last = number + len(name) - 1
            same = tuple(map(cased, tagged.words[number : last + 1])) == name
            if same and not covered(taken, last) and stands_alone(tagged, number, last):
                found.append(Span(tagged.tokens[number][0], tagged.tokens[last][1], wanted[name], number, last))
                free_from = last + 1
                break
    return found


def echoed(tagged: Tagged, spans: Sequence[Span], words: int) -> list[Span]:
    """Find what the spans name among the first `words` of a text, where every word is written large."""
    if not words:
        return []
    wanted: dict[Name, str] = {}
    for span in spans:
        name = name_of(tagged, span)
        wanted.setdefault(name, span.label)
        if span.label == "PER":
            wanted.setdefault(name[-1:], span.label)
    wanted |= {tuple(map(str.upper, name)): label for name, label in wanted.items()}
    found: list[Span] = []
    number = 0
    longest = max(map(len, wanted), default=0)
    while number < words:
        for last in range(min(number + longest, words) - 1, number - 1, -1):
            label = wanted.get(tuple(map(cased, tagged.words[number : last + 1])))
            if label:
                found.append(Span(tagged.tokens[number][0], tagged.tokens[last][1], label, number, last))
                number = last
                break
        number += 1
    return found


def covered(taken: Sequence[tuple[int, int]], number: int) -> bool:
    """Tell whether a word lies in one of the sorted ranges."""
    at = bisect_left(taken, (number + 1,)) - 1
    return at >= 0 and taken[at][1] >= number


def stands_alone(tagged: Tagged, first: int, last: int) -> bool:
    """Tell whether words are not part of a longer capitalised name; a title before them is none."""
    words = tagged.words
    before = words[first - 1] if first and first not in tagged.starts else ""
    opens = first - 1 in tagged.starts and before in OPENERS
    if before[:1].isupper() and not opens and before.lower().rstrip(".") not in TITLES:
        return False
    return last + 1 == len(words) or last + 1 in tagged.starts or not words[last + 1][:1].isupper()
