"""S: what organisations submitted."""
