"""Encoders: one file each, found by name; each turns images into firing rates."""
