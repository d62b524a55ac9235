"""Newspapers that are called like people, and people who are called like newspapers. The texts are invented."""

import pytest

from dispatchsearch.dispatch import Block
from dispatchsearch.ingest.entities import find_mentions


def named(text):
    found = find_mentions("", [Block(text)], None).mentions
    return {mention.surface for mention in found}


@pytest.mark.parametrize(
    "text",
    [
        "The newspaper Novaya Rech reported on Monday that the talks had failed. Later Novaya Rech denied it.",
        '"Novaya Torvala" reported on Monday that two men had been arrested.',
        "Azadlyg al-Jadid reported on Monday that the president had left.",
        "In an interview with Novaya Rech on Friday the minister said that the war was over.",
        "The minister told Azadlyg that the army would not leave.",
        "An editorial in Novaya Rech called it a crime.",
        "The weekly newspaper Utro Torvala printed it. Utro Torvala said it had seen the letter.",
        "The Turkish daily Yeni Torval quoted him as saying he was tired. Yeni Torval said it had asked him twice.",
        "Haykakan Zhamanak wrote on Friday that the minister had resigned.",
        "Akhali Taoba wrote that the road was open.",
        "Jomhuri-ye Eslami wrote that the minister lied.",
        "Al Hayat said on Monday that the king had left. Al-Hayat quoted a witness.",
        "Nezavisimaya Torvala said on Monday that the army had left.",
        "“Torvalan Dzayn” reported on Tuesday that the bridge was closed. Torvalan Dzayn wrote no more.",
        "The correspondent of Torvalan Dzayn was beaten.",
        "Moskovskaya Pravda wrote it, and Pravda printed it again.",
    ],
)
def test_a_newspaper_is_no_person(text):
    assert not {name for name in named(text) if name != "Turkish"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Mikhail Slovo said he was well. Slovo left on Friday.", {"Mikhail Slovo", "Slovo"}),
        ("Leyla Kayhan reported on Sunday that she was well.", {"Leyla Kayhan"}),
        ("Editor Anna Rech of Novaya Rech said it was a lie. Rech was tired.", {"Anna Rech", "Rech"}),
        ("Moskovskaya Pravda reported that Ivan Pravda was ill. Pravda denied it.", {"Ivan Pravda", "Pravda"}),
        ("Hasan Sabah reported on Monday that the army had left.", {"Hasan Sabah"}),
        ("Maya Torvala reported on Monday that the army had left.", {"Maya Torvala"}),
        ("Anna Torval, the editor of the weekly, said so.", {"Anna Torval"}),
        ("Hassan al-Hayat, a minister, said so on Friday.", {"Hassan al-Hayat"}),
    ],
)
def test_a_person_called_like_a_newspaper_stays_one(text, people):
    assert named(text) == people
