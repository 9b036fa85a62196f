"""Failing rows on disk, one Parquet file a check, so that a million of them fit into no memory."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.outcomes import CheckFailure

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 5_000
"""Failing rows held at a time. Unit: rows."""


class FailureLog(Collection[CheckFailure]):
    """The failing rows of one run, in order of check. It holds none of them.

    Args:
        folder: Emptied; the files stay there for whoever reads the run.
    """

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._folder = folder

    @property
    def files(self) -> list[Path]:
        """Parquet files with the columns of ``raw.check_failures``."""
        return sorted(self._folder.glob("*.parquet"))

    def write(self, check_id: str, rows: Iterable[CheckFailure]) -> int:
        """Keep all failing rows of one check, or none if reading them fails.

        Returns:
            The number of rows.
        """
        import pyarrow.parquet as pq

        from ingestion.load.candidate import CHECK_TABLES

        schema = CHECK_TABLES["check_failures"]
        file, count, writer = self._folder / f"{check_id}.parquet", 0, None
        try:
            for batch in _batches(rows):
                writer = writer or pq.ParquetWriter(file, schema)
                writer.write_table(_table(batch))
                count += len(batch)
        except BaseException:
            file.unlink(missing_ok=True)
            raise
        finally:
            if writer is not None:
                writer.close()
        return count

    def __len__(self) -> int:
        import pyarrow.parquet as pq

        return sum(pq.read_metadata(file).num_rows for file in self.files)

    def __iter__(self) -> Iterator[CheckFailure]:
        import pyarrow.parquet as pq

        for path in self.files:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(BATCH):
                    for row in batch.to_pylist():
                        yield CheckFailure.model_construct(**row)

    def __contains__(self, one: object) -> bool:
        return any(one == other for other in self)


def _batches(rows: Iterable[CheckFailure]) -> Iterator[list[CheckFailure]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _table(rows: Iterable[CheckFailure]) -> pa.Table:
    import pyarrow as pa

    from ingestion.load.candidate import CHECK_TABLES

    schema = CHECK_TABLES["check_failures"]
    return pa.Table.from_pylist([row.model_dump() for row in rows], schema=schema)
