"""Plain text → paragraphs and tables: one module for each shape that tables take in it."""
