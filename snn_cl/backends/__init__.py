"""What computes a block of presentations: state in, state out."""
