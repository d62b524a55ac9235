"""Whether two written names may be, or surely are, variants of one person's name."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from dispatchsearch.names import (
    HYPHENATED,
    PARTICLES,
    SUFFIXES,
    WORDS,
    chinese,
    fold,
    given_names,
    pinyin,
    skeleton,
    surnames,
)

MISREAD = str.maketrans("01345", "oieas")  # digits that scanners and pranksters put for letters
GENERATIONS = {name: name for name in ("jr", "sr", "ii", "iii", "iv")} | {"junior": "jr", "senior": "sr"}
NUMERAL = re.compile(r"\b[IVX]{2,}\b")
NOT_LATIN = re.compile(r"[\u0370-\u1dff]")
SERVANT = frozenset(("abd", "abdal", "abdel", "abdol", "abdul"))  # half a given name: Abdul Aziz is one name, not two
SON, ARTICLE = frozenset(("ibn", "bin", "ben")), frozenset(("al", "el"))
HARSH = re.compile(r"\bh(?!s)")
ANAGRAM = 7  # letters: from here on the same ones in another order are a slip, as in Albufaz for Abulfaz
VOWELS = re.compile(r"[aeiouyj]*[aeiouy]")
DOUBLED = re.compile(r"(.)\1+")
NEAR_VOWELS = frozenset(("ae", "ea", "ei", "ie", "ou", "uo"))
FARTHER_VOWELS = frozenset(("ao", "oa", "eo", "oe", "eE", "Ee", "iE", "Ei"))  # Gorbachev, Gorbatschow; Saeed, Sayid
SHORT_FORMS = tuple(
    frozenset(names.split())
    for names in (
        "alexander alexandr aleksandr aleksander oleksandr alyaksandr sasha alex",
        "anthony tony antony",
        "barack barry",
        "benjamin binyamin ben bibi benny",
        "charles chuck charlie",
        "christopher chris",
        "daniel dan danny",
        "dmitry dmitri dima",
        "edward eduard ed ted teddy eddie",
        "elizabeth liz betty",
        "evgeny yevgeny yevgeni evgeni eugene zhenya",
        "gregory greg grigory",
        "henry harry",
        "james jim jimmy",
        "john jack johnny juan jean",
        "joseph joe josef josip yosif iosif",
        "leonard leo len",
        "margaret maggie peggy",
        "michael mike mick mikhail misha",
        "nicholas nick nikolai nikolay nicolae",
        "patrick pat paddy",
        "paul pavel",
        "peter pete petr pyotr petro",
        "richard dick rick",
        "robert bob bobby rob",
        "ronald ron ronnie",
        "stephen steve stepan steven",
        "thomas tom tommy",
        "vladimir volodymyr volodya uladzimir",
        "volodymyr vladimir",
        "william bill billy will",
    )
)
SHORT_FORMS_OF = {
    name: frozenset().union(*(names for names in SHORT_FORMS if name in names)) for name in set().union(*SHORT_FORMS)
}


def may_be_same(one: str, other: str) -> bool:
    """Tell whether two written names may be one person's, slips of the pen included.

    Each word of the shorter name must have its counterpart in the longer, in the same order, or with the surname
    first; the longer may say two words more. For suggestions and for what a user types: records are merged only by
    the stricter `are_same`.
    """
    ours, theirs = parts(one), parts(other)
    if aligned(ours, theirs, word_may_be_same) or same_chinese(one, other):
        return True
    run, other_run = "".join(ours), "".join(theirs)
    if run == other_run or (min(len(run), len(other_run)) >= 10 and slipped(run, other_run, 1)):
        return True
    return len(ours) == len(theirs) > 1 and slipped_twice(ours, theirs)


def slipped_twice(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether all words but one are equal and that one, of six letters or more, is two slips away."""
    differing = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    return len(differing) == 1 and min(map(len, differing[0])) >= 6 and slipped(*differing[0], 2)


def slipped(one: str, other: str, most: int) -> bool:
    """Tell whether one becomes the other by at most so many letters added, dropped, changed or swapped with the next.

    The slips are counted as optimal string alignment; one slip changes at most two of the letters that only one has.
    """
    if len(set(one) ^ set(other)) > 2 * most:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # slow to import, and few searches compare names

    return OSA.distance(one, other) <= most


def sounds_chinese(one: str, other: str) -> bool:
    """Tell whether Chinese names of the same consonants agree in all vowels but one (Tse-tung, Zedong), and in h."""
    ours, theirs = (fold(form.replace("-", "")) for form in (one, other))
    if HARSH.findall(ours) != HARSH.findall(theirs):
        return False
    pairs = [mine + their for mine, their in zip(sounds(ours), sounds(theirs), strict=False) if mine != their]
    return len(pairs) < 2 and NEAR_VOWELS.issuperset(pairs)


