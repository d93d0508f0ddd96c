"""Statutory tables: recover the cells, align the labels, place the values."""

from gongkai.tables.recovery import Recovered, recover

__all__ = ["Recovered", "recover"]
