"""Reports written down: JSONL, workbook, CSV and Parquet, to a file, a stream or a run directory.

Every writer is a context manager over a binary stream that yields a `Sink`, a function taking one
report after the other.
Memory stays flat; the workbook alone holds its cells.
"""

from gongkai.writing.output import FORMATS, format_of, to_path, to_stream
from gongkai.writing.run import to_run
from gongkai.writing.sink import Sink

__all__ = ["FORMATS", "Sink", "format_of", "to_path", "to_run", "to_stream"]
