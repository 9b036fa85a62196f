"""Printed text of cells, names and headers turned into values. Pure; vocabulary is data."""
