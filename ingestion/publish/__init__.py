"""Publishing: a checked candidate becomes an immutable release with its report."""
