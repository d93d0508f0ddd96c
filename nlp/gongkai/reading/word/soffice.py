"""LibreOffice as a converter: found on the machine, run without macros, links and network, ended when it takes long.

Processes never share one. What the one that is kept for several files does not convert, a new one has to: whether a
file is read never depends on those before it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

from gongkai.errors import DamagedDocument, MissingProgram, OversizedDocument
from gongkai.limits import MB, Limits
from gongkai.reading.word import soffice_profile
from gongkai.reading.word.soffice_kept import Keeper
from gongkai.reading.word.soffice_profile import MEMORY

VARIABLE = "GONGKAI_SOFFICE"  # names the program where it is found in no usual place
_NAMES = ("soffice", "libreoffice")
_PLACES = {
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    # soffice.exe returns at once, its .com waits until the file is converted.
    "win32": (
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    ),
}
# Whoever watches over a file ends its process with it; LibreOffice must be ended before, or it would outlive both.
_SHARE = 0.8
_LONGEST = 86_400.0  # seconds that the system is told at most
# Limits that the system keeps even when this process is killed: seconds of work, blocks of 512 bytes, kilobytes.
_BOUNDED = 'ulimit -t "$1"; ulimit -f "$2"; ulimit -v "$3" 2>/dev/null; shift 3; exec "$@"'
_KEEPER = Keeper()


def find() -> str | None:
    """Return the path of LibreOffice's program, None when there is none."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    found = (shutil.which(place) for place in (*_NAMES, *_PLACES.get(sys.platform, ())))
    return next(filter(None, found), None)


def to_docx(data: bytes, suffix: str, reader: str, name: str, limits: Limits) -> bytes:
    """Return a file as DOCX; `reader` is LibreOffice's name for its format, so that it is taken for no other.

    Raises MissingProgram without LibreOffice, OversizedDocument when it takes too long or makes too much, and
    DamagedDocument when it makes nothing.
    """
    program = find()
    if program is None:
        raise _missing(name)
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source, made = place / f"report{suffix}", place / "out" / "report.docx"
        source.write_bytes(data)
        what = [
            f"--infilter={reader}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(made.parent),
            str(source),
        ]
        until = monotonic() + _SHARE * min(limits.seconds, _LONGEST)
        office = _KEEPER.take(program)
        if office:
            try:
                _run([*office.base, *what], place, name, until, limits)
            finally:
                _KEEPER.give_back(office, is_well=made.exists())
        if not made.exists():
            _run([*soffice_profile.call(program, place), *what], place, name, until, limits)
        return _result(made, name, limits)


def _run(command: list[str], place: Path, name: str, until: float, limits: Limits) -> None:
    """Run a command in a group of its own, which is ended as a whole: the program starts others."""
    if os.name == "posix":
        bounds = (int(min(limits.seconds, _LONGEST)) + 1, limits.unpacked // 512 + 1, MEMORY // 1024)
        command = ["/bin/sh", "-c", _BOUNDED, "sh", *map(str, bounds), *command]
    with (place / "messages").open("wb") as messages:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=messages, stderr=messages, cwd=place, start_new_session=True
        )
    try:
        process.wait(max(0.0, until - monotonic()))
    except subprocess.TimeoutExpired as error:
        raise OversizedDocument(
            f"{name}: LibreOffice has not converted it in {_SHARE * limits.seconds:g} seconds; save it as .docx",
            "文件转换时间过长，已放弃；请用 Word 或 WPS 另存为 .docx 后重试",
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):  # the group is gone
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()


def _result(path: Path, name: str, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        said = (path.parents[1] / "messages").read_bytes()[-300:].decode("utf-8", "replace").strip()
        raise DamagedDocument(
            f"{name}: LibreOffice makes nothing of it ({said or 'no message'}); open and save it again as .docx",
            "文件已损坏，无法转换，请用 Word 或 WPS 打开并另存为 .docx 后重试",
        ) from None
    if size > limits.size:
        raise OversizedDocument(
            f"{name}: {size} bytes as DOCX, at most {limits.size} are read; remove its pictures",
            f"文件转换后过大（超过 {limits.size // MB} MB），请删除其中的图片后重试",
        )
    return path.read_bytes()


def _missing(name: str) -> MissingProgram:
    named = os.environ.get(VARIABLE)
    wrong = f"; {VARIABLE} names {named}, which is no program" if named else ""
    return MissingProgram(
        f"{name}: needs LibreOffice, which was not found{wrong}. Debian, Ubuntu: apt-get install "
        "libreoffice-writer-nogui; macOS: brew install --cask libreoffice; Windows: winget install "
        f"TheDocumentFoundation.LibreOffice; elsewhere: set {VARIABLE} to the path of soffice. Or save it as .docx",
        "读取此类文件需要 LibreOffice，本机没有找到；请安装 LibreOffice"
        f"（或用环境变量 {VARIABLE} 指明 soffice 的位置），也可以用 Word 或 WPS 另存为 .docx 后重试",
    )
