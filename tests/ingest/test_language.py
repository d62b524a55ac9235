"""The language of a dispatch: what its words show goes before what its page declares."""

import pytest

from dispatchsearch.ingest.language import language_of

SENTENCES = {
    "en": "The soldiers left the town on Friday after weeks of shelling, and the people went back to their houses.",
    "ru": "Солдаты покинули город в пятницу после недель обстрела, и люди вернулись в свои дома.",
    "de": "Die Soldaten verließen die Stadt am Freitag nach Wochen des Beschusses, und die Leute kehrten heim.",
    "fr": "Les soldats ont quitté la ville vendredi après des semaines de tirs, et les gens sont rentrés chez eux.",
    "es": "Los soldados dejaron la ciudad el viernes tras semanas de disparos, y la gente volvió a sus casas.",
    "tr": "Askerler haftalar süren ateşten sonra cuma günü şehirden ayrıldı ve insanlar evlerine döndü.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_words_show_the_language_whatever_the_page_declares(language):
    assert language_of(SENTENCES[language], None) == language
    assert language_of(SENTENCES[language], "en") == language


def test_figures_and_single_words_show_none_and_leave_what_is_declared():
    assert language_of("Net 1.2 mln vs 1.1 mln", None) is None
    assert language_of("Lindvik 3 Torval 1", "de") == "de"
    assert language_of("", "fr") == "fr"
