"""Checks on a candidate: one file each, judged by Great Expectations, with four outcomes."""
