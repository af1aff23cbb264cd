"""The plan ⇄ its YAML text. No input or output."""
