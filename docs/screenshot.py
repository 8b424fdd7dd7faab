"""Make docs/graphiql.png from a running service: `make run`, then `make screenshot`."""

import re
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, expect

from tests.fixtures.browser import launched

SIZE: ViewportSize = {"width": 1440, "height": 810}
TITLE = "What breaks if this task changes?"


def main(address: str) -> None:
    """Run the first saved query and keep what is seen."""
    with launched() as browser:
        page = browser.new_page(viewport=SIZE, device_scale_factor=1.5)
        page.add_init_script("localStorage['graphiql:docExplorerFlex'] = '0.25'")
        page.goto(f"{address}/graphiql/")
        page.get_by_role("button", name=TITLE).click()
        page.locator(".graphiql-execute-button").click()
        expect(page.locator(".graphiql-response .view-lines")).to_contain_text(re.compile('"complete"'))
        page.mouse.move(SIZE["width"] - 40, SIZE["height"] - 40)
        page.wait_for_timeout(1000)
        page.screenshot(path=Path(__file__).with_name("graphiql.png"))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
