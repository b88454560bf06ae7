"""From the text of equation files to rules."""
