"""Equation files: text only, found by name."""
