"""Bytes on disk: the plan file found, read, replaced and remembered."""
