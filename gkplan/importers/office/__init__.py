"""Inside .docx and .xlsx packages, below what their libraries offer."""
