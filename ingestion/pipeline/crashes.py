"""What is done when our code crashes on a document, and what is no document's fault."""

from __future__ import annotations

import errno
import logging

from ingestion.errors import WarehouseError
from ingestion.records import Outcome

_log = logging.getLogger(__name__)

# What the system says when it is worn out; any other OSError while bytes are read is about them.
_WORN_OUT = frozenset(
    {
        errno.EDQUOT,
        errno.EIO,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
        errno.ENOSPC,
        errno.EROFS,
    }
)


class DocumentsCrashedError(WarehouseError):
    """Our code crashed on documents. They have outcomes, so trying again changes nothing."""


def is_worn_out(error: Exception) -> bool:
    """Whether the system is worn out (disk, memory): no document's fault."""
    return isinstance(error, MemoryError) or getattr(error, "errno", None) in _WORN_OUT


def internal_error(error: Exception, landed: Outcome, crashes: list[Exception]) -> WarehouseError:
    """Log and keep a fault of ours, and say to the sender what to do."""
    error.add_note(f"while reading {landed.path}")
    _log.error("crashed on %s", landed.path, exc_info=error)
    crashes.append(error)
    kind = type(error).__name__
    return WarehouseError(
        "internal_error",
        f"程序处理 {landed.path} 时内部出错（{kind}），未载入；请通知工程师，"
        "修复后更新文件时间即可重读",
        f"our program crashed on {landed.path} ({kind}), nothing of it is loaded; tell the "
        "engineers, and touch the file to have it read again once that is mended",
    )


def crashed(crashes: list[Exception], documents: int) -> DocumentsCrashedError:
    """The error that tells the engineers, once the rest of a chunk is committed."""
    told = "; ".join(f"{type(one).__name__} {' '.join(one.__notes__)}" for one in crashes)
    return DocumentsCrashedError(
        "documents_crashed",
        f"程序在 {documents} 份文件中的 {len(crashes)} 份上内部出错，其余已提交；详见日志",
        f"our program crashed on {len(crashes)} of {documents} documents, the others are "
        f"committed; the log says where: {told}",
    )
