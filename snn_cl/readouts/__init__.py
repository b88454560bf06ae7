"""Readouts: one file each, found by name; each turns spike counts into predictions."""
