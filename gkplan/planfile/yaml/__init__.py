"""YAML text ⇄ nodes, and the smallest changes to it. Nothing here knows what a task is."""
