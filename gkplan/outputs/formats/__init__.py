"""Listings → text for programs and files, a format a module: `render` takes a listing and gives the text."""
