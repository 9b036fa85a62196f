"""The reviewed words by which lists, departments, dates and documents are recognised.

Reads ``ingestion/lookups/*.yml`` once per process. A pattern that does not compile or an unknown
key is a ``ConfigError`` before any document is read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ingestion.errors import ConfigError
from ingestion.records import DocumentKind, DocumentStanding
from ingestion.values.lookups import entries

Role = Literal[
    "ordinal",
    "task",
    "goal",
    "department",
    "lead",
    "support",
    "person",
    "due",
    "remark",
    "progress",
    "problem",
    "next_step",
    "category",
    "other",
]
Field = Literal[
    "published_on",
    "created_on",
    "issuer",
    "publisher",
    "source",
    "index_number",
    "document_number",
    "title",
    "other",
]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str


class Word(_Entry):
    """One reviewed word."""

    word: str


class Furniture(_Entry):
    """A line that belongs to the page, not to the document."""

    pattern: re.Pattern[str]


class HeaderWord(_Entry):
    """A column header and its role."""

    role: Role
    pattern: re.Pattern[str]


class DueWord(_Entry):
    """A due time in words; month and day empty where the words leave them open."""

    pattern: re.Pattern[str]
    month: int | None
    day: int | None


class Label(_Entry):
    """Labels of one field of a metadata box."""

    field: Field
    words: tuple[str, ...]
    needs_colon: bool = False
    needs_box: bool = False


class KindWord(_Entry):
    """Words in a title that tell the kind of a document."""

    kind: DocumentKind
    pattern: re.Pattern[str]


class SectionWord(_Entry):
    """A heading that starts a part looking back or ahead."""

    kind: Literal["summary", "plan"]
    pattern: re.Pattern[str]


class TitlePattern(_Entry):
    """How a title begins or ends."""

    pattern: re.Pattern[str]


class Period(_Entry):
    """A span of years that has a name."""

    word: str
    first: int
    last: int


class StandingWord(_Entry):
    """What a title says about the standing of the text."""

    standing: DocumentStanding
    pattern: re.Pattern[str]


class WordFile(BaseModel):
    """A file of reviewed words: one section a field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ListHeaders(WordFile):
    """``list_headers.yml``."""

    headers: tuple[HeaderWord, ...]


class OrgWords(WordFile):
    """``org_words.yml``."""

    suffixes: tuple[Word, ...]
    whole_words: tuple[Word, ...]
    lead_labels: tuple[Word, ...]
    support_labels: tuple[Word, ...]
    lead_verbs: tuple[Word, ...]
    support_verbs: tuple[Word, ...]
    joining_words: tuple[Word, ...]
    issuers: tuple[Word, ...]


class DueWords(WordFile):
    """``due_words.yml``."""

    due_words: tuple[DueWord, ...]


class DocumentWords(WordFile):
    """``document_words.yml``."""

    labels: tuple[Label, ...]
    kinds: tuple[KindWord, ...]
    title_endings: tuple[TitlePattern, ...]
    title_verbs: tuple[Word, ...]
    posts: tuple[Word, ...]
    issuer_names: tuple[Word, ...]
    issuer_endings: tuple[Word, ...]
    place_offices: tuple[Word, ...]
    periods: tuple[Period, ...]
    standings: tuple[StandingWord, ...]
    wrappers: tuple[TitlePattern, ...]
    page_words: tuple[TitlePattern, ...]
    sections: tuple[SectionWord, ...]
    attachments: tuple[Word, ...]
    synthetic_marks: tuple[Word, ...]
    furniture: tuple[Furniture, ...]


_FileT = TypeVar("_FileT", bound=WordFile)


@lru_cache(maxsize=1)
def list_headers() -> ListHeaders:
    """Column headers of lists."""
    return load_words("list_headers", ListHeaders)


@lru_cache(maxsize=1)
def org_words() -> OrgWords:
    """Names of departments and issuers."""
    return load_words("org_words", OrgWords)


@lru_cache(maxsize=1)
def due_words() -> DueWords:
    """Due times in words."""
    return load_words("due_words", DueWords)


@lru_cache(maxsize=1)
def document_words() -> DocumentWords:
    """Labels, kinds, sections, attachments and page furniture."""
    return load_words("document_words", DocumentWords)


def load_words(name: str, model: type[_FileT]) -> _FileT:
    """Read and validate one lookup file.

    Args:
        name: Stem of a file of reviewed words.
        model: Its shape: one section per field.

    Returns:
        The validated words.

    Raises:
        ConfigError: The file is missing, not YAML, without reasons or of another shape.
    """
    sections = {section: entries(name, section) for section in model.model_fields}
    try:
        return model.model_validate(sections)
    except (ValidationError, re.error) as error:
        raise ConfigError(
            "bad_lookup",
            f"词表“{name}.yml”有误：{error}",
            f"lookup '{name}.yml' is wrong: {error}",
            f"{name}.yml",
        ) from error
