"""Where a page shows its date: the lines and elements about its headline, sentences that tell it, data in scripts."""

import pytest

from dispatchsearch.ingest.address_dates import dates_in_address
from dispatchsearch.ingest.clean import clean
from dispatchsearch.ingest.dating import date_evidence
from dispatchsearch.ingest.html.embedded import embedded
from dispatchsearch.ingest.read import RawDocument
from dispatchsearch.ingest.story import Clue

PARAGRAPHS = (
    "The dam above the town was opened by the minister who had closed it nine years ago, and nobody fell in at all.",
    "Engineer Arno Velt said the water had waited long enough, and so had the fishermen of both banks, in their boats.",
    "A band of firemen played three marches. The fourth was put off because the trumpeter was called to a small fire.",
)

POSTED = "Dieser Beitrag wurde am Montag, 28. Juni 1993 um 9 Uhr veröffentlicht und unter Talsperren gespeichert."
MORE = "Kommentare sind erlaubt, solange sie freundlich sind, nicht zu lang und wenigstens halbwegs wahr. " * 2


def published(body: str, head: str = "") -> set[str]:
    """Return the days of publication that a page shows, with their place."""
    page = f"<html lang='de'><head><title>Dam Opens</title>{head}</head><body>{body}</body></html>"
    found = date_evidence(clean(RawDocument(page.encode(), "text/html", "a.html"))[0])
    return {f"{date.place} {reading}" for date in found if date.role == "published" for reading in date.readings}


def story(top: str = "", *paragraphs: str, tail: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (*paragraphs, *PARAGRAPHS))
    return f"<h1>Dam Opens After Nine Years</h1>{top}<div class=text>{text}</div>{tail}"


@pytest.mark.parametrize(
    "line",
    [
        "28.06.1993 Torval, Lower Belmark, the whole province",
        "Politics (1 / 1) 28.06.1993 13:30 by Olga",
        "A report of our correspondents in Torval and Lesk | 28 June 1993",
        "June 28, 1993 from our correspondents in Torval, in Lesk and on the river",
    ],
)
def test_a_line_under_the_headline_may_hold_other_words_beside_its_date(line):
    (found,) = published(story(f"<div>{line}</div>"))
    assert found in ("line 1993-06-28", "dateline 1993-06-28")


def test_a_subtitle_that_speaks_of_a_day_dates_nothing():
    subtitle = "How the flood of June 28, 1993 drowned the mills and what the millers made of their wheels"
    assert not published(story(f"<div>{subtitle}</div>"))


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        ("28.6.1993 - Torval has its dam again, and with it the lake that the old remember from their youth.", True),
        ("28 June 1993 “We have waited long enough”, said the mayor of Torval when the lock was opened.", True),
        ("28 June 1993 was a day that the fishermen of Torval will not forget, for the lake came back to them.", False),
        ("On June 28, 1993 - a Monday - the lake came back to the fishermen of Torval and to their boats.", False),
    ],
)
def test_a_paragraph_that_opens_with_a_date_set_apart_is_dated_by_it(first, wanted):
    assert ("dateline 1993-06-28" in published(story("", PARAGRAPHS[0], first))) is wanted


def test_a_chronology_is_dated_by_none_of_its_days():
    days = [f"{day} June 1993 - The lake rose by a foot, and the fishermen moved their boats up." for day in (3, 9, 21)]
    assert not published(story("", *days))


@pytest.mark.parametrize(
    "sentence",
    [
        "This entry was posted on Monday, June 28th, 1993 at 9:00 am and is filed under Dams.",
        f"{POSTED} {MORE}",
    ],
)
def test_a_sentence_below_the_text_tells_when_it_was_posted(sentence):
    assert "label 1993-06-28" in published(story(tail=f"<hr><div>{sentence}</div>"))


@pytest.mark.parametrize(
    "element",
    [
        '<span class="newsdate" data-date="1993-06-28">Monday</span>',
        '<abbr title="Montag, 28. Juni 1993 um 04:00"><span class="timestamp">28. Juni</span></abbr>',
        '<div class="date"><i aria-label="28 June 1993"></i>Monday</div>',
    ],
)
def test_attributes_tell_the_date_that_the_words_of_an_element_cut_short(element):
    assert "element 1993-06-28" in published(story(element))


