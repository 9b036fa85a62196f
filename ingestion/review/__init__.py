"""Questions that only a person can answer: asked, answered in a file, obeyed by the next run."""
