"""Metrics: one file each, found by name; each turns an accuracy matrix into a number.

A metric takes `accuracy_matrix`, rows by evaluation and columns by experience, and returns a float;
nan or None where it is not defined. One that has a parameter `course` is told when experiences were
shown and evaluated (`snn_cl.course.Course`). Adding a file is all: every run computes it.
"""
