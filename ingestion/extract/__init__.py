"""Readers: bytes to canonical text with exact places, one module a format. Pure."""
