"""A newcomer's way from the front page to the law: without JavaScript, on a telephone, by keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Look

ANSWER = re.compile(r"/sv/municipalities/905/\?on=2024-06-01$")


def ask_for_vasa(page: Page) -> None:
    """Front page: choose Vasa and 1 June 2024."""
    page.goto("/sv/")
    page.fill("#municipality", "Vasa")
    page.fill("#on", "2024-06-01")
    page.click(".hero__form button")
    expect(page).to_have_url(ANSWER)
    expect(page.locator("h1")).to_contain_text("Vasa")
    expect(page.locator(".authority__name", has_text="Österbottens välfärdsområde")).to_be_visible()


def open_a_duty(page: Page) -> Page:
    """The first duty of the municipality, unfolded."""
    duty = page.locator(".authority .duty details").first
    duty.locator("summary").click()
    expect(duty).to_have_attribute("open", "")
    return duty


def read_on(page: Page) -> None:
    """From the duty to its page, its section, the other language, and the text of two days compared."""
    page.locator(".authority .duty details[open] a[href*='/duties/']").last.click()
    expect(page).to_have_url(re.compile(r"/sv/duties/[A-Z0-9-]+/\?on=2024-06-01$"))
    expect(page.locator("main .law").first).to_be_visible()

    page.locator("main a[href*='/sv/law/2010/1386/sec_']").first.click()
    expect(page).to_have_url(re.compile(r"/sv/law/2010/1386/sec_\w+/\?on=2024-06-01"))
    expect(page.locator("main .law--page").first).to_have_attribute("lang", "sv")

    page.click(".langs a[hreflang='fi']")
    expect(page).to_have_url(re.compile(r"/fi/law/2010/1386/sec_\w+/\?on=2024-06-01"))
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    expect(page.locator("main .law--page").first).to_have_attribute("lang", "fi")

    page.fill("#from", "2011-09-01")
    page.fill("#to", "2024-06-01")
    page.click(".diff-form button")
    expect(page).to_have_url(re.compile(r"from=2011-09-01&to=2024-06-01"))
    expect(page.locator(".law--diff")).to_be_visible()


def compare_two_days(page: Page) -> None:
    """What the reform of 2025 changed in Vasa."""
    page.goto("/sv/municipalities/905/?on=2024-06-01")
    page.click(".answer-date__compare a")
    page.fill("#from", "2024-06-01")
    page.fill("#to", "2026-03-01")
    page.click(".compare-form button")
    expect(page.locator(".succession__old")).to_contain_text(
        "Närings-, trafik- och miljöcentralen i Österbotten"
    )
    expect(page.locator(".succession__new")).to_contain_text("Livskraftscentralen i Österbotten")


def test_the_way_without_javascript(look: Look) -> None:
    page = look(javascript=False)

    ask_for_vasa(page)
    open_a_duty(page)
    read_on(page)
    compare_two_days(page)


def test_the_way_with_javascript_on_a_telephone(look: Look) -> None:
    page = look(width=360, height=740, has_touch=True, is_mobile=True)

    ask_for_vasa(page)
    duty = open_a_duty(page)
    expect(duty.locator(".law").first).to_be_visible()  # The law itself is fetched into place.
    read_on(page)
    compare_two_days(page)


def test_a_day_chosen_in_the_calendar_is_shown_at_once(look: Look) -> None:
    page = look()
    page.goto("/sv/municipalities/905/")

    page.fill(".answer-date #on", "2024-06-01")

    expect(page).to_have_url(ANSWER)


def test_the_answer_prints(look: Look, tmp_path: Path) -> None:
    page = look()
    page.goto("/sv/municipalities/905/?on=2024-06-01")

    printed = page.pdf(path=tmp_path / "vasa.pdf", format="A4", tagged=True)

    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") >= 2 or len(printed) > 50_000


def test_printing_leaves_out_what_paper_cannot_do(look: Look) -> None:
    page = look()
    page.goto("/sv/municipalities/905/?on=2024-06-01")
    page.emulate_media(media="print")

    for gone in (".site-nav", ".site-search", ".langs", ".answer-date", ".skip"):
        expect(page.locator(gone).first).not_to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".authority__name").first).to_be_visible()


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.tagName.toLowerCase()")


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until something that fits the selector has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(
        f"{selector} is not reached with {most} presses of Tab; the focus is at {focused(page)}."
    )


def test_the_way_by_keyboard_alone(look: Look) -> None:
    page = look()
    page.goto("/sv/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert focused(page) == "content"
    tab_to(page, "#municipality")
    page.keyboard.type("Vasa")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sv/municipalities/905/"))

    tab_to(page, ".authority .duty summary")
    page.keyboard.press("Enter")
    expect(page.locator(".duty details[open] .law").first).to_be_visible()
    tab_to(page, ".duty details[open] a[href*='/duties/']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sv/duties/"))

    tab_to(page, "main a[href*='/law/']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sv/law/"))


# The button inside a field for dates is drawn, and marked, by the browser itself; the field then says that it is not.
UNSEEN = """() => {
  if (document.activeElement.type === "date" && !document.activeElement.matches(":focus-visible")) return false;
  const style = getComputedStyle(document.activeElement);
  const box = document.activeElement.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return !(outlined || style.boxShadow !== "none") || box.width < 1 || box.height < 1;
}"""


WALKED = (
    "/sv/",
    "/sv/municipalities/905/changes/",
    "/sv/law/2023/681/sec_45/",
    "/sv/actors/",
    "/sv/search/?q=Vasa",
)


@pytest.mark.parametrize("address", WALKED)
def test_the_focus_is_seen_wherever_it_goes_and_is_never_held(look: Look, address: str) -> None:
    page = look()
    page.goto(address)
    unseen, visited = [], 0

    for _press in range(700):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        visited += 1
        if page.evaluate(UNSEEN):
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 150)"))
    else:
        raise AssertionError("The focus never left the page.")

    assert unseen == []
    assert visited > 10


@pytest.mark.parametrize("width", [1280, 360])
def test_text_may_be_spaced_without_loss(look: Look, width: int) -> None:
    """Text spacing of WCAG 1.4.12, on the page with the most text."""
    page = look(width=width, bypass_csp=True)
    page.goto("/sv/municipalities/905/?on=2024-06-01")
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        "p { margin-block-end: 2em !important }"
    )

    assert page.evaluate("document.documentElement.scrollWidth") <= width
