"""P: what a plan says, on its own."""
