"""Days on which offices work, by the Chinese calendar."""
