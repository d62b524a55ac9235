import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from dispatchsearch.cli import cli


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(
        "<title>Port Gazette</title><a href='ferry.html'>Ferry</a><a href='gone.html'>x</a>"
    )
    (folder / "ferry.html").write_text("<h1>Ferry Line Opens</h1><p>RIGA, Latvia - A ferry left Riga on Sunday.</p>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


def run(*arguments):
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_a_crawled_site_is_indexed_with_its_addresses(site, tmp_path):
    result = run("crawl", site, "--to", tmp_path / "raw", "--delay", "0", "--allow-private")
    assert result.exit_code == 0, result.stderr
    assert "2 kept" in result.stderr
    assert "gone" in result.stderr
    assert "next: dispatchsearch index" in result.stderr
    run("--index", tmp_path / "index", "index", tmp_path / "raw")
    found = run("--index", tmp_path / "index", "query", "ferry", "--csv")
    assert f"{site}ferry.html" in found.stdout


def test_this_machine_is_refused_unless_allowed(site, tmp_path):
    result = run("crawl", site, "--to", tmp_path / "raw", "--delay", "0")
    assert "allow private addresses" in result.stderr
    assert not list((tmp_path / "raw").rglob("*.warc.gz"))


def test_sizes_are_written_short(site, tmp_path):
    result = run("crawl", site, "--to", tmp_path / "raw", "--delay", "0", "--allow-private", "--max-bytes", "1k")
    assert result.exit_code == 0
    assert run("crawl", site, "--max-bytes", "much").exit_code == 2


def test_what_is_no_address_is_an_error(tmp_path):
    result = run("crawl", "ftp://old.example/", "--to", tmp_path)
    assert result.exit_code == 2
    assert "http" in result.stderr
