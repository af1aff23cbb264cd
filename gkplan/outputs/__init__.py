"""Rows and figures → the screen or a file."""
