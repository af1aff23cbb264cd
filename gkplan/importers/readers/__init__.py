"""One module for each file format; pipeline.py finds them here by themselves."""
