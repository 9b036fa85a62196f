"""X: what several documents say together."""
