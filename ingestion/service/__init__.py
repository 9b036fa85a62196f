"""Planledger on one machine: Airflow on its embedded default, run once or kept up."""
