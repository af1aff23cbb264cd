"""Words as such: numerals, widths, spellings, folding, signs that would be obeyed. Nothing here knows the plan."""
