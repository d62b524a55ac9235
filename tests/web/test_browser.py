"""What a person does, in a real browser."""

import re

from playwright.sync_api import expect


def test_a_person_searches_reads_and_comes_back(window):
    window.goto("/")
    window.get_by_label("Search the archive").fill("ferry")
    window.get_by_role("button", name="Search").click()
    expect(window.get_by_role("status")).to_have_text("1 dispatch")
    window.get_by_role("link", name="Ferry Stops as Front Nears Mardakert").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Ferry Stops as Front Nears Mardakert")
    window.locator(".text .name.person").first.click()
    expect(window.get_by_role("heading", level=1)).to_have_text(re.compile("Kurban Kurbanov"))


def test_the_hits_of_a_result_can_be_read_one_after_the_other(page):
    page.goto("/search?q=Baku&sort=oldest")
    titles = page.locator(".hit h2").all_inner_texts()
    page.locator(".hit h2 a").first.click()
    for number, title in enumerate(titles, 1):
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.locator(".around")).to_contain_text(f"{number} of {len(titles)}")
        expect(page.locator(".text mark").first).to_be_visible()
        if number < len(titles):
            page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("link", name="Next")).to_have_count(0)
    page.get_by_role("link", name="All results").click()
    expect(page.locator(".hit")).to_have_count(len(titles))


def test_the_reason_for_a_date_opens_on_the_spot(page):
    page.goto("/search?q=ferry")
    reason = page.locator(".hit .because").first
    expect(reason).to_be_hidden()
    page.locator(".hit .why summary").first.click()
    expect(reason).to_be_visible()


def test_narrowing_by_a_facet_and_removing_the_chip(window):
    window.goto("/search")
    window.locator("#facet-source").get_by_role("link", name=re.compile("^The Torval Herald")).click()
    expect(window.get_by_role("status")).to_have_text("4 dispatches")
    window.locator(".chips").get_by_role("link", name=re.compile("The Torval Herald")).click()
    expect(window.get_by_role("status")).to_have_text("31 dispatches")


def test_a_bar_of_the_timeline_narrows_to_its_year(page):
    page.goto("/search?q=Baku")
    page.locator(".timeline").get_by_role("link", name=re.compile("^1994")).click()
    expect(page.locator(".hit")).to_have_count(1)


def test_a_period_can_be_typed(page):
    page.goto("/search?q=harbour")
    page.get_by_label("From").fill("1996-10-20")
    page.get_by_role("button", name="Set dates").click()
    expect(page.get_by_role("status")).to_have_text("5 dispatches")


def test_no_page_is_wider_than_the_screen_and_every_target_is_24_pixels(window, ids):
    for path in ("/", "/search", "/search?q=hostile", f"/dispatch/{ids['hostile']}", "/sources", "/rejected"):
        window.goto(path)
        assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        small = window.evaluate(
            """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
            .filter(it => it.matches('.zoom a') || !it.closest('.text, p, td, dd, .meta, .map') && !it.matches('.skip'))
            .map(it => [it.getBoundingClientRect(), it.outerHTML.slice(0, 90)])
            .filter(([box]) => box.width && (box.height < 24 || box.width < 24)).map(([box, html]) => html)"""
        )
        assert small == [], path


def test_lines_of_text_are_not_too_long_to_read(page, ids):
    page.goto(f"/dispatch/{ids['ferry']}")
    longest = page.evaluate(
        """() => {
            const text = document.querySelector('.text p:last-child'), probe = document.createElement('span');
            probe.textContent = 'the quick brown fox jumps over the lazy dog and sleeps '.repeat(4);
            probe.style.whiteSpace = 'nowrap'; text.append(probe);
            return text.parentElement.clientWidth / (probe.getBoundingClientRect().width / probe.textContent.length);
        }"""
    )
    assert longest < 76


def test_a_hostile_title_is_only_text(page, ids):
    for path in ("/search?q=hostile", f"/dispatch/{ids['hostile']}", "/search"):
        page.goto(path)
        assert page.title() != "taken"
        assert "\u202e" not in page.title()
        assert page.locator("script:not([src]), img").count() == 0


