"""Which cells are probably wrong where a sum or a count does not hold. Pure."""