def same_chinese(one: str, other: str) -> bool:
    """Compare Mao Tse-tung with Mao Zedong."""
    if not (HYPHENATED.search(one) or HYPHENATED.search(other) or chinese(one) or chinese(other)):
        return False
    ours, theirs = chinese(one), chinese(other)
    return (ours or list(map(pinyin, fold(one).split()))) == (theirs or list(map(pinyin, fold(other).split())))


def are_same(one: str, other: str) -> bool:
    """Tell whether two written names are one person's by all their words: other spellings, but no other names.

    At least two words must agree, the surname and the first name in full; a name may lack one patronymic or middle
    name of the other, or have its initial instead. A given name alone is nobody in particular, and where one word is
    said twice, as in the head of a table, all words must agree.
    """
    ours, theirs = parts(one), parts(other)
    if one != other and (is_given(ours) or is_given(theirs)):
        return False
    if fold(one) == fold(other):
        return is_one_when_folded(one, other)
    if chinese(one) and chinese(one) == chinese(other):
        return sounds_chinese(one, other)
    if len(ours) < 2 or len(theirs) < 2 or not of_one_generation(one, other) or is_son(one, other):
        return False
    if ours == theirs:
        return True
    if len(ours) != len(theirs) and ("-" in one + other or is_whole(ours) or is_whole(theirs)):
        return False  # a word of a double name is no middle name
    if min(map(len, (ours[0], theirs[0], ours[-1], theirs[-1]))) < 2:
        return False
    if not surname_is_same(ours[-1], theirs[-1]):
        return False
    short, long = sorted((ours[:-1], theirs[:-1]), key=len)
    names_more = sum(len(word) > 1 for word in long) - sum(len(word) > 1 for word in short)
    return names_more <= 1 and word_is_same(short[0], long[0]) and in_order(short[1:], long[1:], word_is_same)


def is_one_when_folded(one: str, other: str) -> bool:
    """Tell whether two names that fold alike are one person's: of a word alone (Mutter, Mütter) accents tell two."""
    if one == other or len(fold(one).split()) > 1:
        return True
    ours, theirs = ("".join(WORDS.findall(form.casefold())) for form in (one, other))
    return len(ours) > 1 and (ours == theirs or NOT_LATIN.search(one + other) is not None)


def is_whole(words: Sequence[str]) -> bool:
    """Tell a name that can lack no word: its first is its last, or it is of syllables, as Kim Yo Jong, not English."""
    are_syllables = all(len(word) > 1 and len(VOWELS.findall(word)) == 1 for word in words)
    return words[0] == words[-1] or (len(words) > 2 and are_syllables and words[-1] not in surnames())


def surname_is_same(one: str, other: str) -> bool:
    """Compare surnames: a common English one is spelled in one way, but for a doubled letter in a rare one."""
    known = {one, other} & surnames()
    if one == other or not known:
        return word_is_same(one, other)
    return len(known) < 2 and DOUBLED.sub(r"\1", one) == DOUBLED.sub(r"\1", other)


def of_one_generation(one: str, other: str) -> bool:
    """Tell whether two names have the same Jr., Sr. or number: where one has none it may be the father, or no king."""
    ours, theirs = (GENERATIONS.get(fold(form).rpartition(" ")[2]) for form in (one, other))  # S.R. within: initials
    return ours == theirs and NUMERAL.findall(one) == NUMERAL.findall(other)


def is_son(one: str, other: str) -> bool:
    """Tell whether one name has a father's (bin Zayed) where the other has an article (al-Saeed)."""
    sons, articles = ([not kind.isdisjoint(fold(form).split()) for form in (one, other)] for kind in (SON, ARTICLE))
    return sons in ([True, False], [False, True]) and articles == [not son for son in sons]


def is_given(words: Sequence[str]) -> bool:
    """Tell whether words are a given name alone (Joaquin, the halves of Abdul Aziz) or no name at all (von der)."""
    if PARTICLES.issuperset(words):
        return True
    if len(words) == 1:
        return words[0] in given_names() and words[0] not in surnames()
    return len(words) == 2 and words[0] in SERVANT


def aligned(one: Sequence[str], other: Sequence[str], agree: Callable[[str, str], bool]) -> bool:
    """Tell whether the words of the shorter agree with words of the longer in the same order, or surname first."""
    ours, theirs = sorted((one, other), key=lambda words: (len(words), words))
    if not ours or len(theirs) - len(ours) > 2 or (len(ours) == 1 and len(theirs) > 1):
        return False
    orders = [*ours], [*ours[-1:], *ours[:-1]], [*ours[1:], *ours[:1]]
    return any(in_order(words, theirs, agree) for words in orders)


