"""What a power cut leaves of replaced files is tried in tests/reliability; here, what a failure leaves."""

import pytest

from dispatchsearch.durable import replacing


def test_a_file_is_replaced_and_may_be_read_by_whom_the_folders_other_files_may(tmp_path):
    (tmp_path / "plain").write_text("any")
    for text in ("old\r\n", "ново\n"):
        with replacing(tmp_path / "names.csv") as file:
            file.write(text)
    assert (tmp_path / "names.csv").read_bytes() == "ново\n".encode()
    assert (tmp_path / "names.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["names.csv", "plain"]


def test_a_file_whose_replacement_fails_stays_as_it_was_with_nothing_beside_it(tmp_path):
    (tmp_path / "names.csv").write_text("old")
    with pytest.raises(RuntimeError), replacing(tmp_path / "names.csv") as file:  # noqa: PT012 (what was written before)
        file.write("half of the")
        raise RuntimeError
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("names.csv", "old")]
