"""A: what the submitted actuals say."""
