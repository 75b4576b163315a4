"""The query tree in Elasticsearch's words, from query objects: nothing that a person types is parsed."""

from elasticsearch_dsl import Q
from elasticsearch_dsl.query import Query

from forum.search.matching import TITLE_BOOST, Best, Every, Filters, Some, Term


def translate(query, filters: Filters) -> Query:
    """The query with its filters, which never add to the score."""
    return Q("bool", must=[_node(query)], filter=_filters(filters))


def _node(node) -> Query:
    if isinstance(node, Term):
        return Q("bool", should=_term(node), minimum_should_match=1)
    parts = [_node(part) for part in node.nodes]
    if not parts:
        return Q("match_none")
    if isinstance(node, Best):
        return Q("dis_max", queries=parts)
    if isinstance(node, Some):
        return Q("bool", should=_flat(node), minimum_should_match=1)
    assert isinstance(node, Every)
    return Q("bool", must=parts)


def _flat(node: Some) -> list[Query]:
    return [
        query for part in node.nodes for query in (_term(part) if isinstance(part, Term) else [_node(part)])
    ]


def _term(term: Term) -> list[Query]:
    if term.how != "exact":
        return [_clause("words", term, term.boost)]
    return [_clause("all", term, term.boost), _clause("title", term, term.boost * TITLE_BOOST)]


def _clause(name: str, term: Term, boost: float) -> Query:
    if term.how == "near":
        return Q("fuzzy", **{name: {"value": term.token, "fuzziness": 1, "boost": boost}})
    if term.how == "prefix":
        return Q("prefix", **{name: {"value": term.token, "boost": boost}})
    return Q("term", **{name: {"value": term.token, "boost": boost}})


def _filters(filters: Filters) -> list[Query]:
    found = []
    if filters.kinds:
        found.append(Q("terms", kind=list(filters.kinds)))
    if filters.states:
        found.append(Q("terms", state=list(filters.states)))
    for name, value in (("tags", filters.tag), ("language", filters.language), ("board", filters.board_id)):
        if value not in (None, ""):
            found.append(Q("term", **{name: value}))
    return found
