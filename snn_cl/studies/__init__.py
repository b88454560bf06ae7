"""What is told of several runs together."""
