"""Match printed names with the entities that they mean: organisations, departments, indicators.

The core is pure; `run` reads the mentions of a candidate and writes what they were matched with.
What is not certain stays unmatched and becomes a question of the review queue.
"""
