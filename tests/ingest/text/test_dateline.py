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
        "",
    ],
)
def test_other_openings_are_no_datelines(text):
    assert parse(text) is None


def test_a_dateline_fused_behind_a_caption_is_found():
    text = "Drivers wait at the pass Friday. KAZBEGI, Georgia -- Snow closed the pass."
    assert text[inside(text) :].startswith("KAZBEGI")
    assert inside("First came a flash. MINSK (Interfax) coughs in the text of a letter.") == 0


@given(st.text(max_size=300))
def test_a_dateline_lies_within_its_paragraph(text):
    found = parse(text)
    assert found is None or (found.dateline.printed in text and 0 < found.length <= len(text))
    assert 0 <= inside(text) <= len(text)
