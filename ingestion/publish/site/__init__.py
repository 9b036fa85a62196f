"""The auditors' report: a folder of pages that need no server and no network."""
