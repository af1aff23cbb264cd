"""The plan in git: the only room that calls it."""
