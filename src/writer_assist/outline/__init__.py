"""What belongs in a draft: genres and their outlines, detection, alignment."""
