"""The statutory form as data: one TOML file an edition, and the observed drift of its labels in `aliases.tsv`.

`editions()` loads and checks every `*.toml` beside this file once; to add an edition, add a file. Legal source: each
edition names its own (Regulations, State Council order 711, article 50, and the notice that sets the form).
"""

from gongkai.editions.form import Column, Edition, Group, Identity, Part, Row, Table
from gongkai.editions.loading import Alias, aliases, editions, read_aliases, read_edition

__all__ = [
    "Alias",
    "Column",
    "Edition",
    "Group",
    "Identity",
    "Part",
    "Row",
    "Table",
    "aliases",
    "editions",
    "read_aliases",
    "read_edition",
]
