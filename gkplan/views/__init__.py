"""The plan on a day → listings and pages, ready for every format. Nothing here knows a format, a width or a colour."""
