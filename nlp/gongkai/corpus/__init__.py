"""Reports kept to be searched: an index on disk, or in PostgreSQL, of what was read from them.

    from gongkai.corpus import Corpus, Query
    corpus = Corpus.open("corpus/")
    hits = corpus.search(Query("解读形式单一", tags=("problem",), years=(2019, 2022)))
    hits.total, hits.facets["year"], hits.hits[0].text, hits.hits[0].highlights

`Corpus` reads and `Writer` adds, replaces and deletes; both need the extra `gongkai[corpus]`. A `Reranker` is any model
that has a say in the order of hits; the one of `gongkai[semantic]` is `gongkai.corpus.encoder.encoder()`.
"""

from gongkai.corpus.corpus import Corpus
from gongkai.corpus.records import Entry, Facet, Hit, Hits, Pair, Query, Sequel, Trace
from gongkai.corpus.reranking import Reranker
from gongkai.corpus.writer import Writer

__all__ = ["Corpus", "Entry", "Facet", "Hit", "Hits", "Pair", "Query", "Reranker", "Sequel", "Trace", "Writer"]
