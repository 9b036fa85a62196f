"""Match names: organisations, indicators. Pure; vocabulary and decisions are data."""
