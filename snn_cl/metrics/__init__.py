"""Metrics: one file each, found by name; each turns an accuracy matrix into a number."""
