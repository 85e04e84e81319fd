"""Many documents: find them, lint them in parallel."""