def test_a_date_in_the_same_frame_as_the_headline_does_not_stand_apart():
    page = f'<div class="widget blog"><div><div class="date">28 June 1993</div></div>{story()}</div>'.replace(
        "h1", "h3"
    )
    assert "element 1993-06-28" in published(page)


@pytest.mark.parametrize(
    ("script", "clue"),
    [
        ('{"publishedAt":"1993-06-28T10:00:00Z"}', ("publishedAt", "1993-06-28T10:00:00Z")),
        (r'"{\"datePublished\":\"1993-06-28\"}"', ("datePublished", "1993-06-28")),
        ("&quot;published_at&quot;:&quot;1993-06-28T06:22:28&quot;", ("published_at", "1993-06-28T06:22:28")),
        ("page.pubDate = '1993/06/28';", ("page.pubDate", "1993/06/28")),
        ('article_date_published: "28.06.1993"', ("article_date_published", "28.06.1993")),
        ('{"createdAt": "1993-06-28T15:58:43+01:00"}', ("createdAt", "1993-06-28T15:58:43+01:00")),
    ],
)
def test_data_in_scripts_tell_dates_by_their_keys(script, clue):
    assert [(found.name, found.text) for found in embedded(f"<script>{script}</script>")] == [clue]


@pytest.mark.parametrize(
    "key", ["startDate", "birthDate", "buildDate", "commentDate", "validUntil", "version", "price"]
)
def test_keys_of_other_things_are_passed_over(key):
    assert not list(embedded(f'{{"{key}":"1993-06-28"}}'))


def test_scripts_are_read_only_where_the_head_states_no_date_of_publication():
    script = '<script>var state = {"publishedAt":"2016-07-27"}</script>'
    stated = '<meta property="article:published_time" content="1993-06-28">'
    assert published(story(), script) == {"script 2016-07-27"}
    assert published(story(), stated + script) == {"meta 1993-06-28"}


def test_the_same_date_under_the_same_key_is_told_once():
    assert list(embedded('{"posted":"1993-06-28","x":1,"posted":"1993-06-28"}')) == [
        Clue("script", "posted", "1993-06-28")
    ]


def test_a_long_comment_or_script_is_no_tag_of_thousands_of_attributes():
    words = "word " * 3000
    page = story(f"<!-- {words} --><script>for (n = 0; n <m; {words})</script><div>28 June 1993</div>")
    assert published(page) == {"line 1993-06-28"}


@pytest.mark.parametrize("line", ["Page generated: 12 March 2014", "Today is Friday, March 14, 2014"])
def test_the_day_a_page_was_made_or_is_looked_at_publishes_nothing(line):
    assert not {date for date in published(story(f"<div>{line}</div>")) if "2014" in date}


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.example/news/rebels-june-28-1993.html", ["1993-06-28"]),
        ("https://a.example/newsline/1997/05/1-TCA/tca.html", ["1997-05"]),
        ("https://a.example/2004/5/7-dam.html", ["2004-05-07"]),
    ],
)
def test_an_address_shows_a_day_in_words_and_no_number_of_a_section(address, shown):
    assert [str(reading) for date in dates_in_address(address, "address") for reading in date.readings] == shown


