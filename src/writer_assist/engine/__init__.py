"""Run the rules over a document, once, and collect findings."""
