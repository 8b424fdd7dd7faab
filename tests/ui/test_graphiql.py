"""Test GraphiQL on the running service, in a real browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect

from tests.fixtures.browser import launched, needs_browser

BUILT = Path(__file__).parents[2] / "ui" / "dist" / "index.html"
GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"

pytestmark = [
    pytest.mark.browser,
    needs_browser,
    pytest.mark.skipif(not BUILT.exists(), reason="no ui/dist; `make ui` builds it"),
]


@dataclass
class Seen:
    """Requests and errors of a page."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", lambda request: self.errors.append(f"failed: {request.url}"))
        page.on("request", lambda request: self.requests.append(request.url))

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(browser: Browser, seen: Seen, service: str) -> Iterator[Page]:
    """Open a page with an empty profile; afterwards check that it only used the service and met no error."""
    context = browser.new_context(viewport={"width": 1400, "height": 860})
    page = context.new_page()
    seen.watch(page)
    yield page
    context.close()
    assert seen.errors == []
    assert [url for url in seen.requests if not url.startswith(f"{service}/")] == []


def opened(page: Page, service: str, query: str | None = None) -> Page:
    page.goto(f"{service}/graphiql/" + (f"?query={quote(query)}" if query else ""))
    expect(page.locator(".graphiql-execute-button")).to_be_visible()
    return page


def choose(page: Page, title: str) -> None:
    page.get_by_label("Saved queries", exact=True).get_by_role("button", name=re.compile(f"^{title}")).click()


def shows(page: Page, query: str) -> None:
    """Wait for a query in the editor, which draws spaces as no-break spaces and only the visible lines."""
    pattern = r"\s+".join(map(re.escape, query.split()))
    expect(page.locator(".graphiql-query-editor .view-lines")).to_contain_text(re.compile(pattern))


def given(page: Page, variables: str) -> None:
    expect(page.locator(".graphiql-editor-tool .view-lines").first).to_contain_text(variables.replace(" ", "\u00a0"))


def run(page: Page, answer: str) -> None:
    # the button does nothing until the editors are there, which load after it
    expect(page.locator(".graphiql-query-editor .view-lines")).not_to_be_empty(timeout=20_000)
    expect(page.locator(".graphiql-response .view-lines")).to_be_attached(timeout=20_000)
    page.locator(".graphiql-execute-button").click()
    pattern = r"\s+".join(map(re.escape, answer.split()))
    expect(page.locator(".graphiql-response .view-lines")).to_contain_text(re.compile(pattern), timeout=20_000)


def test_a_saved_query_opens_and_answers(page: Page, service: str) -> None:
    opened(page, service)
    choose(page, "Models")
    shows(page, "query Models {")
    run(page, "capabilities")


def test_the_first_query_is_there_and_answers(page: Page, service: str) -> None:
    opened(page, service)
    shows(page, "impact(of: $of)")
    given(page, '"of": "order-to-cash#Task_Ship"')
    run(page, '"complete": true')


def test_a_saved_query_is_about_the_tenants_own_models(page: Page, service: str) -> None:
    opened(page, service)
    choose(page, "Where does this code come from")
    given(page, '"model": "order-to-cash"')
    run(page, '"artefacts": {')


def test_a_query_can_be_kept_and_removed(page: Page, service: str) -> None:
    opened(page, service, "query Me { viewer { tenant } }")
    page.get_by_label("Name for this query").fill("Who am I?")
    page.get_by_role("button", name="Save", exact=True).click()
    later = opened(page.context.new_page(), service, "query Other { viewer { subject } }")
    later.get_by_label("Yours").get_by_role("button", name="Who am I?", exact=True).click()
    shows(later, "query Me { viewer { tenant } }")
    run(later, '"tenant": "demo"')
    later.get_by_role("button", name="Remove Who am I?").click()
    expect(later.get_by_label("Yours").get_by_role("button")).to_have_count(0)
    assert later.evaluate("localStorage.getItem('ameide:saved-queries')") == "[]"


def test_a_query_that_is_open_in_another_tab_runs_at_once(page: Page, service: str) -> None:
    opened(page, service, "query Me { viewer { tenant } }")
    choose(page, "Models")
    shows(page, "query Models {")
    choose(page, "Builds")
    shows(page, "query Builds {")
    # within one task of the page, sooner than the editor tells what it holds
    page.evaluate(
        """() => {
          const saved = [...document.querySelectorAll('.saved-queries button')];
          saved.find((each) => each.innerText.startsWith('Models')).click();
          document.querySelector('.graphiql-execute-button').click();
        }"""
    )
    expect(page.locator(".graphiql-response .view-lines")).to_contain_text("capabilities", timeout=20_000)


def test_an_empty_store_says_what_to_do(page: Page, service: str) -> None:
    page.route("**/graphql", lambda route: emptied(route))
    opened(page, service)
    expect(page.get_by_role("note")).to_contain_text("Nothing has been imported yet.")
    shows(page, "mutation Import {")


def emptied(route: Route) -> None:
    """Answer the question for models as an empty store does; let all others through."""
    if "query Own" in (route.request.post_data or ""):
        route.fulfill(json={"data": {"models": {"nodes": []}}})
    else:
        route.continue_()


def test_it_fits_a_phone(page: Page, service: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, service)
    shows(page, "impact(of: $of)")
    run(page, '"complete": true')
    for part in (".graphiql-query-editor", ".graphiql-response", ".graphiql-execute-button", ".ameide-logo"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    editor, response = (page.locator(part).bounding_box() for part in (".graphiql-query-editor", ".graphiql-response"))
    assert editor is not None and response is not None  # noqa: PT018
    assert min(editor["width"], response["width"]) > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_accent_is_the_same_in_both_themes(page: Page, service: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(page, service)
    colour = page.locator(".graphiql-execute-button").evaluate("each => getComputedStyle(each).backgroundColor")
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    assert blue > 1.2 * max(red, green), colour


def test_the_query_of_the_address_is_loaded(page: Page, service: str) -> None:
    opened(page, service, "query Me { viewer { tenant } }")
    shows(page, "query Me { viewer { tenant } }")
    run(page, '"tenant": "demo"')


def test_a_saved_query_opens_in_a_tab_of_its_own_once(page: Page, service: str) -> None:
    opened(page, service, "{ viewer { tenant } }")
    for title in ("Findings", "Builds", "Findings"):
        choose(page, title)
        shows(page, f"query {title} {{")
    expect(page.locator(".graphiql-tab-button")).to_have_text(["<untitled>", "Findings", "Builds"])


def test_the_explorer_knows_the_schema(page: Page, service: str) -> None:
    opened(page, service)
    page.get_by_role("button", name="Show GraphiQL Explorer").click()
    expect(page.locator(".graphiql-explorer-root")).to_contain_text("impact")


def test_the_page_has_its_name(page: Page, service: str) -> None:
    assert opened(page, service).title() == "Ameide"


def test_the_glossary_explains_every_term_of_its_page(page: Page, service: str) -> None:
    opened(page, service).get_by_role("button", name="Glossary").click()
    panel = page.get_by_label("Glossary", exact=True)
    terms = re.findall(r"^- \*\*(.+?)\*\*: ", GLOSSARY.read_text(encoding="utf-8"), re.M)
    assert {"anchor", "region", "folded", "hop", "hub", "meeting point"} <= set(terms)
    assert panel.locator("strong").all_inner_texts() == terms
