"""From descriptions of networks to their arrays; nothing of Brian2."""
