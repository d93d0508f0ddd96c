"""From bytes to a Document: text, Markdown, HTML, DOCX and PDF, told by their content.

`read` opens a path or takes bytes, `read_text` takes text that is already decoded, `find` expands folders and archives.
Whatever cannot be read raises a ReadingError that names the file, what it is and what to do about it.
"""

from gongkai.reading.archives import Member
from gongkai.reading.folders import Found, find
from gongkai.reading.opening import load, read, read_text

__all__ = ["Found", "Member", "find", "load", "read", "read_text"]
