"""
The names of months and weekdays in the languages of dispatches, and what a year of two digits means.

The tables are given to python-dateutil's `parserinfo`, which looks them up. Its parser is not called: it fills what
the words leave out from a default, and a date one cites may hold no part that was not printed.
"""

import unicodedata
from functools import cache, lru_cache
from typing import Any, Final

FIRST_SHORT_YEAR: Final = 1930
"""Years of two digits are read as 1930 to 2029: dispatches are older than the reader's plans."""

# English first, then the other languages of Europe, the Caucasus and Arabic; nominative and genitive.
MONTHS: Final = (
    """January
    jan januar janvier janv enero ene janeiro gennaio gen januari ocak oca января январь янв січня січень stycznia
    styczeń ledna leden siječnja siječanj јануар януари ianuarie január tammikuuta tammikuu ιανουαρίου ιανουάριος
    yanvar jaanuar janvāris sausio sausis janar يناير հունվարի հունվար იანვარი jän jänner ian
    gener xaneiro janúar студзеня студзень ژانویه בינואר ינואר""",
    """February
    feb februar februari febbraio février févr fév febrero fevereiro fev şubat şub февраля февраль фев февр лютого
    лютий lutego luty února únor veljače veljača фебруар февруари februarie február helmikuuta helmikuu φεβρουαρίου
    φεβρουάριος fevral veebruar februāris vasario vasaris shkurt فبراير شباط փետրվարի փետրվար თებერვალი
    febrer febreiro febrúar лютага люты فوریه בפברואר פברואר""",
    """March
    mar märz mär mrz mars marzo março maart mrt mart марта март мар березня березень marca marzec března březen
    ožujka ožujak martie március márc maaliskuuta maaliskuu μαρτίου μάρτιος märts marts kovo kovas maret مارس آذار մարտի
    մարտ მარტი marec
    març сакавіка сакавік במרץ מרץ""",
    """April
    apr avril avr abril abr aprile nisan nis апреля апрель апр квітня квітень kwietnia kwiecień dubna duben travnja
    travanj април aprilie április huhtikuuta huhtikuu απριλίου απρίλιος aprel aprill aprīlis balandžio balandis
    prill أبريل نيسان ابريل ապրիլի ապրիլ აპრილი apríla
    красавіка красавік apríl آوریل באפריל אפריל""",
    """May
    mai mayo maio maggio mag mei mayıs мая май травня травень maja maj května květen svibnja svibanj мај május
    toukokuuta toukokuu μαΐου μάιος maijs gegužės gegužė مايو أيار մայիսի մայիս მაისი mája
    maig maí траўня במאי מאי""",
    """June
    jun juni juin junio junho giugno giu haziran haz июня июнь июн червня червень czerwca czerwiec června červen
    lipnja lipanj јун юни iunie június kesäkuuta kesäkuu ιουνίου ιούνιος iyun juuni jūnijs birželio birželis qershor
    يونيو حزيران հունիսի հունիս ივნისი júna junij
    juny xuño júní чэрвеня чэрвень јуни ژوئن ביוני יוני""",
    """July
    jul juli juillet juil julio julho luglio lug temmuz tem июля июль июл липня липень lipca lipiec července
    červenec srpnja srpanj јул юли iulie július heinäkuuta heinäkuu ιουλίου ιούλιος iyul juuli jūlijs liepos liepa
    korrik يوليو تموز հուլիսի հուլիս ივლისი júla julij
    juliol xullo júlí ліпеня ліпень јули ژوئیه ביולי יולי""",
    """August
    aug août aou agosto ago augustus augusti ağustos ağu августа август авг серпня серпень sierpnia sierpień srpna
    srpen kolovoza kolovoz augusztus elokuuta elokuu αυγούστου αύγουστος avqust avgust augusts rugpjūčio rugpjūtis
    gusht agustus أغسطس اغسطس օգոստոսի օգոստոս აგვისტო
    agost ágúst жніўня жнівень اوت באוגוסט אוגוסט ogos""",
    """September
    sep sept septembre septiembre setembro settembre set eylül eyl сентября сентябрь сен сент вересня вересень
    września wrzesień září rujna rujan септембар септември septembrie szeptember szept syyskuuta syyskuu σεπτεμβρίου
    σεπτέμβριος sentyabr septembris rugsėjo rugsėjis shtator سبتمبر أيلول սեպտեմբերի սեպտեմբեր სექტემბერი septembra
    setembre setiembre верасня верасень septembar سپتامبر בספטמבר ספטמבר sentabr""",
    """October
    oct oktober okt octobre octubre outubro out ottobre ott ekim eki октября октябрь окт жовтня жовтень października
    październik října říjen октобар октомври octombrie október lokakuuta lokakuu οκτωβρίου οκτώβριος oktyabr
    oktoober oktobris spalio spalis tetor أكتوبر اكتوبر հոկտեմբերի հոկտեմբեր ოქტომბერი októbra
    кастрычніка кастрычнік oktobar oktobra اکتبر באוקטובר אוקטובר oktabr""",
    """November
    nov novembre noviembre novembro kasım kas ноября ноябрь ноя нояб листопада listopadu studenoga studeni новембар
    ноември noiembrie marraskuuta marraskuu νοεμβρίου νοέμβριος noyabr novembris lapkričio lapkritis nëntor نوفمبر
    նոյեմբերի նոյեմբեր ნოემბერი novembra
    nóvember лістапада лістапад novembar نوامبر בנובמבר נובמבר""",
    """December
    dec dezember dez décembre déc diciembre dic dezembro dicembre aralık ara декабря декабрь дек грудня грудень
    grudnia grudzień prosince prosinec децембар декември decembrie joulukuuta joulukuu δεκεμβρίου δεκέμβριος dekabr
    detsember decembris gruodžio gruodis dhjetor desember ديسمبر դեկտեմբերի դեկտեմբեր დეკემბერი decembra
    desembre decembro снежня снежань decembar دسامبر בדצמבר דצמבר disember""",
)
WEEKDAYS: Final = (
    """Monday
    mon montag lundi lunes lunedì maandag pazartesi понедельник пн понеділок poniedziałek pondělí luni måndag
    mandag ponedjeljak ponedeljak понедељак الاثنين""",
    """Tuesday
    tue tues dienstag mardi martes martedì dinsdag salı вторник вт вівторок wtorek úterý utorak marți tisdag
    tirsdag уторак الثلاثاء""",
    """Wednesday
    wed mittwoch mercredi miércoles mercoledì woensdag çarşamba среда ср середа środa středa miercuri onsdag
    onsdag srijeda sreda الأربعاء""",
    """Thursday
    thu thur thurs donnerstag jeudi jueves giovedì donderdag perşembe четверг чт четвер czwartek čtvrtek joi
    torsdag četvrtak четвртак الخميس""",
    """Friday
    fri freitag vendredi viernes venerdì vrijdag cuma пятница пт п'ятниця piątek pátek petak vineri fredag
    fredag петак الجمعة""",
    """Saturday
    sat samstag sonnabend samedi sábado sabato zaterdag cumartesi суббота сб субота sobota subota lördag
    lørdag السبت""",
    """Sunday
    sun sonntag dimanche domingo domenica zondag pazar воскресенье вс неділя niedziela neděle nedjelja söndag
    søndag недеља الأحد""",
)

