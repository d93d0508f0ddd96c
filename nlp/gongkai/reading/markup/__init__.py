"""Markup: HTML and what carries it, Markdown."""
