"""Annotated passages: what a classifier learns from and is measured on.

An Example is a passage, the tags that hold for it, and where it stood. Files are JSONL, an Example a line; other tools'
formats go in and out through `formats`.
"""

from __future__ import annotations

from gongkai.examples.example import Example, digest, schema
from gongkai.examples.loading import load

__all__ = ["Example", "digest", "load", "schema"]
