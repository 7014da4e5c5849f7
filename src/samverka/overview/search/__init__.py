"""Search over everything public: names in any language, word forms, and small typing errors forgiven."""

from samverka.overview.search.entries import Kind
from samverka.overview.search.index import build_index
from samverka.overview.search.search import Found, Results, search

__all__ = ["Found", "Kind", "Results", "build_index", "search"]
