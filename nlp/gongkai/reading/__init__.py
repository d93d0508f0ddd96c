"""From bytes to a Document: text, Markdown, HTML, DOCX, PDF and workbooks, told by their content.

`read` opens a path or takes bytes, `read_text` takes text that is already decoded, `find` expands folders. Whatever
cannot be read raises a ReadingError that names the file, what it is and what to do about it.
"""

from gongkai.reading.folders import find
from gongkai.reading.opening import read, read_text

__all__ = ["find", "read", "read_text"]
