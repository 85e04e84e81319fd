"""Templates of official papers: what data one needs, fill it, make one from a draft."""
