"""Learn a classifier from annotated passages, and measure it. scikit-learn is imported here and nowhere else."""

from __future__ import annotations
