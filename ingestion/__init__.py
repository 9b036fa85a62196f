"""Planledger: plans and progress reports into a checked warehouse. Importing does no work."""

__version__ = "0.1.0"
