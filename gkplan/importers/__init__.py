"""Other people's documents → draft plans. Nothing here writes a file, prints, or knows what day it is."""
