"""A LibreOffice that stays for the next files: of the second that a file takes, starting it takes nine tenths.

It stays because it has a document open, and is handed files by a second call with its profile. It is ended with the
process that started it, however that ends: its shell waits on a pipe that nobody writes to and that then closes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from gongkai.limits import MB
from gongkai.reading.word import soffice_profile

_FILES = 200  # after so many it is started anew, lest what it leaks adds up
_PATIENCE = 20.0  # seconds until it must have started
_LOOK = 0.02
# Its folder, and blocks of 512 bytes and kilobytes that it may write and take; its end is that of this process.
_STAY = (
    'folder=$1; ulimit -f "$2"; ulimit -v "$3" 2>/dev/null; shift 3; "$@" </dev/null & '
    'read _; rm -rf -- "$folder"; kill -9 0'
)
_BOUNDS = (str(2048 * MB // 512), str(soffice_profile.MEMORY // 1024))
_OPEN = "{\\rtf1 }"  # the document that it has open


class Office:
    """A running LibreOffice; `base` is how it is called."""

    def __init__(self, program: str) -> None:
        self.program = program
        self.owner = os.getpid()
        self.files = 0
        folder = Path(tempfile.mkdtemp(prefix="gongkai-office-"))
        self.base = soffice_profile.call(program, folder)
        opened = folder / "open.rtf"
        opened.write_text(_OPEN, encoding="ascii")
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", _STAY, "sh", str(folder), *_BOUNDS, *self.base, str(opened)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self.end = Finalize(self, _end, (self.process, folder), exitpriority=10)
        self.lock_file = folder / ".~lock.open.rtf#"

    def is_ready(self) -> bool:
        """Wait until its document is open, and say whether it is."""
        until = monotonic() + _PATIENCE
        while not self.lock_file.exists() and monotonic() < until and self.process.poll() is None:
            sleep(_LOOK)
        return self.lock_file.exists()


class Keeper:
    """Keeps an office from the second file on; a single one is converted as fast without."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.program: str | None = None  # that converted a file, or is not to be kept
        self.is_hopeless = os.name != "posix"
        self.office: Office | None = None

    def take(self, program: str) -> Office | None:
        """Return the office for the caller alone until it is given back; None when it has to start its own."""
        if self.is_hopeless or not self.lock.acquire(blocking=False):
            return None
        office = self._running(program)
        if office is None:
            self.lock.release()
        return office

    def give_back(self, office: Office, *, is_well: bool) -> None:
        """Keep the office for the next file, or end it when it may not be well."""
        office.files += 1
        if not is_well or office.files >= _FILES:
            self._drop()
        self.lock.release()

    def _running(self, program: str) -> Office | None:
        office = self.office
        if office and (office.owner != os.getpid() or office.program != program or office.process.poll() is not None):
            self._drop()
        if self.office is None and self.program == program:
            self.office = Office(program)
            if not self.office.is_ready():
                self.is_hopeless = True
                self._drop()
        self.program = program
        return self.office

    def _drop(self) -> None:
        if self.office:
            self.office.end()  # does nothing in a process that did not start it
        self.office = None


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # the group is gone
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdin:
        process.stdin.close()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
