"""The page as people have it: in a browser, by mouse and keyboard, on screens of all widths, light and dark, on paper."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from selenium.webdriver import Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from gkplan.plan.model import Piece
from tests.conftest import Invoke
from tests.outputs.papers.pages import ATTACK, PLANS, hostile_plan, page, page_of, texts

CHROMIUM = Path("/usr/bin/chromium")
DRIVER = Path("/usr/bin/chromedriver")
AXE = os.environ.get("GKPLAN_AXE", "")
"""Read before the suite puts away what belongs to the person who runs it."""

pytestmark = pytest.mark.skipif(
    not (CHROMIUM.exists() and DRIVER.exists()),
    reason="没有 Chromium（apt-get install chromium chromium-driver），网页在浏览器里的样子未验证",
)

SWITCHES = (
    "--headless=new",
    # In a container there is no other way, and nothing is opened but pages of ours.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Visitor:
    """Someone with a browser and the pages."""

    def __init__(self, driver: Chrome, folder: Path) -> None:
        self.driver = driver
        self.folder = folder

    def address(self, name: str) -> str:
        return (self.folder / f"{name}.html").as_uri()

    def visits(self, name: str, fragment: str = "") -> None:
        # Another fragment alone would not load the page anew.
        self.driver.get("about:blank")
        self.driver.get_log("browser")  # type: ignore[no-untyped-call] # it comes so
        self.driver.get_log("performance")  # type: ignore[no-untyped-call] # it comes so
        self.driver.get(self.address(name) + fragment)

    def runs(self, script: str, *args: object) -> Any:
        return self.driver.execute_script(script, *args)

    def has(self, width: int, scheme: str = "light", media: str = "") -> None:
        """Set the width of the screen, and what it is."""
        screen = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        asked = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
        features = [{"name": name, "value": value} for name, value in asked.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def chooses(self, field: str, value: str) -> None:
        Select(self.driver.find_element(By.NAME, field)).select_by_value(value)

    def types(self, words: str) -> None:
        self.driver.find_element(By.NAME, "words").send_keys(words)

    @property
    def ids(self) -> list[str]:
        """The numbers of the tasks that are seen."""
        found: list[str] = self.runs(
            "return [...document.querySelectorAll('.tasks tbody tr')].filter(row => row.offsetHeight)"
            ".map(row => row.cells[0].textContent)"
        )
        return found

    @property
    def told(self) -> str:
        return self.driver.find_element(By.TAG_NAME, "output").text

    @property
    def faults(self) -> list[str]:
        """Errors of scripts and violations of the policy since the page was visited."""
        return [each["message"] for each in self.driver.get_log("browser")]  # type: ignore[no-untyped-call] # it comes so

    @property
    def requests(self) -> list[str]:
        """What was asked of anybody since the page was visited."""
        log = self.driver.get_log("performance")  # type: ignore[no-untyped-call] # it comes so
        events = [json.loads(each["message"])["message"] for each in log]
        return [each["params"]["request"]["url"] for each in events if each["method"] == "Network.requestWillBeSent"]


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder = tmp_path_factory.mktemp("pages")
    for name in PLANS:
        (folder / f"{name}.html").write_bytes(page(name))
    (folder / "hostile.html").write_bytes(page_of(hostile_plan(), "2023-10-01"))
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=Service(str(DRIVER)))
    try:
        yield Visitor(driver, folder)
    finally:
        driver.quit()


@pytest.fixture(autouse=True)
def _ordinary_screen(visitor: Visitor) -> None:
    visitor.has(1280)


def test_no_fault_and_no_request(visitor: Visitor) -> None:
    for name in (*PLANS, "hostile"):
        visitor.visits(name)
        assert visitor.requests == [visitor.address(name)]
        assert visitor.runs("return performance.getEntriesByType('resource').length") == 0
        assert visitor.faults == []


def test_filters_narrow_the_table_and_stand_in_the_address(visitor: Visitor, invoke: Invoke) -> None:
    path, day = PLANS["year"]

    def found(*args: str) -> list[str]:
        return invoke("list", "--file", str(path), "--as-of", day, "--sort", "id", "--format", "ids", *args).out.split()

    visitor.visits("year")
    everything = visitor.ids
    assert everything == found()
    assert visitor.told == f"列出 {len(everything)} 项任务"
    visitor.chooses("unit", "孙集镇")
    # The plan's own words name towns only as a group.
    assert visitor.ids == found("--unit", "孙集镇")
    visitor.chooses("section", "三")
    assert visitor.ids == found("--unit", "孙集镇", "--section", "三")
    visitor.chooses("state", "推进中")
    narrowed = visitor.ids
    assert 0 < len(narrowed) < len(everything)
    visitor.types("政策 解读")
    words = visitor.ids
    assert 0 < len(words) <= len(narrowed)
    assert visitor.told == f"列出 {len(words)} 项任务"
    fragment = visitor.runs("return location.hash")
    assert (
        fragment
        == f"#unit={quote('孙集镇')}&section={quote('三')}&state={quote('推进中')}&words={quote('政策')}+{quote('解读')}"
    )
    visitor.types("没有这样的字" + Keys.ENTER)
    assert (visitor.ids, visitor.told) == ([], "没有符合条件的任务")
    visitor.driver.find_element(By.CSS_SELECTOR, "[type=reset]").click()
    assert visitor.ids == everything
    assert visitor.runs("return location.hash") == ""

    visitor.visits("year", fragment)
    assert visitor.ids == words
    assert visitor.faults == []


@pytest.mark.parametrize("fragment", ["#%", "#unit=%FF%FE", "#unit=没有的单位&state=done", "#a=b&&==", "#__proto__=1"])
def test_a_bad_address_narrows_nothing(fragment: str, visitor: Visitor) -> None:
    visitor.visits("small", fragment)
    assert len(visitor.ids) == 9
    assert visitor.faults == []


def test_words_are_found_in_reports_that_are_folded(visitor: Visitor) -> None:
    visitor.visits("small")
    visitor.types("目录已报送")
    assert visitor.ids == ["3"]


def test_a_link_inside_the_page_leaves_the_filters_alone(visitor: Visitor) -> None:
    visitor.visits("small")
    visitor.chooses("state", "已逾期")
    visitor.driver.find_element(By.CSS_SELECTOR, "nav [href='#tasks']").click()
    assert visitor.ids == ["3", "7"]
    assert visitor.runs("return location.hash") == f"#state={quote('已逾期')}"


def test_the_keyboard_is_enough(visitor: Visitor) -> None:
    visitor.visits("small")

    def presses(*keys: str) -> str:
        for key in keys:
            visitor.driver.switch_to.active_element.send_keys(key)
        return str(visitor.runs("const it = document.activeElement; return it.name || it.textContent"))

    body = visitor.driver.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    skip = visitor.driver.switch_to.active_element
    assert skip.text == "跳到任务明细"
    assert visitor.runs("return arguments[0].getBoundingClientRect().top >= 0", skip)
    assert visitor.runs("return getComputedStyle(arguments[0]).outlineStyle", skip) == "solid"
    assert presses(Keys.ENTER) == "任务明细"
    assert presses(Keys.TAB) == "unit"
    assert presses(Keys.TAB, Keys.TAB) == "state"
    presses("已逾")
    assert visitor.ids == ["3", "7"]
    assert presses(Keys.TAB, Keys.TAB, Keys.TAB) == "unfold"
    presses(Keys.SPACE)
    # All of them are, whatever is seen.
    assert visitor.runs("return [...document.querySelectorAll('.tasks details')].every(each => each.open)")
    assert visitor.driver.switch_to.active_element.get_attribute("aria-pressed") == "true"
    presses(Keys.ENTER)
    assert visitor.runs("return document.querySelectorAll('.tasks details[open]').length") == 0


def test_no_text_of_the_plan_takes_effect(visitor: Visitor) -> None:
    visitor.visits("hostile")
    for each in visitor.driver.find_elements(By.TAG_NAME, "summary"):
        each.click()
    for name in ("unit", "section", "state"):
        field = Select(visitor.driver.find_element(By.NAME, name))
        for index in range(len(field.options)):
            field.select_by_index(index)
    visitor.types(ATTACK)
    visitor.visits("hostile", f"#unit={quote('甲' + ATTACK)}&words={quote(ATTACK)}")
    visitor.visits("hostile")
    for link in visitor.driver.find_elements(By.CSS_SELECTOR, ".tasks a"):
        visitor.runs("arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))", link)
    assert visitor.runs("return [window.hit, document.images.length, document.scripts.length]") == [None, 0, 1]
    shown = texts(Piece(hostile_plan().tasks[0]))
    assert shown in visitor.driver.find_element(By.TAG_NAME, "h1").text
    assert visitor.runs("return document.body.innerText").count(shown) > 10
    assert visitor.faults == []


@pytest.mark.parametrize("width", [360, 704, 800, 961, 1120, 1121, 1600])
def test_no_width_makes_the_page_scroll_sideways(width: int, visitor: Visitor) -> None:
    visitor.has(width)
    for name in (*PLANS, "hostile"):
        visitor.visits(name)
        visitor.runs("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        assert visitor.runs("return document.documentElement.scrollWidth") <= width
    # A narrow table is a row of cards, in which each value has its label.
    label = visitor.runs("return getComputedStyle(document.querySelector('.tasks tbody td'), '::before').content")
    assert (label != "none") == (width <= 1120)


def test_dark_where_that_is_asked_for_and_never_on_paper(visitor: Visitor) -> None:
    visitor.visits("small")
    seen = "const it = getComputedStyle(document.body); return [it.backgroundColor, it.color]"
    light = visitor.runs(seen)
    visitor.has(1280, "dark")
    assert visitor.runs(seen) != light
    visitor.has(1280, "dark", "print")
    assert visitor.runs(seen) == light
    assert not visitor.driver.find_element(By.TAG_NAME, "form").is_displayed()
    head = visitor.driver.find_element(By.CSS_SELECTOR, ".tasks .on-paper")
    assert head.text == "试验县2023年政务公开任务分工（截至 2023-10-01）"
    assert visitor.runs("return getComputedStyle(arguments[0].parentElement).display", head) == "table-header-group"


@pytest.mark.skipif(not AXE, reason="没有设置 GKPLAN_AXE（npm 包 axe-core 里的 axe.min.js），无障碍检查未进行")
@pytest.mark.parametrize("name", PLANS)
def test_axe_finds_nothing(name: str, visitor: Visitor) -> None:
    visitor.visits(name)
    visitor.runs("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    visitor.runs(Path(AXE).read_text(encoding="utf-8"))
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")):
        visitor.has(width, scheme)
        found = visitor.driver.execute_async_script(
            "const end = arguments[0];"
            "axe.run().then(all => end(all.violations.map(each => [each.impact, each.id, each.nodes[0].html])))"
        )
        assert found == []
