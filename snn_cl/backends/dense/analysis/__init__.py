"""What may be left out of generated code or put off, each with its proof."""
