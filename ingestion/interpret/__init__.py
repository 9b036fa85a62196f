"""What a read document says: metadata, tables, lists and progress as records. Pure.

A value that cannot be read becomes an issue; a document that is not what its kind requires raises
``SourceChangedError``.
"""
