"""Read a draft, of any format, into one model: paragraphs of text with a way back."""
