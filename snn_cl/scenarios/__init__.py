"""Scenarios: one file each, found by name; each turns a dataset into a stream."""
