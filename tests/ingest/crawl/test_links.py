import gzip

import pytest

from dispatchsearch.ingest.crawl.fetch import Answer
from dispatchsearch.ingest.crawl.links import leads_of
from dispatchsearch.ingest.crawl.network import Unfetchable
from dispatchsearch.ingest.crawl.policy import CrawlPolicy

HERE = "http://news.example/1993/"
WORDS = "the ferry left the harbour before the storm and came back with all its letters on the following morning " * 2


def leads(content, kind="text/html"):
    content = content.encode() if isinstance(content, str) else content
    answer = Answer(HERE, 200, "OK", (("Content-Type", kind),), content, content, "127.0.0.1", "")
    return leads_of(answer, CrawlPolicy())


PAGES = [
    ('<a href="a">x</a><a href=/b>y</a><a href="a#c">z</a><a>n</a>', ["/1993/a", "/b"]),
    ('<base href="/1994/"><a href="a">x</a>', ["/1994/a"]),
    ('<base href="mailto:x"><a href="a">x</a>', ["/1993/a"]),
    ('<map><area href="a"></map><iframe src="b"></iframe>', ["/1993/a", "/1993/b"]),
    ('<html><head></head><frameset><frame src="a"><frame src="b"></frameset></html>', ["/1993/a", "/1993/b"]),
    ('<link rel="next" href="2"><link rel="stylesheet" href="s"><link rel="icon" href="i">', ["/1993/2"]),
    (
        '<link rel="alternate" type="application/atom+xml" href="f"><link rel="alternate" hreflang="de" href="d">',
        ["/1993/f"],
    ),
    ('<link rel="canonical" href="/own">', ["/own"]),
    ('<a href="a" rel="external NoFollow">x</a><a href="b" rel="next">y</a>', ["/1993/b"]),
    ('<meta name="ROBOTS" content="index, nofollow"><a href="a">x</a>', []),
    ('<meta name="robots" content="none"><a href="a">x</a>', []),
    ('<meta name="robots" content="all"><a href="a">x</a>', ["/1993/a"]),
    ('<meta http-equiv="Refresh" content="0; URL=\'a\'">', ["/1993/a"]),
    ('<meta http-equiv="refresh" content="300"><meta charset="utf-8">', []),
    ('<a href="mailto:x">x</a><a href="">y</a><a href="javascript:f()">z</a>', []),
    ('<!-- <a href="a">x</a> --><script>"<a href=b>"</script>', []),
    ('<a href="a?x=1&amp;y=2">x</a>', ["/1993/a?x=1&y=2"]),
    ("", []),
    ("<" * 1000, []),
    ("\0<a href=a\0b>", ["/1993/a%EF%BF%BDb"]),
]


@pytest.mark.parametrize(("page", "paths"), PAGES)
def test_the_links_of_a_page_are_found_in_its_order_each_once(page, paths):
    assert list(leads(page).links) == [f"http://news.example{path}" for path in paths]


def test_queries_are_written_in_the_encoding_the_page_declares():
    page = '<a href="/?q=я">x</a>'.encode("koi8-r")
    assert leads(page, "text/html; charset=KOI8-R").links == ("http://news.example/?q=%D1",)
    assert leads(b"<meta charset=koi8-r>" + page).links == ("http://news.example/?q=%D1",)
    assert leads('<a href="/?q=я">x</a>', "text/html; charset=nonsense").links == ("http://news.example/?q=%D1%8F",)


def test_a_page_cannot_swamp_the_crawl_with_links():
    page = "".join(f"<a href={number}>" for number in range(10_100))
    assert len(leads(page).links) == 10_000


def test_texts_lead_nowhere():
    assert leads('<a href="a">', "text/plain").links == ()


def test_pages_with_the_same_words_and_the_same_own_address_are_one():
    own = f'<link rel="canonical" href="/own">{WORDS}'
    assert leads(own).words == leads(f"<!-- printed 12:00 --><b class=x>{own}</b>").words
    assert leads(own).words != leads(WORDS).words
    assert leads(own).words != leads(own + "again").words


def test_pages_that_differ_in_days_alone_have_one_gist():
    gist = leads(f"1 2 31 1993 1993-06 8/23/1996 12:30 4.6.93 {WORDS}").gist
    assert gist == leads(f"(7) 8. 1994 1994/07 {WORDS}").gist
    assert gist != leads(f"125.40 {WORDS}").gist


def test_too_few_words_do_not_tell_a_page_from_another():
    assert leads("<p>no stories on this day").words is None


RSS = """<?xml version='1.0'?><!-- made by hand -->
<rss><channel><link>/</link><item><link><![CDATA[/a]]></link></item></channel></rss>"""
LISTS = [
    ("<urlset xmlns='x'><url><loc> http://news.example/a </loc><lastmod>1993</lastmod></url></urlset>", ["/a"]),
    ("<s:urlset xmlns:s='x'><s:url><s:loc>/a?b=1&amp;c=2</s:loc></s:url></s:urlset>", ["/a?b=1&c=2"]),
    (RSS, ["/", "/a"]),
    ("<feed><link rel='self' href='/f'/><entry><link href='/a'/><link rel='edit' href='/b'/></entry></feed>", ["/a"]),
    ("<rdf:RDF xmlns:rdf='x'><item><link>/a</link></item></rdf:RDF>", ["/a"]),
    ("<urlset><url><loc>/a</loc></url><url><loc>/b</loc><oops></url>", ["/a", "/b"]),
    ("<urlset><url><loc>ftp://news.example/a</loc></url><url><loc></loc></url></urlset>", []),
    ("<!DOCTYPE x [<!ENTITY a '/a'>]><urlset><url><loc>&a;</loc></url></urlset>", []),
    ("<?xml version='1.0' encoding='nonsense'?><urlset><url><loc>/a</loc></url></urlset>", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "paths"), LISTS)
def test_sitemaps_and_feeds_are_read_as_far_as_they_hold(text, paths):
    found = leads(text, "application/xml")
    assert found.is_list
    assert list(found.links) == [f"http://news.example{path}" for path in paths]


def test_a_list_is_known_by_its_first_element_whatever_its_type_is_called():
    assert leads(RSS, "text/html").is_list
    assert not leads("<p><urlset>", "text/html").is_list


def test_a_hostile_preamble_is_passed_in_no_time():
    assert not leads("<!-- a -->" * 400 + "<p>", "text/html").is_list


def test_a_list_of_sitemaps_names_lists():
    found = leads("<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>", "text/xml")
    assert (found.links, found.sitemaps) == ((), ("http://news.example/a.xml",))


def test_a_packed_sitemap_is_unpacked_within_limits():
    assert leads(gzip.compress(LISTS[0][0].encode()), "application/x-gzip").links == ("http://news.example/a",)
    for packed in (b"no gzip", gzip.compress(bytes(200 * 1024 * 1024), 1)):
        with pytest.raises(Unfetchable):
            leads(packed, "application/gzip")


def test_a_packed_sitemap_larger_than_a_page_may_be_is_left():
    answer = Answer(HERE, 200, "OK", (("Content-Type", "application/gzip"),), b"", gzip.compress(bytes(2000)), "", "")
    with pytest.raises(Unfetchable, match="larger than 1000 bytes"):
        leads_of(answer, CrawlPolicy(page_bytes=1000))
