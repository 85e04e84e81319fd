"""Bring the engine to the programs that people write in."""
