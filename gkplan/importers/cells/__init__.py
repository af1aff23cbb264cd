"""What single cells say: column names, numbers, headings, units, time limits."""
