"""Reviewed vocabulary as data files; every entry says why it is there."""
