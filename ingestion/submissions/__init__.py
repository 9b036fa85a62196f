"""Reports of organisations: how they are read, and what people decide about them."""
