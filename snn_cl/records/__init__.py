"""What a run leaves behind, in one folder."""
