"""Reports of progress: what an organisation sent, its values, and what people decide about it."""