TWO_MONTHS: Final = {"listopad": (10, 11), "listopada": (10, 11)}
"""Croatians call October what Poles and Czechs call November."""


def _plain(word: str) -> str:
    """Fold case and drop accents, as typewriters and old mail did."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _spellings(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(word) for word in words.split()))


@cache
def _names() -> Any:
    """Return dateutil's table of our names."""
    from dateutil.parser import parserinfo  # noqa: PLC0415 - slow to import, and a search for a word needs none of it

    class Names(parserinfo):
        MONTHS: list[Any] = [_spellings(words) for words in MONTHS]  # noqa: RUF012 - so dateutil is given names
        WEEKDAYS: list[Any] = [_spellings(words) for words in WEEKDAYS]  # noqa: RUF012

        def convertyear(self, year: int, century_specified: bool = False) -> int:  # noqa: FBT001, FBT002 - dateutil's
            """Put a year of two digits into our window, which does not move with the clock."""
            if century_specified or year >= 100:
                return year
            return FIRST_SHORT_YEAR + (year - FIRST_SHORT_YEAR) % 100

    return Names()


MONTH_WORDS: Final = frozenset(word for words in MONTHS for word in _spellings(words)) | TWO_MONTHS.keys()
WEEKDAY_WORDS: Final = frozenset(word.casefold() for words in WEEKDAYS for word in words.split())
"""All names of months and of weekdays in small letters, to see quickly that a text holds none."""


@lru_cache(maxsize=16_384)
def months_called(word: str) -> tuple[int, ...]:
    """Say which months a word names: none for most words, two for "listopada"."""
    plain = _plain(word)
    month: int | None = _names().month(plain)
    return TWO_MONTHS.get(plain) or ((month,) if month else ())


@lru_cache(maxsize=16_384)
def weekday_called(word: str) -> int | None:
    """Say which weekday a word names, 0 for Monday; None for other words."""
    day: int | None = _names().weekday(_plain(word))
    return day


@lru_cache(maxsize=1024)
def full_year(digits: str) -> int:
    """Read a year of four digits as it stands and one of two digits within the stated window."""
    year: int = _names().convertyear(int(digits), len(digits) > 2)
    return year
