"""The command `snn-cl`, and what scripts share with it."""