def test_a_snippet_fills_two_lines_at_most_with_a_hit_in_them(page):
    page.goto("/search?q=lamp February OR ships tide OR Aliyev&versions=all")
    lines = page.evaluate(
        "[...document.querySelectorAll('.snippet')].map(one =>"
        " one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))"
    )
    assert lines
    assert max(lines) < 2.5
    assert page.locator(".snippet:has(mark)").count() == len(lines)


def test_an_override_of_direction_turns_only_its_own_words_around(page):
    page.goto("/search?q=hostile")
    turned = page.evaluate(
        """() => {
            const title = document.createElement("a"), behind = document.createTextNode("xyz");
            title.textContent = "\\u202eabc";
            document.querySelector("h1").replaceChildren(title, behind);
            const [first, last] = [0, 2].map(at => {
                const letter = document.createRange();
                letter.setStart(behind, at);
                letter.setEnd(behind, at + 1);
                return letter.getBoundingClientRect().left;
            });
            return last < first;
        }"""
    )
    assert not turned


def test_the_keyboard_alone_reaches_the_first_result(page):
    page.goto("/search?q=ferry")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('h2') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/dispatch/"))


def test_keys_walk_through_the_results_and_can_be_switched_off(page):
    page.goto("/search?q=Baku&sort=oldest")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(".hit h2 a").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".hit h2 a").first).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()


def test_a_suggestion_is_chosen_with_the_keyboard(page):
    page.goto("/")
    page.locator("#q").press_sequentially("Kurb")
    expect(page.get_by_role("option").first).to_contain_text("Kurban Kurbanov")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kurban Kurbanov")


def test_narrowing_needs_no_new_page_and_back_undoes_it(page):
    page.goto("/search")
    page.evaluate("window.kept = true")
    page.locator("#facet-source").get_by_role("link", name=re.compile("^The Torval Herald")).click()
    expect(page.get_by_role("status")).to_have_text("4 dispatches")
    assert page.evaluate("window.kept")
    assert "source=The+Torval+Herald" in page.url
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("31 dispatches")
    assert page.evaluate("window.kept")


def test_all_of_it_works_without_scripts(browser, address):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/")
    plain.get_by_label("Search the archive").fill("Baku")
    plain.get_by_role("button", name="Search").click()
    plain.locator("#facet-place").get_by_role("link", name=re.compile("^Moscow")).click()
    expect(plain.locator(".hit")).to_have_count(1)
    plain.get_by_role("link", name="Map").click()
    expect(plain.locator(".map .spot").first).to_be_visible()
    expect(plain.get_by_role("button", name="Keys")).to_have_count(0)
    context.close()


def test_nothing_moves_while_a_page_is_built(window):
    window.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(one => moved += one.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for path in ("/", "/search?q=Baku", "/map?q=Baku"):
        window.goto(path, wait_until="networkidle")
        assert window.evaluate("moved") == 0, path


def test_what_is_copied_out_of_a_repaired_text_is_what_the_page_has(page, ids):
    page.goto(f"/dispatch/{ids['bridge']}")
    expect(page.locator(".text")).to_contain_text("It cost 20,000 dollars.")
    copied = page.evaluate(
        """() => {
            getSelection().selectAllChildren(document.querySelector(".text"));
            const data = new DataTransfer();
            document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, cancelable: true }));
            return data.getData("text/plain");
        }"""
    )
    assert "It cost 20, 000 dollars." in copied
    page.get_by_role("link", name="show as printed").click()
    expect(page.locator(".text")).to_contain_text("It cost 20, 000 dollars.")
    page.get_by_role("link", name="show as repaired").click()
    expect(page.locator(".text")).to_contain_text("It cost 20,000 dollars.")


def test_on_paper_a_dispatch_has_no_words_that_only_lead_on(page, ids):
    page.goto(f"/dispatch/{ids['bridge']}")
    page.emulate_media(media="print")
    for words in ("show as printed", "As printed", "The same day in this paper"):
        expect(page.get_by_text(words, exact=True)).to_be_hidden()
    expect(page.locator(".text")).to_be_visible()
    page.emulate_media(media="screen")
