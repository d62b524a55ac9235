import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchsearch.ingest.crawl.addresses import folder_name, host_of, leads_nowhere, normalise, origin_of, shape

SPELLINGS = [
    # a link on http://news.example/1993/6/story.html, what it leads to
    ("218022.html", "http://news.example/1993/6/218022.html"),
    ("/", "http://news.example/"),
    ("", "http://news.example/1993/6/story.html"),
    ("#top", "http://news.example/1993/6/story.html"),
    ("?page=2#top", "http://news.example/1993/6/story.html?page=2"),
    ("../7/", "http://news.example/1993/7/"),
    ("../../../../7/", "http://news.example/7/"),
    ("http://news.example/a/./b/../c", "http://news.example/a/c"),
    ("http://news.example/a/..", "http://news.example/"),
    ("http://news.example/a/.", "http://news.example/a/"),
    ("HTTP://News.Example:80", "http://news.example/"),
    ("https://news.example:443/a", "https://news.example/a"),
    ("https://news.example:80/a", "https://news.example:80/a"),
    ("http://news.example./a", "http://news.example/a"),
    ("//other.example/a", "http://other.example/a"),
    (" a b.html\n", "http://news.example/1993/6/a%20b.html"),
    ("a\tb.html", "http://news.example/1993/6/ab.html"),
    ("/%7euser/%41%2f%zz", "http://news.example/~user/A%2F%25zz"),
    ("/caf\u00e9", "http://news.example/caf%C3%A9"),
    ("/a?b&c=1&&d=", "http://news.example/a?b&c=1&d="),
    ("/a?", "http://news.example/a"),
    ("/a?id=5&PHPSESSID=0a1b&utm_source=x", "http://news.example/a?id=5"),
    ("/a;jsessionid=0A1B?id=5", "http://news.example/a?id=5"),
    ("http://b\u00fccher.example/", "http://xn--bcher-kva.example/"),
    ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
]
NO_ADDRESSES = [
    "ftp://news.example/", "mailto:editor@news.example", "javascript:void(0)", "file:///etc/passwd", "data:text/html,a",
    "http://:80/", "http://news.example:0/", "http://news.example:99999/", "http://news.example:x/",
    "http://user:word@news.example/", "http://user@news.example/", "http://[::1/", "http://a b/", "http://-.example/",
    "http://../", "http://a..b/", "http://\u00fc..example/", "/" + "a" * 3000,
]  # fmt: skip


@pytest.mark.parametrize(("link", "address"), SPELLINGS)
def test_an_address_has_one_spelling(link, address):
    assert normalise(link, "http://news.example/1993/6/story.html") == address
    assert normalise(address) == address


@pytest.mark.parametrize("link", NO_ADDRESSES)
def test_what_cannot_be_asked_for_has_none(link):
    assert normalise(link, "http://news.example/") is None


def test_an_address_without_a_host_is_none_where_no_page_gives_one():
    assert normalise("http:///a") is None
    assert normalise("http://") is None


def test_a_query_is_written_in_the_encoding_of_its_page_and_a_path_is_not():
    assert normalise("/я?q=я", "http://news.example/", "koi8-r") == "http://news.example/%D1%8F?q=%D1"


@given(st.text(), st.text())
def test_any_text_has_one_lasting_spelling_or_none(link, base):
    address = normalise(link, f"http://news.example/{base}")
    assert address is None or (address.isascii() and normalise(address) == address)


def test_an_address_names_host_and_origin():
    assert host_of("https://news.example:8443/a") == "news.example:8443"
    assert origin_of("https://news.example:8443/a?b") == "https://news.example:8443"


def test_a_folder_name_fits_every_file_system():
    assert folder_name("news.example:8443") == "news.example_8443"
    assert folder_name("[::1]:80") == "___1__80"


def test_the_shape_of_an_address_has_no_numbers():
    assert shape("http://news.example/1993/6/a.html?month=7") == "http://news.example/#/#/a.html?month=#"


@pytest.mark.parametrize("path", ["a.pdf", "a.JPG", "1993/a.tar", "a/b/a/c/a/d", "more/more/more/"])
def test_files_that_are_no_pages_and_addresses_in_circles_lead_nowhere(path):
    assert leads_nowhere(f"http://news.example/{path}")


@pytest.mark.parametrize(
    "path", ["", "a", "a.html", "a.php?file=b.pdf", "1993/1/1/1.html", "v1.0/a", "a.pdf/", "a/b/a/b"]
)
def test_other_addresses_do_not(path):
    assert leads_nowhere(f"http://news.example/{path}") is None