LINES = [  # as papers and archives print them; where they stand, what they tell
    ("foot", "A version of this article appeared in print on June 3, 1993, on page A1.", "published 1993-06-03"),
    ("foot", "Appeared in print: Thursday, Sept. 3, 1993, page A1", "published 1993-09-03"),
    ("foot", "Erschienen am 13.06.1993 in der Druckausgabe", "published 1993-06-13"),
    ("under", "Article paru dans l'édition du 13.06.93", "published 1993-06-13"),
    ("under", "Mis en ligne le jeudi 13 juin 2002", "published 2002-06-13"),
    ("under", "Le Courrier du 3 juin 1993, p. 4", "published 1993-06-03"),
    ("under", "Giriş Tarihi: 13.6.2003 - Son Güncelleme: 14.6.2003", "published 2003-06-13, updated 2003-06-14"),
    ("under", "Dərc olunub: 13 iyun 2003", "published 2003-06-13"),
    ("under", "Опубліковано 13 червня 2003", "published 2003-06-13"),
    ("under", "12.VI.1993", "published 1993-06-12"),
    ("under", "12/VI/93", "published 1993-06-12"),
    ("top", "Warszawa, 3 VI 1993 r.", "published 1993-06-03"),
    ("under", "Ultimo aggiornamento: 13 giugno 2003", "updated 2003-06-13"),
    ("under", "Última atualização em 13 de junho de 2003", "updated 2003-06-13"),
    ("under", "Ultima actualizare: 13.06.2003", "updated 2003-06-13"),
    ("under", "Оновлено: 13 червня 2003", "updated 2003-06-13"),
    ("under", "Son yenilənmə: 13 iyun 2003", "updated 2003-06-13"),
    ("foot", "Stampato il 12 marzo 2009", "crawled 2009-03-12"),
    ("foot", "Fecha de impresión: 12 de marzo de 2009", "crawled 2009-03-12"),
    ("foot", "Yazdırma tarihi: 12 Mart 2009", "crawled 2009-03-12"),
    ("foot", "Дата обращения: 12 марта 2009", "crawled 2009-03-12"),
    ("under", "Créé le 13-06-2003 ; modifié le 14-06-2003", "published 2003-06-13, updated 2003-06-14"),
    ("under", "Letzte Änderung: 13.06.2003", "updated 2003-06-13"),
    ("under", "Data modyfikacji: 13.06.2003", "updated 2003-06-13"),
    ("foot", "Impresso em 13/06/2013", "crawled 2013-06-13"),
    ("top", "Heute ist der 13. Juni 2013", ""),
    ("top", "Aujourd'hui, le 13 juin 2013", ""),
    ("top", "Hoy es viernes, 13 de junio de 2013", ""),
    ("top", "Oggi è venerdì 13 giugno 2013", ""),
    ("top", "Hoje é 13 de junho de 2013", ""),
    ("top", "Dziś jest 13 czerwca 2013", ""),
    ("top", "Astăzi 13 iunie 2013", ""),
    ("top", "Bugün 13 Haziran 2013", ""),
    ("top", "Bu gün 13 iyun 2013", ""),
    ("top", "Сегодня пятница, 13 июня 2013", ""),
    ("top", "Сьогодні 13 червня 2013", ""),
    ("top", "Сегодня, 13 июня 1995 г.", "published 1995-06-13"),
    ("top", "Bugün, 13 Haziran 1995", "published 1995-06-13"),
    ("under", "Publié aujourd'hui, 13 juin 2003", "published 2003-06-13"),
    ("top", "Aujourd'hui en France, 13 juin 2003", "published 2003-06-13"),
    ("under", "Paru en trois volumes, le roman de 1993 fait encore rire les pêcheurs de Torval.", ""),
    ("foot", "The story appeared in print only when the censor had died, in 1993.", ""),
    ("under", "Wersja z dnia 13.05.2001", "updated 2001-05-13"),
    ("foot", "wersja z 13 maja 2001", "updated 2001-05-13"),
    ("under", "Ostatnia zmiana: 13.05.2001", "updated 2001-05-13"),
    ("foot", "Zaktualizowano 13 maja 2001, 12:30", "updated 2001-05-13"),
    ("under", "Data publikacji: 13.05.2001", "published 2001-05-13"),
    ("under", "Opublikowano dnia 13 maja 2001", "published 2001-05-13"),
    ("under", "Dodano 13.05.2001, zmieniono 15.05.2001", "published 2001-05-13, updated 2001-05-15"),
    ("under", "Publikováno 13. května 2001", "published 2001-05-13"),
    ("under", "Zveřejněno: 13. 5. 2001", "published 2001-05-13"),
    ("foot", "Poslední změna: 13. 5. 2001", "updated 2001-05-13"),
    ("foot", "Aktualizované 13. mája 2001", "updated 2001-05-13"),
    ("under", "Megjelent: 2001. május 13.", "published 2001-05-13"),
    ("under", "Közzétéve: 2001.05.13. 12:30", "published 2001-05-13"),
    ("foot", "Frissítve: 2001. május 13.", "updated 2001-05-13"),
    ("foot", "Utolsó módosítás: 2001. május 13.", "updated 2001-05-13"),
    ("under", "Publicat pe 13 mai 2001", "published 2001-05-13"),
    ("under", "Adăugat la 13.05.2001", "published 2001-05-13"),
    ("foot", "Ultima actualizare: 13 mai 2001", "updated 2001-05-13"),
    ("under", "Опубліковано 13 травня 2001 р.", "published 2001-05-13"),
    ("foot", "Остання зміна: 13.05.2001", "updated 2001-05-13"),
    ("foot", "Оновлено 13 травня 2001", "updated 2001-05-13"),
    ("under", "Размещено: 13.05.2001", "published 2001-05-13"),
    ("foot", "Последна промяна: 13.05.2001", "updated 2001-05-13"),
    ("under", "Objavljeno 13. svibnja 2001.", "published 2001-05-13"),
    ("foot", "Ажурирано: 13.05.2001", "updated 2001-05-13"),
    ("foot", "Posodobljeno: 13. 5. 2001", "updated 2001-05-13"),
    ("foot", "Oppdatert 13. mai 2001", "updated 2001-05-13"),
    ("foot", "Atnaujinta: 2001-05-13", "updated 2001-05-13"),
    ("foot", "Laatst gewijzigd: 13 mei 2001", "updated 2001-05-13"),
    ("foot", "Version vom 13. Mai 2001", "updated 2001-05-13"),
    ("under", "Δημοσιεύθηκε: 13 Μαΐου 2001", "published 2001-05-13"),
    ("foot", "Ενημερώθηκε: 13/05/2001", "updated 2001-05-13"),
    ("under", "Торвальская правда, 13.V.94 г.", "published 1994-05-13"),
    ("under", "Leskov, 13.v.1994", "published 1994-05-13"),
    ("under", "Torval PRAVDA in Russian 13 May 94 p 3", "published 1994-05-13"),
    ("under", "Nr 12 z dnia 13 maja 1994 r.", "published 1994-05-13"),
    ("under", "14./15. 5. 1994", "published 1994-05"),
    ("under", "1994. V. 13.", "published 1994-05-13"),
    ("under", "Aus: Torvaler Zeitung, 13. 5. 94", "published 1994-05-13"),
    ("under", "Źródło: Kurier Torwalski, 13.05.1994", "published 1994-05-13"),
    ("under", "Kurier Torwalski, nr 110, 13/05/1994, str. 3", "published 1994-05-13"),
    ("under", "Der Bote 19/1994 vom 13.05.1994, Seite 12", "published 1994-05-13"),
    ("under", "FRE Daily Report, No. 91, 13 May 1994", "published 1994-05-13"),
    ("under", "Belmark adopts law No. 12 on dams of May 13, 1994", ""),
    ("under", "Belmark House Adopts Law No. 12 on Dams of May 13, 1994", ""),
    ("foot", "Создано 12 театров, сообщили 13 мая 2001 г.", ""),
    ("foot", "Wydano 3 książki, a 13 maja 2001 r. czwartą.", ""),
    ("foot", "Мост открыли 13 мая 2001 г.", ""),
    ("foot", "Megjelent könyvek: 3, a szerző 2001. május 13. óta beteg.", ""),
    ("foot", "Windows 3.x.2001", ""),
]


