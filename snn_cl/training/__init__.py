"""From a configuration to a run: train along a stream, evaluate, go on."""
