"""Resolve the agency of a report: level, kind of body and region, with the report's year; and who it is over years."""

from gongkai.agencies.agency import Agency, Region
from gongkai.agencies.histories import History, histories
from gongkai.agencies.resolving import resolve

__all__ = ["Agency", "History", "Region", "histories", "resolve"]
