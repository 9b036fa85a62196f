"""What DAG tasks and the command line call: one function a step, nothing about order.

Each step is imported from its own module, so that a task loads what it needs and no more. pandas,
dbt and Great Expectations are imported inside the steps.
"""
