"""What may have been meant: words the archive knows are let be."""


def test_a_rare_word_is_not_taken_for_a_common_one(make_archive):
    files = {
        f"{n}.txt": f"Number {n}\n\nNo ship has come since the war, and nobody has asked for one.\n" for n in range(12)
    }
    archive = make_archive({**files, "siege.txt": "The Keep\n\nThe siege of the keep is known from a letter alone.\n"})
    assert archive.search("siege -rumour").suggestion is None
    assert archive.search("siege").suggestion is None
    assert archive.search("sinze").suggestion == "since"
    assert archive.search("sieve -rumour").suggestion == "siege -rumour"
    assert archive.search("sirge keep").suggestion == "siege keep"
    assert archive.search("sinew").suggestion is None


def test_nothing_is_offered_that_finds_no_more(make_archive):
    archive = make_archive({"a.txt": "The Keep\n\nThe siege of the keep is known from a letter alone.\n"})
    assert archive.search("seige -keep").suggestion is None
    assert archive.search("seige").suggestion == "siege"


def test_the_first_letter_is_seldom_the_slip(make_archive):
    files = {
        f"{n}.txt": f"Number {n}\n\nNo ship will come, they said, and nobody will ask for one.\n" for n in range(12)
    }
    archive = make_archive({**files, "oil.txt": "The Lamp\n\nThere was oil in the lamp of the keep.\n"})
    assert archive.search("oill").suggestion == "oil"
    assert archive.search("eill").suggestion == "will"
