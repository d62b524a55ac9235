"""An archive can have another engine; until that one's index is whole it keeps the one it has."""

import datetime as dt

import pytest

from dispatchsearch.archive import Archive
from dispatchsearch.errors import EngineError

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
FILES = {
    "a.txt": "Trucks Leave\n\nMARDAKERT - Trucks left on Sunday.\n",
    "b.txt": "No Wind\n\nELLERY - No wind blew.\n",
}


def titles(archive, words):
    return [hit.dispatch.title for hit in archive.search(words).hits]


def rebuild(archive, **options):
    return sum(1 for _ in archive.rebuild(now=NOW, **options))


@pytest.mark.parametrize(("one", "other"), [("whoosh", "tantivy"), ("tantivy", "whoosh")])
def test_another_engine_finds_the_same_and_the_files_of_the_one_before_go(make_archive, one, other):
    archive = make_archive(FILES)
    rebuild(archive, engine=one)
    kept = {path.name for path in archive.folder.iterdir()}
    assert titles(archive, "trucks") == ["Trucks Leave"]
    rebuild(archive, engine=other)
    assert titles(archive, "trucks") == ["Trucks Leave"]
    assert len({path.name for path in archive.folder.iterdir()} - kept) == 1
    assert not list(archive.verify())
    with Archive.open(archive.folder) as again:
        assert again.status().engine == other
        assert titles(again, "wind") == ["No Wind"]


def test_a_change_of_engine_that_is_cut_off_leaves_the_engine_before(make_archive):
    archive = make_archive(FILES)
    steps = archive.rebuild(now=NOW, engine="tantivy")
    next(steps)
    steps.close()
    with Archive.open(archive.folder) as again:
        assert again.status().engine == "whoosh"
        assert titles(again, "trucks") == ["Trucks Leave"]
        assert sum(1 for _ in again.index(now=NOW)) > 0
        assert not list(again.verify())


def test_what_has_changed_is_told_to_the_other_engine(make_archive, tmp_path):
    archive = make_archive(FILES)
    rebuild(archive, engine="tantivy")
    (tmp_path / "raw" / "b.txt").write_text("Much Wind\n\nELLERY - A gale blew.\n")
    (tmp_path / "raw" / "a.txt").unlink()
    assert sum(1 for _ in archive.index(now=NOW, prune=True)) > 0
    assert (titles(archive, "trucks"), titles(archive, "gale")) == ([], ["Much Wind"])
    assert not list(archive.verify())


def test_an_archive_is_not_given_another_engine_in_passing(make_archive):
    folder = make_archive(FILES).folder
    with pytest.raises(EngineError, match="rebuild --engine tantivy"):
        Archive(folder, engine="tantivy")


def test_an_engine_nobody_knows_is_refused_before_anything_is_done(make_archive):
    archive = make_archive(FILES)
    with pytest.raises(EngineError, match="sphinx"):
        rebuild(archive, engine="sphinx")
    with Archive.open(archive.folder) as again:
        assert not list(again.verify())
        assert titles(again, "trucks") == ["Trucks Leave"]
