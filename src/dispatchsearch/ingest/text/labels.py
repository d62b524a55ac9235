"""What a short line of a page is: a plea, a label with a date, a byline, a copyright line, an end mark."""

import re
from functools import lru_cache
from typing import Final, Literal

from dispatchsearch.almanac import months_called, weekday_called
from dispatchsearch.ingest.text.byline import signs
from dispatchsearch.numerals import LETTERS, SMALL

Role = Literal["plea", "label", "byline", "copyright", "source-line", "trailer", "end", "line"]

SHORT: Final = 200  # characters; what is longer is a paragraph

_MONTHS = (
    "jan|feb|fév|mar|mär|apr|avr|abr|may|mai|maj|mei|mag|jun|juin|giu|jul|juil|lug|aug|aoû|ago|sep|set|oct|okt|out|"
    "ott|nov|dec|dez|"
    "déc|dic|ene|gen|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек|siječnja|veljače|ožujka|travnja|svibnja|"
    "lipnja|srpnja|"
    "kolovoza|rujna|listopada|studenog|prosinca|stycz|lut|kwie|maja|czerw|lip|sierp|wrze|paźdz|listop|grud|ocak|"
    "şubat|mart|nisan|"
    "mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
)
_NUMERAL = rf"(?:[./ -]{{1,2}}1?[{LETTERS}][{LETTERS}1]{{0,4}}[./ -]{{1,2}}|[./-] ?[{SMALL}]{{1,4}}[./-] ?)"
DIGIT: Final = re.compile(r"\d")
NUMERIC: Final = re.compile(  # each begins with its digit, so that the other letters are passed over quickly
    r"\d(?<!\d\d)(?:(?:(?<=1)9|(?<=2)0)\d\d(?!\d)|\d?[./-] ?\d{1,2}[./-] ?(?:\d\d)?\d\d(?!\d)|\d-\d\d-\d\d(?!\d)|"
    r"\d{3} ?[年년]|\d{5} [A-Z]{3} |"
    rf"\d?{_NUMERAL}(?:\d\d)?\d\d(?!\d))"
)
FULL: Final = re.compile(
    rf"\d{_NUMERAL}\d\d|"
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d\. \d{1,2}\. \d{4}|\d{4}\. \d{1,2}\. \d|"
    r"\d{4} ?[年년]|\b[A-Za-z]{3,9},? (?:19|20)\d\d\b"
)
DAY: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
WORD_BEFORE: Final = re.compile(r"([^\W\d_]{3,})\.?,? ?$")
WORD_AFTER: Final = re.compile(r"(?:st|nd|rd|th|er|º)?\.?,?[ -]?(?:de |of )?([^\W\d_]{3,})")
MONTHS: Final = frozenset(word[:3] for word in _MONTHS.split("|"))
_LAST: Final = (  # and other words that stand before those of a label
    r"zuletzt |letzte[rs]? |mis à jour |dernière |son |ultim[oa] |última |laatst |senast |sist |viimati |ostatni[aeo] |"
    r"poslední |posledná |posled?nja |posljednja |zadnja |utolsó |останн[яє] |последн(?:ее|яя|ий|а|о) |fecha de |"
    r"data (?:ostatniej |de |di |ultimei )?|datum (?:poslední |posledn[ej]{1,2} )?|дата (?:последнего |останнього )?"
)
_ON: Final = (
    r"(?:am|vom|le|du|il|del|el|em|la|на|от|від|pe|în|din|ze?|z dnia|ze dne|w dniu|dnia|z dn\.|dne|dňa|më|den|op)"
)
# Polish; Czech, Slovak; Hungarian, Romanian; the south; Ukrainian, Russian, Bulgarian; the Baltic, the north,
# Albanian and Greek.
_UPDATED: Final = (
    r"wersja|aktualizacji|modyfikacj[ai]|zmieniono|zmodyfikowano|zaktualizowano|poprawiono|(?<=ostatnia )zmiana|"
    r"(?<=data )zmiany|(?<=ostatniej )zmiany|verze|verzia|aktualizováno|aktualizované|aktualizace|aktualizácia|"
    r"(?<=poslední )změn[ay]|změněno|(?<=posledná )zmena|zmenené|upraven[oé]|"
    r"frissítve|frissítés|módosítva|módosítás|actualizării|modificat|modificare|modificării|"
    r"ažurirano|ажурирано|(?<=a )izmj?ena|posodobljeno|(?<=zadnja )sprememba|"
    r"оновлення|змінено|(?<=остання )зміна|(?<=дата )зміни|обновлени[ея]|изменено|изменени[ея]|обновен[ао]?|"
    r"актуализирано|(?<=последна )промяна|"
    r"uuendatud|muudetud|atnaujinta|atjaunots|atjaunināts|päivitetty|muokattu|uppdaterad|oppdatert|opdateret|"
    r"gewijzigd|përditësuar|ενημερώθηκε|ενημέρωση"
)
_PUBLISHED: Final = (
    r"publikacja|opublikowan[aey]|(?<=data )wydania|wydano|(?<=data )dodania|dodano|(?<=data )utworzenia|utworzono|"
    r"zamieszczono|publikován[oa]?|publikované|publikácie|zveřejněno|zveřejnění|zverejnené|uverejnené|vydán[oí]|vydané|"
    r"vloženo|vložené|vytvořeno|vytvorené|"
    r"megjelent|megjelenés|közzétéve|publikálva|létrehozva|feltöltve|publicării|postat|adăugat|"
    r"objavljen[oa]?|објављено|публікація|публікації|додано|створено|розміщено|публикация|размещено|добавлено|создано|"
    r"публикуван[оа]?|avaldatud|paskelbta|publicēts|julkaistu|publicerad|publisert|publiceret|publikuar|"
    r"δημοσιεύθηκε|δημοσιεύτηκε|δημοσίευση"
)
_DAY: Final = (  # what follows such a word where no colon does, which may begin a sentence: `Создано 12 театров`
    r"(?:\d\d?\D{1,14}(?:\d\d?\D{1,3})?(?:19|20)\d\d|\d\d?[./]\d\d?[./]\d\d|(?:19|20)\d\d\D{1,14}\d)"
)
LABEL: Final = re.compile(
    r"\W{0,6}((?:first |last |date |page |article |story |web |originally |this (?:page|story|article) was |"
    rf"{_LAST}|article )?"
    r"(?:updated?|modified|modification|changed|revised|reviewed|published|publication|publi[ée]e?|posted|created|"
    r"added|issued|issue|released?|release date|"
    r"printed|filed|dated?|time|retrieved|accessed|archived|captured|crawled|downloaded|saved|aktualisiert|"
    r"veröffentlicht|erstellt|geändert|stand|"
    r"datum|publicado|actualizado|pubblicato|aggiornato|atualizado|gepubliceerd|bijgewerkt|opublikowano|"
    r"aktualizacja|опубликовано|обновлено|дата|(?:erschienen|paru|créée?|modifiée?|mis en ligne|publicat|actualizat|"
    r"actualizare|aggiornamento|modificato|atualização|modificación|publicación|publicação|pubblicazione|publikacji|"
    r"опубліковано|оновлено|публікації|публикации|(?:yayın|yayım|giriş|"
    rf"eklenme|güncelleme) tarihi|güncelleme|yenilənmə|dərc (?:olunub|edilib))"
    r"(?=\s*:|(?: (?:am|le|il|el|em|la|на))?(?: [^\W\d]{2,14},?)? \d)"
    rf"|(?:{_UPDATED}|{_PUBLISHED})(?=\s*:|(?: {_ON})?(?: [^\W\d]{{2,14}},?)? {_DAY}))"
    r"(?: date| on| at| am| le| el| il| em| op|time)?)(?:\s*[:|=–-]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
PRINTED: Final = re.compile(  # at the foot of a page whose story stood in the paper, too
    r"\W{0,6}((?:(?:a version of )?this (?:article|story|review|column|essay|letter|report|interview) )?"
    r"appear(?:s|ed) in print|article paru dans|in der druckausgabe vom)\b.{0,40}?\d",
    re.IGNORECASE,
)
BYLINE: Final = re.compile(
    r"(?:(?:[^|]{4,40}\|)\s*)?(?:(?:story |text |reported |written )?by|von|par|por|di|door|автор)[: "
    r"]\s*(?=[A-ZÀ-ÞА-Я])(.{3,140})$",
    re.IGNORECASE,
)
COPYRIGHT: Final = re.compile(
    r"(?:\W{0,3}(?:©|\(c\)|&copy;|copyright|copr\.|=A9)\W*(?:\(c\)|©)?\W*(?=.*\d{4}|.{3,60}$)|all rights reserved|"
    r".{0,80}©\s*\d{4}|(?!.*\([ab]\)).{0,60}\(c\) [A-Z]|.{0,120}all rights reserved\W*$)",
    re.IGNORECASE,
)
SOURCE_LINE: Final = re.compile(
    r"(?:text|excerpts?) (?:of|from) (?:a )?(?:\w+ )?report .{0,100}|(?:source|quelle|источник|via|aus|źródło|"
    r"zdroj|zdrój|forrás|sursa|джерело|fonte|fuente|izvor|извор|kaynak|mənbə|lähde|källa|kilde|bron|πηγή)\s*[:=]\s*\S|"
    r"(?:.{2,60}[, ])?\d{4} ?gmt\b.{0,30}\d|.{2,60} in \w+ \d{4} gmt |"
    r".{2,60} in \w+ \d{1,2} [a-z]{3} \d\d(?:,? pp? ?\d[\d, -]*)?$",
    re.IGNORECASE,
)
TRAILER: Final = re.compile(
    r"BBC Mon(?:itoring)?(?: [A-Z]{2,}\w*){1,3} \d{6}.{0,20}|"
    r"\W*\d{6} [A-Z]{3,4} [a-z]{3}\.? \d\d\W*|\W*\d{2}/\d{2} \d{4}\W*|(?:AP|RTR|UPI|"
    r"AFP)-[A-Z]{2}-\d\d-\d\d-\d\d.{0,30}",
    re.IGNORECASE,
)
END: Final = re.compile(
    r"(?:-+ ?0 ?-+|#{3,}|\*{3,}|_{5,}|={5,}|-{5,}|-?30-|n{4}|\(?ends?\)?|end (?:of )?(?:text|story|item)|\(end\)|"
    r"[-*_=# ]{3,})\W{0,2}",
    re.IGNORECASE,
)
PLEA: Final = re.compile(
    r"\W*(?:be the first to know.{0,80}|.{0,60}(?:straight to|right on|right in|delivered to) your (?:screen|"
    r"browser|inbox|mailbox|desktop|phone).{0,20}|"
    r"letters (?:to the editor )?(?:should|may|can|must) be (?:sent|addressed|mailed|no longer) .{0,160}|letters "
    r"to the editor should .{0,160}|(?:we welcome|please address) .{0,60}letters.{0,120}|"
    r"get (?:the )?(?:latest|breaking|our) .{0,40}(?:updates|news|newsletter|alerts|headlines).{0,60}|install|"
    r"(?:please )?(?:subscribe|sign up|sign in|log ?in|register|join)(?: (?:now|today|here|free|for free))?(?: "
    r"(?:to|for|and) .{0,80})?|"
    r"advertisement|advertising|ad|sponsored(?: (?:content|links?))?|anzeige|werbung|реклама|publicité|publicidad|"
    r"(?:print|e-?mail|share|save|comment|tweet|facebook|twitter|whatsapp|reddit|linkedin|pin it|listen|copy "
    r"link)(?: (?:this|the|to|on|it|page|article|story|friend|version|a|with|your|now|link))*|"
    r"printer[- ]friendly(?: (?:version|format|page))?|text size|font size|skip to (?:main )?(?:content|"
    r"navigation)|free access archive|"
    r"(?:click|tap) here(?: to .{0,80})?|back to (?:top|the top|index|contents|main|home ?page|list).{0,30}|"
    r"(?:next|previous|prev)(?: (?:article|story|page|item|issue))?|home|menu|search|close|continue reading.{0,60}|"
    r"read more.{0,100}|"
    r"(?:we use|this (?:site|website) uses) cookies.{0,200}|(?:you are|you're) here:?.{0,100}|to (?:unsubscribe|"
    r"subscribe).{0,100}|"
    r"(?:return|go) to .{0,40}|view (?:all|more).{0,40}|story continues below.{0,30}|article continues .{0,40}|"
    r"[A-Z]{2,3}(?:/[A-Z]{2,3}){1,4}|turn on (?:desktop )?notifications.{0,80}|allow notifications.{0,60}|not now|"
    r"no,? thanks|recommended for you)\W*",
    re.IGNORECASE,
)
RELATED: Final = re.compile(
    r"\W*(?:most (?:read|popular|viewed|e-?mailed|commented|shared)|related (?:articles?|stories|links?|news|"
    r"content|items?)|see also|also (?:read|see|in the news)|"
    r"more (?:stories|news|articles|headlines|on this|in this section|from .{1,40})|other (?:stories|news|articles|"
    r"headlines)|latest (?:news|stories|headlines)|top stories|"
    r"trending(?: now)?|you (?:may|might) (?:also )?like|read (?:also|next)|editors?'? ?(?:picks?|choice)|recent "
    r"(?:articles|stories|posts)|"
    r"in this issue|mehr zum thema|lesen sie auch|auch interessant|à lire aussi|sur le même sujet|читайте также|по "
    r"теме)\W*",
    re.IGNORECASE,
)


def datelike(text: str) -> bool:
    """Tell whether a text seems to hold a date; it may err towards yes."""
    digit = DIGIT.search(text)
    if digit is None:
        return False
    first = digit.start()
    return NUMERIC.search(text, first) is not None or any(_beside_month(text, day) for day in DAY.finditer(text, first))


def _beside_month(text: str, day: re.Match[str]) -> bool:
    """Tell whether a number of one or two digits has the name of a month before or behind it."""
    before = WORD_BEFORE.search(text, max(0, day.start() - 16), day.start())
    after = WORD_AFTER.match(text, day.end(), day.end() + 16)
    words = [found[1].lower() for found in (before, after) if found is not None]
    return any(word[:3] in MONTHS or months_called(word) for word in words)


@lru_cache(maxsize=32_768)
def role(line: str) -> Role | None:
    """Tell what a short line is; None for words of the story."""
    if len(line) > SHORT:
        return None
    if PLEA.fullmatch(line):
        return "plea"
    if END.fullmatch(line):
        return "end"
    if TRAILER.fullmatch(line):
        return "trailer"
    if COPYRIGHT.match(line):
        return "copyright"
    if BYLINE.match(line) and signs(line):
        return "byline"
    dated = datelike(line)
    if dated and ((len(line) < 120 and LABEL.match(line)) or PRINTED.match(line)):
        return "label"
    if SOURCE_LINE.match(line) and (dated or len(line) < 80):
        return "source-line"
    return "line" if dated and bare(line) else None


def label_words(line: str) -> str:
    """Return the words of a label, in lower case: `last updated`."""
    found = LABEL.match(line) or PRINTED.match(line)
    return found[1].lower() if found else ""


ISSUE: Final = re.compile(r"\bvol(?:ume|\.)?:? ?\d+\W+(?:issue|number|no\.?):? ?\d+", re.IGNORECASE)
YEAR_MARK: Final = re.compile(r"(?:^|[,|—–-] |\b(?:dnia|от|від) )\d[^,|—–]{3,25}\d ?[rгр]\.\s*$")
NUMBERED: Final = re.compile(
    r"[,;(] ?(?:no|nr|núm|num|čís?|č|№|p|pp|page|s|str|seite|sid|стр|с|issue)\.? ?\d+", re.IGNORECASE
)
OF_TITLE: Final = 6  # words of a periodical's title
SPOKEN: Final = 4  # letters of a word in small letters that makes a line with a full stop a sentence
REST: Final = re.compile(
    r"[\W\d_]+|\b(?:a\.?m|p\.?m|gmt|utc|[a-z]?[csemp][dsea]t|uhr|at|on|of|de|the|st|nd|rd|th|vol|volume|no|issue|mo|di|mi|do|fr|"
    r"sa|so|du|p|r|г|года|году|год|року|рік|ilin|yılı|roku)\b",
    re.IGNORECASE,
)


def bare(line: str) -> bool:
    """Tell whether a line holds a date and little else (an edition's name, a volume, a place)."""
    ends = line.rstrip().endswith((".", "?", "!")) and YEAR_MARK.search(line) is None
    if len(line) > 90 or (ends and len(line) > 40):
        return False
    words = REST.sub(" ", line).split()
    rest = [word for word in words if not months_called(word) and weekday_called(word) is None]
    if ends and any(map(_spoken, rest)):
        return False  # a short sentence: `On May 4, 1992, it had sunk.`
    dated = FULL.search(line) is not None or any(_beside_month(line, found) for found in DAY.finditer(line))
    if dated and (ISSUE.search(line) or (NUMBERED.search(line) and not any(map(_spoken, rest)))):
        return len(rest) <= OF_TITLE
    return len(rest) <= (3 if dated else 0) and sum(map(len, rest)) <= 24


def _spoken(word: str) -> bool:
    return len(word) >= SPOKEN and word[0].islower()