def in_order(ours: Sequence[str], theirs: Sequence[str], agree: Callable[[str, str], bool]) -> bool:
    """Tell whether all our words agree with some of theirs, none of theirs twice, the order kept."""
    at = 0
    for word in ours:
        while at < len(theirs) and not agree(word, theirs[at]):
            at += 1
        if at == len(theirs):
            return False
        at += 1
    return True


@lru_cache(maxsize=65_536)
def parts(form: str) -> tuple[str, ...]:
    """List the words of a name that tell it from others; "JC" beside small letters is two initials."""
    surname, comma, given = form.partition(",")
    if comma and fold(given) not in SUFFIXES:
        form = f"{given} {surname}"
    if not form.isupper():
        form = re.sub(r"\b([A-Z])([A-Z])\b", r"\1 \2", form)
    words = [word.translate(MISREAD) if not word.isdigit() else word for word in fold(form).split()]
    kept = tuple(word for word in words if word not in SUFFIXES and word not in PARTICLES)
    return kept if len(kept) > 1 else tuple(word for word in words if word not in SUFFIXES)


@lru_cache(maxsize=65_536)
def word_may_be_same(one: str, other: str) -> bool:
    """Compare one word with one word: as `word_is_same`, or a short form, or one slip in four letters or more."""
    if word_is_same(one, other) or other in SHORT_FORMS_OF.get(one, ()):
        return True
    shortest, longest = sorted((len(one), len(other)))
    if shortest < 4:
        return False
    alike = (
        slipped(one, other, 2 if shortest >= 10 else 1)
        or (shortest >= 6 and are_anagrams(one, other))
        or (shortest > 4 and skeleton(one) == skeleton(other) and slipped(one, other, longest // 2))
    )
    return alike and not of_a_woman(one, other)


@lru_cache(maxsize=65_536)
def word_is_same(one: str, other: str) -> bool:
    """Compare one word with one word: an initial stands for a word, one transliteration for another.

    Two words that are both names in English, Salomon and Solomon, are two names.
    """
    if one == other:
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    if len(one) >= ANAGRAM and are_anagrams(one, other):
        return True
    if skeleton(one) != skeleton(other) or of_a_woman(one, other):
        return False
    if DOUBLED.sub(r"\1", one) == DOUBLED.sub(r"\1", other):
        return True
    return vowels_agree(one, other) and not {one, other} <= surnames()


def are_anagrams(one: str, other: str) -> bool:
    """Tell whether two words have the same letters in another order."""
    return len(one) == len(other) and sorted(one) == sorted(other)


def vowels_agree(one: str, other: str) -> bool:
    """Tell whether two words differ in vowels no more than transliterations of one word do; Hasan is not Husein.

    Each run of vowels counts as its last, ai and ei as one of their own. One difference is allowed from five letters,
    two from seven, none where there are but two consonants; one vowel within may be missing from six.
    """
    ours, theirs = sorted((sounds(one), sounds(other)), key=len)
    size = max(len(one), len(other))
    if ours == theirs:
        return True
    if len(skeleton(one)) < 3 or (one[-1] in "aiouy") != (other[-1] in "aiouy") or one[-1] + other[-1] in ("ao", "oa"):
        return False  # Fernanda is not Fernando
    if len(ours) != len(theirs):
        return size >= 6 and len(theirs) - len(ours) == 1 and in_order(ours, theirs, str.__eq__)
    differing = [mine + their for mine, their in zip(ours, theirs, strict=True) if mine != their]
    allowed = NEAR_VOWELS | FARTHER_VOWELS if size >= 7 else NEAR_VOWELS
    return len(differing) <= (0 if size < 5 else 1 if size < 7 else 2) and all(pair in allowed for pair in differing)


def sounds(word: str) -> list[str]:
    """List the last vowel of each run of vowels, y as i; E for ai and ei."""
    return [
        "E" if len(run) > 1 and run[-1] in "iy" and run[-2] in "ae" else "i" if run[-1] == "y" else run[-1]
        for run in VOWELS.findall(word)
    ]


def of_a_woman(one: str, other: str) -> bool:
    """Tell Petrova from Petrov, Paula from Paul, Yavlinskaya from Yavlinsky."""
    shorter, longer = sorted((one, other), key=len)
    if longer in (shorter + "a", shorter + "ia", shorter + "ina"):
        return True
    return longer.endswith("aya") and not shorter.endswith(("aya", "aia", "aja"))
