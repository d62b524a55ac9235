"""From a document to its stories."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dispatchsearch.errors import ReadError
from dispatchsearch.ingest.clean import CleanDocument, clean
from dispatchsearch.ingest.read import RawDocument, read

BANNER = "Get the latest updates as we post them — right on your browser"
STORY = f"""{BANNER}

. Last Updated: 07/27/2016

Dam Opens After Nine Years

TORVAL, Belmark - The dam above the town was opened on Sunday by the minister who had closed it.

Some 20, 000 people came. "It holds", said engineer Arno Velt.

June 4 had been named before, and May 24, 1993.

Most Read

Ferry Line Closes
"""
PARAGRAPHS = [
    "The dam above the town was opened on Sunday by the minister who had closed it nine years ago; nobody fell in.",
    "Engineer Arno Velt said the water had waited long enough, and so had the fishermen of both banks, in boats.",
    "A band of firemen played three marches. The fourth was put off because the trumpeter was called to a fire.",
]
DATA = '{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "dateModified": "2016-07-27"}]}'
HEAD = f"""<html lang="en-GB"><head><title>Dam Opens After Nine Years | The Torval Post</title>
<meta property="article:published_time" content="1993-06-28T10:00:00Z"><meta name="author" content="Ellen Marsh">
<link rel="canonical" href="https://post.example/1993/dam-opens">
<script type="application/ld+json">{DATA}</script></head>"""
ABOVE = """<body><nav><a href="/">Home</a> <a href="/sport">Sport</a> <span class="date">28 March 2024</span></nav>
<main><article><h1>Dam Opens After Nine Years</h1><p class="byline">By Ellen Marsh</p>
<div class="meta"><time datetime="1993-06-28">June 28, 1993</time></div><div>Last Updated: 07/27/2016</div>"""
BELOW = """</article></main><aside><h2>Related stories</h2><ul><li><a href="/1">Ferry Line Closes</a>
<time datetime="2024-03-01">1 March</time></li></ul></aside>
<footer>&copy; 2016 The Torval Post</footer></body></html>"""
PAGE = HEAD + ABOVE + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + BELOW


def cleaned(text: str, media: str = "text/plain", **more) -> tuple[CleanDocument, ...]:
    return clean(RawDocument(text.encode(), media, "a", **more))


def body(story: CleanDocument) -> str:
    return "\n".join(block.text for block in story.blocks if block.kind == "body")


def clues(story: CleanDocument, place: str) -> list[str]:
    return [clue.text for clue in story.clues if clue.place == place]


def test_the_top_of_a_text_is_told_from_the_text():
    (story,) = cleaned(STORY)
    assert story.headline == "Dam Opens After Nine Years"
    assert body(story).startswith("TORVAL, Belmark - The dam")
    for furniture in (BANNER, "Last Updated", "Most Read", "Ferry Line"):
        assert furniture not in body(story)
    assert BANNER in [block.text for block in story.blocks if block.kind == "furniture"]


def test_the_clues_of_a_text_come_in_its_order():
    (story,) = cleaned(STORY)
    assert [clue.place for clue in story.clues] == ["label", "headline", "dateline", "lead", "text"]
    label = story.clues[0]
    assert (label.name, label.text) == ("last updated", ". Last Updated: 07/27/2016")


def test_a_page_gives_its_story_and_nothing_else():
    (story,) = cleaned(PAGE, "text/html")
    assert body(story) == "\n".join(PARAGRAPHS)
    assert (story.headline, story.byline, story.language) == ("Dam Opens After Nine Years", "Ellen Marsh", "en")
    assert (story.masthead, story.url) == ("The Torval Post", "https://post.example/1993/dam-opens")


def test_the_clues_of_a_page_say_what_names_them_and_where_they_stand():
    (story,) = cleaned(PAGE, "text/html")
    found = {(clue.place, clue.name, clue.text) for clue in story.clues}
    assert ("meta", "article:published_time", "1993-06-28T10:00:00Z") in found
    assert ("json-ld", "NewsArticle.dateModified", "2016-07-27") in found
    assert clues(story, "label") == ["Last Updated: 07/27/2016"]
    times = [clue for clue in story.clues if clue.place == "time"]
    assert [(clue.text, clue.region) for clue in times][:2] == [("1993-06-28", ""), ("June 28, 1993", "")]
    assert {clue.region for clue in times if clue.text == "2024-03-01"} <= {"aside", "related"}
    assert any(clue.region == "nav" and "28 March 2024" in clue.text for clue in story.clues)
    places = [clue.place for clue in story.clues if not clue.region]
    assert places.index("headline") < places.index("time") < places.index("lead")
    assert [clue.region for clue in story.clues if clue.place == "copyright"] == ["footer"]


def test_lines_of_a_preformatted_page_are_joined_to_paragraphs():
    lines = "TORVAL, Belmark - The dam above the town was opened\non Sunday by the minister who had closed it nine\n"
    lines += "years ago, and nobody fell in.\n\nA band of firemen played three marches and then\nwent home."
    (story,) = cleaned(f"<html><body><h1>Dam opens</h1><pre>{lines}</pre></body></html>", "text/html")
    first, second = body(story).split("\n")
    assert first.endswith("closed it nine years ago, and nobody fell in.")
    assert second == "A band of firemen played three marches and then went home."


def test_cleaning_a_cleaned_text_changes_nothing():
    (story,) = cleaned(STORY)
    (again,) = cleaned("\n\n".join([story.headline, *(block.text for block in story.blocks if block.kind == "body")]))
    assert (again.headline, body(again)) == (story.headline, body(story))


def test_deep_nesting_is_cleaned_or_refused_quickly():
    for tag in ("div", "b", "table><tr><td", "ul><li"):
        page = "<html><body><p>" + PARAGRAPHS[0] + "</p>" + f"<{tag}>" * 100_000 + "text</body></html>"
        try:
            (story,) = cleaned(page, "text/html")
        except ReadError:
            continue
        assert body(story)


def test_the_owner_s_sample_comes_out_whole(shared):
    folder = shared / "seed"
    (path,) = folder.iterdir()
    (story,) = clean(next(read(path, path.name)))
    assert story.headline == "Azeri Rebels Vow to Return to Karabakh War"
    assert story.dateline.printed == "MARDAKERT, Azerbaijan"
    assert BANNER not in body(story)
    assert [clue.text for clue in story.clues if clue.place == "label"] == [". Last Updated: 07/27/2016"]
    assert len(body(story).split("\n")) == 16


TAGS = st.sampled_from(
    "<p> </p> <div_class='date'> <h1> </h1> <time_datetime='1993'> <br> <pre> <table><tr><td> <!-- -->".split()
)
WORDS = st.sampled_from(
    "BAKU,_June_1_(AP)_-|By_Ana_Roth|Subject:_x|[01]_HEAD_OF_STORY|*_*_*|-0-|HD_x|\n\n|Date:_1/2/1993|1_of_2_DOCUMENTS".split(
        "|"
    )
)


@settings(max_examples=150)
@given(
    parts=st.lists(TAGS | WORDS | st.text(max_size=30), max_size=25),
    media=st.sampled_from(["text/html", "text/plain", "message/rfc822"]),
)
def test_no_document_raises_anything_but_read_error(parts, media):
    try:
        stories = cleaned(" ".join(parts).replace("_", " ").encode("utf-8", "replace").decode(), media)
    except ReadError:
        return
    assert stories
    assert all(isinstance(story.headline, str) for story in stories)
