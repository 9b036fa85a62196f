"""Builds the samples from ``samples/sources`` and ``samples/templates``."""
