"""Looking into tables of documents and changing them: what every fold of events does."""

import copy

from progress.schema import Document, Tables


def look(tables: Tables, table: str, key: str) -> Document | None:
    """A document, or None."""
    return tables.get(table, {}).get(key)


def document(tables: Tables, table: str, key: str, new: Document) -> Document:
    """The document to change, made as a copy of `new` where missing; TypeError for an odd key."""
    if not isinstance(key, str):
        raise TypeError(f"{key!r} is no id")
    documents = tables.setdefault(table, {})
    if key not in documents:
        documents[key] = copy.deepcopy(new)
    return documents[key]


def put(tables: Tables, table: str, key: str, values: Document) -> None:
    """Makes a document hold `values` and nothing else."""
    document(tables, table, key, {}).clear()
    tables[table][key].update(values)
