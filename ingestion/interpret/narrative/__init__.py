"""Quantities of running text: every measurable target, actual and baseline. Pure."""

from ingestion.interpret.narrative.find import find_quantities
from ingestion.interpret.narrative.lists_prose import prose_of_lists
from ingestion.interpret.narrative.model import Prose

__all__ = ["Prose", "find_quantities", "prose_of_lists"]
