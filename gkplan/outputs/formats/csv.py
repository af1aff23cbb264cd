"""CSV as Chinese Excel and WPS open it with a double click."""

import csv
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gkplan.views.listing import Listing


def render(listing: "Listing[Any]", *, is_utf8: bool) -> str:
    """Return `listing` as CSV, with a BOM when it is written as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.head for column in listing.columns])
    writer.writerows(listing.cells())
    # Chinese Excel and WPS read CSV as GBK unless it begins with a BOM; what is written in GBK needs and has none.
    return ("\ufeff" if is_utf8 else "") + out.getvalue()
