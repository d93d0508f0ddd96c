"""From bytes to a Document, whatever the format, which is told by content.

`read` opens a path or takes bytes, `read_text` takes text that is already decoded, `load` returns a path's bytes,
`find` expands folders, archives and patterns. Whatever cannot be read raises a ReadingError that names the file, what
it is and what to do about it.
"""

from gongkai.reading.archives import Member
from gongkai.reading.folders import Found, find
from gongkai.reading.loading import load
from gongkai.reading.opening import read, read_text

__all__ = ["Found", "Member", "find", "load", "read", "read_text"]
