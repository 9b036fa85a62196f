"""Planledger: government plans and progress reports into a checked warehouse. Import is free of work."""

__version__ = "0.1.0"
