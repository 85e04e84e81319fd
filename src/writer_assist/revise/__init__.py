"""What the linter knows, written back into the file."""
