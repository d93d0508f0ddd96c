"""Resolve the agency of a report: level, kind of body and region, with the report's year."""

from gongkai.agencies.agency import Agency, Region
from gongkai.agencies.resolving import resolve

__all__ = ["Agency", "Region", "resolve"]
