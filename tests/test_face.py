import subprocess
import sys

import pytest

import dispatchsearch


@pytest.mark.parametrize("name", dispatchsearch.__all__)
def test_what_is_named_is_there(name):
    assert getattr(dispatchsearch, name)


def test_what_is_not_named_is_not_there():
    with pytest.raises(AttributeError, match="no_such_thing"):
        dispatchsearch.no_such_thing  # noqa: B018 (asking is what is tested)


def test_the_command_line_is_imported_without_the_house_behind_it():
    program = (
        "import sys, dispatchsearch.cli\n"
        "print([name for name in ('lxml', 'numpy', 'rich', 'fastapi', 'whoosh', 'sqlite3') if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
