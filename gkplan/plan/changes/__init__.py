"""What each writing command makes of a plan: the plan after it, and what there is to say."""
