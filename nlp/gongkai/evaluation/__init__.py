"""Say how good a model or a recipe is: figures, a page to look at, floors that must hold."""

from __future__ import annotations
