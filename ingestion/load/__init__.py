"""Stores: records as committed Parquet generations, submissions, and the raw schema of a build."""
