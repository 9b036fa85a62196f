"""I: whether the pipeline kept its own promises. Only these block a release."""
