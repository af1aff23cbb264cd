"""The plan on a day → rows and figures, ready for every format. Nothing here knows a format, a width or a colour."""
