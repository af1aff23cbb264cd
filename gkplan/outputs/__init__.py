"""Listings, pages and problems → a terminal, a pipe or a file."""
