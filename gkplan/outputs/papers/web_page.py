"""A page that is one file: it loads nothing, sends nothing, and no text of the plan takes effect in it."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from gkplan.errors import lacking
from gkplan.outputs.papers.web_drawing import DRAWN, curves, segments
from gkplan.text.inert import inert, is_visible
from gkplan.views.amounts import MEASURES
from gkplan.views.web_facts import web_facts
from gkplan.views.web_rows import FEW

if TYPE_CHECKING:
    from gkplan.plan.select import Match
    from gkplan.plan.status import Judge

MANY = 40
"""Lines of a chart that is folded at first if it has more."""


def render(judge: "Judge", matches: "Sequence[Match]", units: Sequence[str]) -> bytes:
    """Return the page on `matches`, as they stand for `units` (units or groups) if given.

    Raises RefusedError where Jinja2 is missing.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError as error:
        raise lacking("Jinja2", "写网页") from error

    def shown(value: Any) -> Any:
        return inert(value, keeps_lines=True) if isinstance(value, str) and not isinstance(value, Markup) else value

    loader = PackageLoader("gkplan.outputs.papers", "")
    environment = Environment(
        loader=loader,
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["link"] = _is_link
    parts: dict[str, str] = {}
    for name, ending in (("style", "css"), ("script", "js")):
        # What stands between the tags, to the byte, is what the policy lets take effect.
        text = loader.get_source(environment, f"web_page.{ending}")[0]
        parts[name] = Markup(text)  # noqa: S704 - ours, and nothing of the plan is in it
        parts[f"{name}_hash"] = f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
    page = environment.get_template("web_page.html").render(
        facts=web_facts(judge, matches, units),
        curves=curves,
        segments=segments,
        drawn=DRAWN,
        measures=MEASURES,
        many=MANY,
        few=FEW,
        **parts,
    )
    return page.encode()


def _is_link(text: str) -> bool:
    """Tell whether evidence is an address on the web, in which nothing is hidden."""
    return text.lower().startswith(("https://", "http://")) and all(map(is_visible, text)) and " " not in text