@pytest.mark.parametrize("kind", ["html", "plain"])
@pytest.mark.parametrize(("where", "line", "wanted"), LINES)
def test_a_line_tells_what_its_date_is_in_many_languages(where, line, wanted, kind):
    title = "Dam Opens After Nine Years"
    lines = {"top": [line, title, *PARAGRAPHS], "under": [title, line, *PARAGRAPHS], "foot": [title, *PARAGRAPHS, line]}
    page = "\n\n".join(lines[where])
    if kind == "html":
        element = f"<div>{line}</div>"
        page = {
            "top": element + story(),
            "under": story(element),
            "foot": story(tail=element),
        }[where]
        page = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{page}</body></html>"
    found = date_evidence(clean(RawDocument(page.encode(), f"text/{kind}", "a"))[0])
    told = [f"{date.role} {date.readings[0]}" for date in found if date.readings and date.role != "event"]
    assert ", ".join(told) == wanted


def test_a_long_sentence_at_the_foot_tells_the_day_in_print():
    sentence = (
        "A version of this article appears in print on June 3, 1993, Section A, Page 1 of the Lesk edition with the "
        "headline: After Nine Years the Minister Who Closed the Dam of Torval Has Opened It Again, and Nobody Fell In."
    )
    assert "label 1993-06-03" in published(story(tail=f"<div>{sentence}</div>"))
