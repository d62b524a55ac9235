"""Datelines as agencies and papers print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.ingest.text.dateline import inside, parse


@pytest.mark.parametrize(
    ("text", "place", "region", "date", "agency"),
    [
        ("TORVAL, Belmark - Rebel troops", "TORVAL", "Belmark", None, None),
        ("BAKU, Azerbaijan (AP) _ The president", "BAKU", "Azerbaijan", None, "AP"),
        ("TBILISI -- Two ministers", "TBILISI", None, None, None),
        ("YEREVAN, February 8. /ARKA/. The bank", "YEREVAN", None, "February 8", "ARKA"),
        ("Baku, June 1, AssA-Irada", "Baku", None, "June 1", "AssA-Irada"),
        ("Moscow/Shali, 11 January 2000 (RFE/RL) - The column", "Moscow/Shali", None, "11 January 2000", "RFE/RL"),
        ("MOSCOW, Sunday: The talks", "MOSCOW", None, "Sunday", None),
        ("EREVAN, 13. lipnja (AFP/Hina) - Predsjednik", "EREVAN", None, "13. lipnja", "AFP/Hina"),
        ("RIGA (Bloomberg) --A plant won", "RIGA", None, None, "Bloomberg"),
        ("BAKU, AZERBAIJAN — Four old men", "BAKU", "AZERBAIJAN", None, None),
        ("WASHINGTON, D.C. -- The hall", "WASHINGTON", "D.C.", None, None),
        ("ST. PETERSBURG -- The bridge", "ST. PETERSBURG", None, None, None),
        ("ROSTOV-ON-DON, Russia -- The tram", "ROSTOV-ON-DON", "Russia", None, None),
        ("AGDAM, Azerbaijan, June 27 (Reuters) - Shells", "AGDAM", "Azerbaijan", "June 27", "Reuters"),
        ("KIEV. October 5. INTERFAX-UKRAINE - The mint", "KIEV", None, "October 5", "INTERFAX-UKRAINE"),
        ("ON THE FRONT LINE, Chechnya -- A man", "ON THE FRONT LINE", "Chechnya", None, None),
        ("Tehran, Aug. 5, IRNA -- The dam", "Tehran", None, "Aug. 5", "IRNA"),
        ("PYONGYANG (KCNA) The dam", "PYONGYANG", None, None, "KCNA"),
        ("MOSKAU, 16. Mai (dpa). Die Halle", "MOSKAU", None, "16. Mai", "dpa"),
        ("Bakı, 28 iyun (Azərtac). Körpü", "Bakı", None, "28 iyun", "Azərtac"),
        ("ANKARA, 12 Mayıs (AA) - Köprü", "ANKARA", None, "12 Mayıs", "AA"),
        ("MADRID, 3 de mayo de 1993 (EFE).- El puente", "MADRID", None, "3 de mayo de 1993", "EFE"),
        ("WARSZAWA, 3 maja (PAP) - Most", "WARSZAWA", None, "3 maja", "PAP"),
        ("МОСКВА, 3 мая 1995 г. (Интерфакс) - Мост", "МОСКВА", None, "3 мая 1995 г.", "Интерфакс"),
        ("БАКУ. 3 мая. ИНТЕРФАКС - Мост", "БАКУ", None, "3 мая", "ИНТЕРФАКС"),
        ("ТБИЛИСИ, 3 января. Мост", "ТБИЛИСИ", None, "3 января", None),
        ("ТБИЛИСИ. 3 января 1996 г. Мост", "ТБИЛИСИ", None, "3 января 1996 г.", None),
        ("TORVAL, May 3. The bridge", "TORVAL", None, "May 3", None),
        ("LONDON, 5 Aug. (Reuters) - The bridge", "LONDON", None, "5 Aug.", "Reuters"),
        ("NEW YORK, March 1 - Sugar", "NEW YORK", None, "March 1", None),
        ("Лесково. 5 мая 1995 года. Мост", "Лесково", None, "5 мая 1995 года", None),
        ("ТБИЛИСИ, 3 января. /ТАСС/. Мост", "ТБИЛИСИ", None, "3 января", "ТАСС"),
        ("МОСКВА, 3 янв - РИА Новости. Мост", "МОСКВА", None, "3 янв", "РИА Новости"),
        ("МОСКВА, 3 янв. (Корр. ТАСС Иван Белов). Мост", "МОСКВА", None, "3 янв.", "ТАСС"),
        ("Москва. 3 января. INTERFAX.RU - Мост", "Москва", None, "3 января", "INTERFAX.RU"),
        ("Баку/12.05.95/Туран: Мост", "Баку", None, "12.05.95", "Туран"),
        ("БАКУ, АЗЕРТАДЖ, 12 мая. Мост", "БАКУ", None, "12 мая", "АЗЕРТАДЖ"),
        ("КИЇВ, 3 травня. /УКРІНФОРМ/. Міст", "КИЇВ", None, "3 травня", "УКРІНФОРМ"),
        ("Київ. 3 травня. УНІАН. Міст", "Київ", None, "3 травня", "УНІАН"),
        ("КИЇВ, 3 травня 1995 р. (УНІАН) - Міст", "КИЇВ", None, "3 травня 1995 р.", "УНІАН"),
        ("Київ. 3 травня 1995 року. Міст", "Київ", None, "3 травня 1995 року", None),
        ("Bakı, 12 may, AZƏRTAC", "Bakı", None, "12 may", "AZƏRTAC"),
        ("BAKI, 12 may 1995-ci il (Turan). Körpü", "BAKI", None, "12 may 1995-ci il", "Turan"),
        ("Bakı. 12 may. APA. Körpü", "Bakı", None, "12 may", "APA"),
        ("ANKARA (A.A) - 12.05.1995 - Köprü", "ANKARA", None, "12.05.1995", "A.A"),
        ("DİYARBAKIR (DHA) - Köprü", "DİYARBAKIR", None, None, "DHA"),
        ("İSTANBUL, 12 Mayıs 1995 (ANKA) - Köprü", "İSTANBUL", None, "12 Mayıs 1995", "ANKA"),
        ("PARIS, 3 mai (AFP) - Le pont", "PARIS", None, "3 mai", "AFP"),
        ("Paris, le 3 mai 1995 - Le pont", "Paris", None, "le 3 mai 1995", None),
        ("GENÈVE, 3 mai (ats/afp) - Le pont", "GENÈVE", None, "3 mai", "ats/afp"),
        ("Berlin (dpa/lno) - Die Brücke", "Berlin", None, None, "dpa/lno"),
        ("Berlin, 4. Mai (dpa). Die Brücke", "Berlin", None, "4. Mai", "dpa"),
        ("Bonn, Mittwoch, 4. Mai (AP) - Die Brücke", "Bonn", None, "Mittwoch, 4. Mai", "AP"),
        ("WIEN, 4. Mär (APA) - Die Brücke", "WIEN", None, "4. Mär", "APA"),
        ("Lisboa, 03 Mai (Lusa) - A ponte", "Lisboa", None, "03 Mai", "Lusa"),
        ("Warszawa, 3.05.1995 (PAP) - Most", "Warszawa", None, "3.05.1995", "PAP"),
        ("Warszawa, 3.5. (PAP) - Most", "Warszawa", None, "3.5.", "PAP"),
        ("WARSZAWA 3.5. PAP - Most", "WARSZAWA", None, "3.5.", "PAP"),
        ("Warszawa (PAP) 3.5. - Most", "Warszawa", None, "3.5.", "PAP"),
        ("Wien (APA), 3.5. - Die Brücke", "Wien", None, "3.5.", "APA"),
        ("BEOGRAD, 3. 5. (Beta) - Most", "BEOGRAD", None, "3. 5.", "Beta"),
        ("Warszawa, dnia 3 maja 1995 r. (PAP) - Most", "Warszawa", None, "dnia 3 maja 1995 r.", "PAP"),
        ("Torval, 3.V.1995 (PAP) - Most", "Torval", None, "3.V.1995", "PAP"),
        ("Torval, 3.v.1995 (PAP) - Most", "Torval", None, "3.v.1995", "PAP"),
        ("LISBOA, 03-05-1995 (Lusa) - A ponte", "LISBOA", None, "03-05-1995", "Lusa"),
        ("Budapest, május 3. (MTI) - A híd", "Budapest", None, "május 3.", "MTI"),
        ("Budapest, 1995. május 3., szerda (MTI) - A híd", "Budapest", None, "1995. május 3., szerda", "MTI"),
        ("Vilnius, gegužės 3 d. (ELTA). Tiltas", "Vilnius", None, "gegužės 3 d.", "ELTA"),
        ("Torval, the 3rd of May (Havas). The bridge", "Torval", None, "the 3rd of May", "Havas"),
        ("PARIS (AFP) - 3 millions. Le pont", "PARIS", None, None, "AFP"),
        ("TORVAL (AP) - Monday. The bridge", "TORVAL", None, None, "AP"),
    ],
)
def test_a_dateline_is_parsed_and_kept_as_printed(text, place, region, date, agency):
    found = parse(text)
    assert found is not None
    line = found.dateline
    assert (line.place, line.region, line.date, line.agency) == (place, region, date, agency)
    assert text.startswith(line.printed)
    assert text.startswith(found.quote)


@pytest.mark.parametrize(
    "text",
    [
        "REBEL forces took the town on Sunday.",
        "THE - best of all",
        "MOSCOW, 12 people (a choir) - sang.",
        "NATO -- which has no army -- met.",
        "John Smith, the leader - said so.",
        "In June 1993 (before the war) - the town stood.",
        "President Belov (left) - said so.",
        "UPDATE - the talks go on",
        "PARIS: a city of doors",
        '"WARSAW, Feb. 11 (Havas) - The border is open."',
        "PRAGUE, May 3 was a day of rain.",
        "KHASHURI. We buy the first boat.",
        "A 5 - 3 win",
        "Мост. 5 мая 1995 года его открыли.",
        "Иван Петров. 5 мая 1995 года. Мост открыли.",
        "Иванов, 3 января. Мост открыт.",
        "Иванов, 3 января 1995 г.",
        "Paris, le 3 mai, dormait encore.",
        "Berlin, 4. Mai war ein Regentag.",
        "Москва (столица страны) - город мостов.",
        "Belov, APA. The bridge",
        "Vendredi 13 juin 2003 - 10:30",
        "FRIDAY, June 13 - The bridge",
        "3.5. Budget (see table) - The sum",
        "3.5. Bridges (Belmark) - The list",
        "3.5.Warszawa - The chapter",
        "3.5 Torval (km) - The way",
        "3.5. Agencies: PAP, AP and others",
        "31.14.Warszawa (PAP) - Most",
        "3.5.2 Warszawa (PAP) - Most",
        "Torval, 3.5. The chapter",
        "Torval 3.5 (Belmark) - The result",
        "Torval, 3.5 percent (NATO) - The share",
        "3 May was a day of rain in Torval (AP) - The dam",
        "Section 3.5. (AP) - The dam",
        "Rozdział 3.5. (PAP) - Most",
        "Art. 12.iv.1995 - The dam",
        "Глава 3.5. (ТАСС) - Мост",
        "1.2. Warszawa (stolica) - Most",
        "Interfax Director Ivan Belov, 3 May 1995. He said",
        "",
    ],
)
def test_other_openings_are_no_datelines(text):
    assert parse(text) is None


def test_an_agency_may_stand_before_the_place():
    found = parse("(ANSA) - ROMA, 3 MAG - Il ponte")
    assert found is not None
    assert (found.dateline.place, found.dateline.date, found.dateline.agency) == ("ROMA", "3 MAG", "ANSA")
    assert (found.quote, found.length) == ("(ANSA) - ROMA, 3 MAG", 23)
    assert parse("(ANSA) - Il ponte di Roma - dice il sindaco") is None


@pytest.mark.parametrize(
    ("text", "place", "date", "agency", "quote"),
    [
        ("3.5.Warszawa (PAP) - Most", "Warszawa", "3.5.", "PAP", "3.5.Warszawa (PAP)"),
        ("3.05. Warszawa (PAP) - Most", "Warszawa", "3.05.", "PAP", "3.05. Warszawa (PAP)"),
        ("3.5.1995.Warszawa (PAP) Most", "Warszawa", "3.5.1995", "PAP", "3.5.1995.Warszawa (PAP)"),
        ("3 maja, Warszawa (PAP) - Most", "Warszawa", "3 maja", "PAP", "3 maja, Warszawa (PAP)"),
        ("3 мая, Баку, Туран - Мост", "Баку", "3 мая", "Туран", "3 мая, Баку, Туран"),
        ("PAP, Warszawa, 3 maja - Most", "Warszawa", "3 maja", "PAP", "PAP, Warszawa, 3 maja"),
        ("/ТАСС/. МОСКВА, 3 мая. Мост", "МОСКВА", "3 мая", "ТАСС", "/ТАСС/. МОСКВА, 3 мая"),
        ("(By telegraph.) TORVAL, May 3. The bridge", "TORVAL", "May 3", None, "(By telegraph.) TORVAL, May 3"),
        ("[Special to The Herald.] TORVAL, May 3. The bridge", "TORVAL", "May 3", None, None),
        ("(From our own correspondent.) TORVAL, 3rd May. The dam", "TORVAL", "3rd May", None, None),
    ],
)
def test_date_agency_or_the_way_of_the_news_may_stand_before_the_place(text, place, date, agency, quote):
    found = parse(text)
    assert found is not None
    assert (found.dateline.place, found.dateline.date, found.dateline.agency) == (place, date, agency)
    assert quote is None or found.quote == quote


def test_a_dateline_fused_behind_a_caption_is_found():
    text = "Drivers wait at the pass Friday. KAZBEGI, Georgia -- Snow closed the pass."
    assert text[inside(text) :].startswith("KAZBEGI")
    assert inside("First came a flash. MINSK (Interfax) coughs in the text of a letter.") == 0


@given(st.text(max_size=300))
def test_a_dateline_lies_within_its_paragraph(text):
    found = parse(text)
    assert found is None or (found.dateline.printed in text and 0 < found.length <= len(text))
    assert 0 <= inside(text) <= len(text)
