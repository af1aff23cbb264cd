"""Listings → text for programs and files: one task a line, CSV, Markdown, JSON, bare numbers. Nothing here prints."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gkplan.text.inert import cell, inert
from gkplan.views.json import JSON
from gkplan.views.listing import Listing

if TYPE_CHECKING:
    from gkplan.views.details import Detail

NAMES = ("table", "tsv", "json", "csv", "md", "ids")


def render(listing: Listing, name: str, *, ascii_only: bool = False) -> str:
    """Return `listing` in the format `name` (any of NAMES but table), with a line break at the end unless empty.

    `ascii_only` is for outputs whose encoding is not UTF-8: JSON with escapes, CSV without a BOM.
    """
    if name == "json":
        return dump(listing.document(), ascii_only=ascii_only)
    listing = listing.read_by("data")
    if name == "csv":
        return _csv(listing, has_bom=not ascii_only)
    if name == "md":
        return _markdown(listing)
    if name == "ids":
        return "".join(f"{inert(row[0])}\n" for row in listing.rows)
    return "".join("\t".join(map(inert, row)) + "\n" for row in listing.rows)


def render_details(details: Sequence["Detail"]) -> str:
    """Return tasks in full as plain lines that are never wrapped: label and text, then a line for each unit."""
    blocks = []
    for detail in details:
        lines = [detail.heading, *(f"{label}\t{text}" for label, text in detail.fields)]
        lines += ["\t".join(row).rstrip("\t") for row in detail.parts]
        blocks.append("".join("\t".join(map(inert, line.split("\t"))) + "\n" for line in lines))
    return "\n".join(blocks)


def dump(document: JSON, *, ascii_only: bool = False) -> str:
    """Return a JSON document as text: readable, Chinese as it is, direction and control signs escaped."""
    import json

    text = json.dumps(document, ensure_ascii=ascii_only, indent=2)
    return "".join(char if char in "\n\u3000" or char.isprintable() else json.dumps(char)[1:-1] for char in text) + "\n"


def _csv(listing: Listing, *, has_bom: bool) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.head for column in listing.columns])
    writer.writerows([cell(text) for text in row] for row in listing.rows)
    # Chinese Excel and WPS read CSV as GBK unless it begins with a BOM; what is written in GBK needs and has none.
    return ("\ufeff" if has_bom else "") + out.getvalue()


def _markdown(listing: Listing) -> str:
    heads = [column.head for column in listing.columns]
    rules = ["---:" if column.is_number else "---" for column in listing.columns]
    rows = [[_markdown_cell(text) for text in row] for row in listing.rows]
    return "".join("| " + " | ".join(row) + " |\n" for row in (heads, rules, *rows))


def _markdown_cell(text: str) -> str:
    text = inert(text)
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, "\\" + sign)
    return text
