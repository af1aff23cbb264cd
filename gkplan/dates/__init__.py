"""Time limits in Chinese → days. Nothing here knows tasks, files or what day it is."""
