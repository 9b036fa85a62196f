"""What dbt spends beside its work, spared for one call. Only here its inside is reached into.

Measured on the samples, 445 nodes: collecting garbage over a manifest that lives until the end took
2 s of 16, and filling debug events that no log takes another 2 s; compiling the same templates in
every build took a tenth of the rest, and parsing a model's SQL to put its ephemeral steps in front
of it a fifteenth. ``tests/unit`` fails on the day when dbt works in another way.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

_WITH = re.compile(r"(?:\s|--[^\n]*\n)*with\s+(?:recursive\s+)?", re.IGNORECASE)
"""Where common table expressions may be put in front: the query's own begin."""


@contextmanager
def spared(templates: Path) -> Iterator[None]:
    """For one call of dbt whose logs take nothing below INFO.

    Args:
        templates: The folder that keeps compiled templates from build to build.
    """
    with ExitStack() as until_done:
        for spare in (_garbage, _quiet_events, _types_of_answers, _macro_namespaces, _parsed_sql):
            until_done.enter_context(spare())
        until_done.enter_context(_compiled_templates(templates))
        yield


@contextmanager
def _garbage() -> Iterator[None]:
    """Collect no garbage."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


@contextmanager
def _quiet_events() -> Iterator[None]:
    """Neither fill nor fire events below a warning."""
    from dbt_common.events import event_manager, event_manager_client
    from dbt_common.events.base_types import BaseEvent, DebugLevel, EventLevel, InfoLevel
    from dbt_common.events.types import Note

    quiet = (EventLevel.DEBUG, EventLevel.INFO)
    events: Any = BaseEvent
    fill, manager = events.__init__, event_manager_client.get_event_manager()

    class WithoutQuiet(event_manager.EventManager):
        def fire_event(
            self,
            e: BaseEvent,
            level: EventLevel | None = None,
            node: Any = None,
            force_warn_or_error_handling: bool = False,
        ) -> None:
            if (level or e.level_tag()) not in quiet:
                super().fire_event(e, level, node, force_warn_or_error_handling)

    def fill_unless_quiet(event: Any, *args: Any, **fields: Any) -> None:
        if isinstance(event, (DebugLevel, InfoLevel)) and not isinstance(event, Note):
            event.pb_msg = getattr(event.PROTO_TYPES_MODULE, type(event).__name__)()
        else:
            fill(event, *args, **fields)  # also a note: it may warn

    event_manager_client.ctx_set_event_manager(WithoutQuiet())
    with _replaced(events, "__init__", fill_unless_quiet):
        try:
            yield
        finally:
            event_manager_client.ctx_set_event_manager(manager)


@contextmanager
def _types_of_answers() -> Iterator[None]:
    """Make what tells a column's type once, not for every statement: two calendars are in it."""
    from agate import TypeTester
    from agate.data_types import Text
    from dbt_common.clients import agate_helper

    helper: Any = agate_helper
    nothing = helper.empty_table()
    *types, _text = helper.DEFAULT_TYPE_TESTER._possible_types

    def built(
        text_columns: Iterable[str], string_null_values: Iterable[str] | None = ("null", "")
    ) -> TypeTester:
        text = Text(null_values=string_null_values)
        return TypeTester(force=dict.fromkeys(text_columns, text), types=[*types, text])

    with (
        _replaced(agate_helper, "build_type_tester", built),
        _replaced(agate_helper, "empty_table", lambda: nothing),
    ):
        yield


@contextmanager
def _macro_namespaces() -> Iterator[None]:
    """Give a node its macros package by package, as the manifest has them, not one by one."""
    from dbt.clients.jinja import MacroGenerator
    from dbt.context.macros import MacroNamespace, MacroNamespaceBuilder

    def built(
        builder: Any, macros: Mapping[str, Mapping[str, Any]], context: dict[str, Any]
    ) -> MacroNamespace:
        packages = {
            package: {
                name: MacroGenerator(one, context, builder.node, builder.thread_ctx)
                for name, one in of_package.items()
            }
            for package, of_package in macros.items()
        }
        internal: dict[str, Any] = {}
        for package in reversed(builder.internal_package_names_order):
            internal.update(packages.pop(package, {}))
        here, root = builder.search_package, builder.root_package
        return MacroNamespace(
            global_namespace={} if here == root else packages.get(root, {}),
            local_namespace=packages.get(here, {}),
            global_project_namespace=internal,
            packages=packages,
        )

    with _replaced(MacroNamespaceBuilder, "build_namespace", built):
        yield


@contextmanager
def _compiled_templates(folder: Path) -> Iterator[None]:
    """Keep compiled templates: jinja2's cache, which it asks only for templates of a loader."""
    import jinja2
    from dbt_common.clients.jinja import MacroFuzzEnvironment

    folder.mkdir(parents=True, exist_ok=True)
    cache = jinja2.FileSystemBytecodeCache(str(folder))
    made_by = f"{version('jinja2')} {version('dbt-common')}"

    compile_anew = MacroFuzzEnvironment.compile

    def compiled(environment: Any, source: Any, *args: Any, **named: Any) -> Any:
        if args or named or not isinstance(source, str):
            return compile_anew(environment, source, *args, **named)
        name = f"{made_by} {type(environment).__name__} {source}"
        bucket = cache.get_bucket(environment, name, None, source)
        if bucket.code is None:
            bucket.code = compile_anew(environment, source)
            cache.set_bucket(bucket)
        return bucket.code

    with _replaced(MacroFuzzEnvironment, "compile", compiled):
        yield


@contextmanager
def _parsed_sql() -> Iterator[None]:
    """Put ephemeral steps behind a leading ``with`` without parsing the query for it."""
    from dbt import compilation

    inject = compilation.inject_ctes_into_sql

    def put_first(sql: str, ctes: list[Any]) -> str:
        begin = _WITH.match(sql)
        if not ctes or begin is None:
            return inject(sql, ctes)
        at = begin.end()
        return f"{sql[:at]}{', '.join(one.sql for one in ctes)}, {sql[at:]}"

    with _replaced(compilation, "inject_ctes_into_sql", put_first):
        yield


@contextmanager
def _replaced(owner: Any, name: str, new: Any) -> Iterator[None]:
    """Set an attribute, and set it back."""
    inherited = name not in vars(owner)
    old = getattr(owner, name)
    setattr(owner, name, new)
    try:
        yield
    finally:
        if inherited:
            delattr(owner, name)
        else:
            setattr(owner, name, old)
