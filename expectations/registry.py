"""Find every check: one module a check below ``expectations/checks``. No list to keep."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from expectations import checks
from expectations.check import Check


@cache
def load_checks() -> tuple[Check, ...]:
    """Import every check module and return its ``CHECK``, in order of id.

    Returns:
        All checks, each id once.

    Raises:
        TypeError: A module below ``expectations/checks`` has no ``CHECK``, or two share an id.
    """
    found: dict[str, Check] = {}
    for module in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}."):
        if module.ispkg:
            continue
        check = getattr(importlib.import_module(module.name), "CHECK", None)
        if not isinstance(check, Check) or check.id in found:
            raise TypeError(f"{module.name}: needs one CHECK with an id of its own")
        if not module.name.rsplit(".", 1)[-1].startswith(f"{check.id.lower()}_"):
            raise TypeError(f"{module.name}: the file name must start with {check.id.lower()}_")
        found[check.id] = check
    return tuple(found[check_id] for check_id in sorted(found))
