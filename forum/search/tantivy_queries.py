"""The query tree in tantivy's words, from query objects: nothing that a person types is parsed."""

import re

import tantivy
from tantivy import FieldType, Occur, Query

from forum.search.matching import TITLE_BOOST, Best, Every, Filters, Some, Term
from forum.search.rows import Span


def translate(schema: tantivy.Schema, query, filters: Filters) -> Query:
    """The query with its filters, which never add to the score."""
    chosen = [(Occur.Must, Query.const_score_query(part, 0.0)) for part in _filters(schema, filters)]
    asked = _node(schema, query)
    return Query.boolean_query([(Occur.Must, asked), *chosen]) if chosen else asked


def in_span(schema: tantivy.Schema, span: Span) -> Query:
    """All documents of a kind between two ids."""
    kind = Query.term_query(schema, "kind", span.kind, index_option="basic")
    numbers = Query.range_query(
        schema, "number", FieldType.Integer, lower_bound=span.first, upper_bound=span.last
    )
    return Query.boolean_query([(Occur.Must, kind), (Occur.Must, numbers)])


def _node(schema: tantivy.Schema, node) -> Query:
    if isinstance(node, Some):
        return _any([query for part in node.nodes for query in _flat(schema, part)])
    if isinstance(node, Term):
        return _any(_flat(schema, node))
    parts = [_node(schema, part) for part in node.nodes]
    if not parts:
        return Query.empty_query()
    if len(parts) == 1:
        return parts[0]
    if isinstance(node, Best):
        return Query.disjunction_max_query(parts)
    assert isinstance(node, Every)
    return Query.boolean_query([(Occur.Must, part) for part in parts])


def _flat(schema: tantivy.Schema, node) -> list[Query]:
    """A term as clauses of the query it stands in: one flat OR is what tantivy can skip through."""
    if not isinstance(node, Term):
        return [_node(schema, node)]
    found = []
    fields = (("all", node.boost), ("title", node.boost * TITLE_BOOST))
    for name, boost in fields if node.how == "exact" else (("words", node.boost),):
        query = _term(schema, name, node)
        found.append(query if boost == 1.0 else Query.boost_query(query, boost))
    return found


def _term(schema: tantivy.Schema, name: str, term: Term) -> Query:
    if term.how == "near":
        return Query.fuzzy_term_query(schema, name, term.token, distance=1)
    if term.how == "prefix":
        return Query.regex_query(schema, name, re.escape(term.token) + ".*")
    return Query.term_query(schema, name, term.token, index_option="freq")


def _any(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return (
        queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])
    )


def _filters(schema: tantivy.Schema, filters: Filters) -> list[Query]:
    found = []
    for name, values in (
        ("kind", filters.kinds),
        ("state", filters.states),
        ("tags", (filters.tag,) if filters.tag else ()),
        ("language", (filters.language,) if filters.language else ()),
    ):
        if values:
            found.append(
                _any([Query.term_query(schema, name, value, index_option="basic") for value in values])
            )
    if filters.board_id is not None:
        found.append(Query.term_query(schema, "board", filters.board_id))
    return found
