import re
from importlib.resources import files

from dispatchsearch.web import words

WEB = files("dispatchsearch.web")


def test_every_word_of_the_pages_is_shown_somewhere():
    own = (WEB / "words.py").read_text("utf-8")
    rooms = [path.read_text("utf-8") for path in WEB.iterdir() if path.name.endswith(".py")]
    templates = [path.read_text("utf-8") for path in (WEB / "templates").iterdir() if path.name.endswith(".html")]
    shown = set(re.findall(r"\b(?:t|words)\.(\w+)", "\n".join(rooms + templates)))
    made = set(re.findall(r"^(\w+) = |^def ([a-z]\w*)", own, re.MULTILINE))
    unused = {name for pair in made for name in pair if name} - shown
    assert {name for name in unused if len(re.findall(rf"\b{name}\b", own)) == 1} == set()
    assert shown <= set(dir(words))
