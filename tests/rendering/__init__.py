"""Render invented reports whose truth is known: truth -> report text.

An oracle independent of the package: it imports the edition files and the standard library only. `generate` makes a
report, `score` counts what a parser made of many; `python -m tests.rendering --n 5 --out DIR` writes some to look at.
"""
