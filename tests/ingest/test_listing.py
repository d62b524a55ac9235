import os

from dispatchsearch.ingest.listing import Listing, list_files, list_folder


def test_a_folder_is_listed_in_full_with_paths_relative_to_its_root(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("one.txt", "a/two.txt", "a/b/three.html"):
        (tmp_path / name).write_text("x")
    assert sorted(list_files(tmp_path, tmp_path).files) == ["a/b/three.html", "a/two.txt", "one.txt"]
    assert list(list_files(tmp_path, tmp_path / "a" / "b").files) == ["a/b/three.html"]
    assert list(list_files(tmp_path, tmp_path / "one.txt").files) == ["one.txt"]


def test_links_and_hidden_folders_are_rejected_by_name(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    (tmp_path / "loop").symlink_to(tmp_path)
    listing = list_files(tmp_path, tmp_path)
    assert not listing.files
    assert set(listing.rejected) == {".git", "link.txt", "loop"}


def test_the_archives_own_folders_are_passed_over(tmp_path):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "archive.db").write_text("x")
    listing = list_files(tmp_path, tmp_path, [tmp_path / "index"])
    assert not listing.files
    assert not listing.rejected


def test_a_pipe_is_rejected(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert list_files(tmp_path, tmp_path).rejected == {"pipe": "no regular file"}


def test_a_name_that_is_no_text_is_written_with_escapes(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    assert list(list_files(tmp_path, tmp_path).files) == ["caf\\xe9.txt"]


def test_a_missing_folder_makes_the_listing_incomplete(tmp_path):
    assert not list_files(tmp_path, tmp_path / "gone").complete


def test_a_folder_that_cannot_be_listed_is_named_and_makes_the_listing_incomplete(tmp_path):
    listing = Listing(tmp_path, tmp_path)
    assert list_folder(listing, str(tmp_path / "gone"), "gone/", set()) == []
    assert not listing.complete
    assert "gone" in listing.rejected
