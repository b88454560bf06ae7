"""Figures: one file each, found by name; each turns records into a picture."""
