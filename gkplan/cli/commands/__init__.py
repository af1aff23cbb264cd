"""One thin module per verb: load, one domain call, store or print. Only here is it asked what day it is."""
