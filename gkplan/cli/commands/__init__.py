"""One thin module per verb: load, one domain call, store or print."""
