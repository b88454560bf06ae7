"""What spikes at given times do to a weight: protocols and curves."""
