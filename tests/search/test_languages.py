"""Several languages in one archive: each dispatch is stemmed in its own, and one query finds them all."""

import pytest

SENTENCES = {
    "en": "The engineers opened the new bridges over the river on Friday, and the people of both towns crossed them.",
    "ru": "Инженеры открыли новые мосты через реку в пятницу, и жители обоих городов прошли по ним до вечера.",
    "de": "Die Ingenieure öffneten am Freitag die neuen Brücken, und die Leute beider Städte gingen hinüber.",
    "fr": "Les ingénieurs ont ouvert vendredi les nouvelles routes, et les habitants des deux villes ont traversé.",
    "es": "Los ingenieros abrieron el viernes las nuevas carreteras, y la gente de las dos ciudades las cruzó.",
    "tr": "Mühendisler cuma günü nehrin üzerindeki yeni köprüleri açtı ve şehrin insanları akşama kadar geçti.",
}
OTHER_FORMS = {
    "en": "bridge",
    "ru": "мостами",
    "de": "Brücke",
    "fr": "route",
    "es": "carretera",
    "tr": "köprü",
}


@pytest.fixture
def archive(make_archive):
    return make_archive({f"{name}.txt": f"Headline {name}\n\n{text}\n\n{text}\n" for name, text in SENTENCES.items()})


def test_each_dispatch_is_of_the_language_it_is_written_in(archive):
    counts = {line.value: line.count for line in archive.search("").facets["lang"]}
    assert counts == dict.fromkeys(SENTENCES, 1)
    for language in SENTENCES:
        assert [hit.dispatch.language for hit in archive.search(f"lang:{language}").hits] == [language]


@pytest.mark.parametrize(("language", "form"), OTHER_FORMS.items())
def test_another_form_of_a_word_finds_it_in_its_language(archive, language, form):
    (hit,) = archive.search(form).hits
    assert hit.dispatch.language == language
    assert hit.snippet.marks


def test_one_query_finds_all_languages(archive):
    query = " OR ".join(OTHER_FORMS.values())
    assert archive.search(query).total == len(SENTENCES)
