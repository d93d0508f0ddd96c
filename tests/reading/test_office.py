"""Old Word, WPS, RTF and OpenDocument texts, by a real LibreOffice: the same facts, nothing run, nothing left over.

The files in tests/data/office were saved by LibreOffice from the sample of that name.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer
from time import monotonic

import pytest

import gongkai
from gongkai import errors
from gongkai.limits import Limits
from gongkai.reading import read
from gongkai.reading.word import soffice
from gongkai.reading.word.soffice_kept import Office

ROOT = Path(__file__).parents[2]
SAVED = ROOT / "tests/data/office/14-lanting-normal-college-2023"
SOURCE = ROOT / "annotations/reports/14-lanting-normal-college-2023.docx"
DOC = SAVED.with_suffix(".doc").read_bytes()

needs_libreoffice = pytest.mark.skipif(
    soffice.find() is None, reason="LibreOffice is missing (Debian: apt-get install libreoffice-writer-nogui)"
)


@needs_libreoffice
@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt"])
def test_a_saved_report_has_the_facts_of_its_word_file(suffix: str) -> None:
    saved, source = gongkai.parse(SAVED.with_suffix(suffix)), gongkai.parse(SOURCE)
    assert (saved.agency, saved.year, saved.edition, saved.status) == ("澜汀师范学院", 2023, "2021", "ok")
    assert [(fact.address, fact.value, fact.status) for fact in saved.facts] == [
        (fact.address, fact.value, fact.status) for fact in source.facts
    ]


@needs_libreoffice
def test_files_are_converted_at_the_same_time() -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(read, (DOC, DOC), ("一.wps", "二.doc"))
    assert first.text == second.text == read(SOURCE).text


@needs_libreoffice
def test_what_a_file_links_to_is_not_fetched() -> None:
    asked: list[str] = []

    class Noted(BaseRequestHandler):
        def handle(self) -> None:
            asked.append(str(self.client_address))

    with TCPServer(("127.0.0.1", 0), Noted) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        picture = f'<draw:image xlink:href="http://127.0.0.1:{server.server_address[1]}/x.png" xlink:actuate="onLoad"/>'
        frame = f'<draw:frame text:anchor-type="as-char" svg:width="1cm" svg:height="1cm">{picture}</draw:frame>'
        document = read(_odt(f"<text:p>一、总体情况{frame}</text:p>"), "年报.odt")
        server.shutdown()
    assert (document.text, asked) == ("一、总体情况\n", [])


@needs_libreoffice
@pytest.mark.parametrize("data", [b"{\\rtf1\\ansi \\trowd\\cellx", DOC[:9000], DOC[:512] + bytes(5000)])
def test_damage_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(errors.ReadingError, match=r"年报\.doc") as caught:
        read(data, "年报.doc")
    assert "重试" in caught.value.reason or "再试" in caught.value.reason


@needs_libreoffice
def test_an_office_that_hangs_is_ended_and_the_next_file_is_converted() -> None:
    office = _kept()
    os.killpg(office.process.pid, signal.SIGSTOP)
    with pytest.raises(errors.OversizedDocument, match="seconds"):
        read(DOC, "年报.doc", limits=Limits(seconds=1))
    assert office.process.poll() is not None
    assert read(DOC).text == read(SOURCE).text


@needs_libreoffice
def test_an_office_ends_with_the_process_that_started_it() -> None:
    code = "from tests.reading.test_office import _kept; office = _kept()\n"
    code += "print(office.process.pid, office.lock_file.parent, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as one:
        assert one.stdout
        group, folder = one.stdout.readline().split()
        os.killpg(int(group), 0)
        one.kill()
    with pytest.raises(ProcessLookupError):
        _await_end(int(group))
    assert not Path(folder.decode()).exists()


def _kept() -> Office:
    """Convert files until an office is kept for the next one."""
    while soffice._KEEPER.office is None:
        read(DOC, "年报.doc")
    return soffice._KEEPER.office


def _odt(body: str, manifest: str = "") -> bytes:
    names = ("office", "text", "manifest", "meta")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    spaces += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    spaces += ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
    kind = "application/vnd.oasis.opendocument.text"
    listed = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    listed += f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content + "</office:document-content>")
        archive.writestr(
            "META-INF/manifest.xml",
            f"<manifest:manifest {spaces}>{listed}</manifest:file-entry></manifest:manifest>",
        )
    return file.getvalue()


def _encrypted_doc() -> bytes:
    flags = next(at for at in range(0, len(DOC), 512) if DOC[at : at + 2] == b"\xec\xa5") + 11  # in its first block
    return DOC[:flags] + bytes([DOC[flags] | 1]) + DOC[flags + 1 :]


@pytest.mark.parametrize("data", [_encrypted_doc(), _odt("", "<manifest:encryption-data/>")], ids=["doc", "odt"])
def test_an_encrypted_file_is_refused_without_being_converted(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "to_docx", lambda *_: pytest.fail("it was converted"))
    with pytest.raises(errors.DamagedDocument, match="encrypted") as caught:
        read(data, "年报.doc")
    assert "密码" in caught.value.reason


def test_an_opendocument_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(errors.UnknownFormat, match="no text") as caught:
        read(_odt("").replace(b"opendocument.text", b"opendocument.note"), "年报.ods")
    assert "OpenDocument" in caught.value.reason


def test_without_libreoffice_a_report_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(soffice, "_PLACES", {})
    monkeypatch.delenv(soffice.VARIABLE, raising=False)
    with pytest.raises(errors.MissingProgram, match=r"apt-get install .* brew .* winget"):
        read(DOC, "年报.doc")
    report = gongkai.parse(DOC, "年报.doc")
    assert report.status == "failed"
    assert "LibreOffice" in str(report.reason)


def test_a_variable_that_names_no_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(soffice.VARIABLE, "/no/such/soffice")
    with pytest.raises(errors.MissingProgram, match="GONGKAI_SOFFICE names /no/such/soffice"):
        read(DOC, "年报.doc")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files, which must be empty afterwards."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def _program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a script in place of LibreOffice; $out is where it shall write."""
    program = tmp_path / "soffice"
    find = 'while [ "$1" != --outdir ]; do shift; done; out=$2; mkdir -p "$out"'
    program.write_text(f"#!/bin/sh\n{find}\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv(soffice.VARIABLE, str(program))


@pytest.mark.usefixtures("temporary")
def test_a_conversion_without_end_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    begun = monotonic()
    with pytest.raises(errors.OversizedDocument, match="seconds"):
        read(DOC, "年报.doc", limits=Limits(seconds=0.5))
    assert monotonic() - begun < 10
    with pytest.raises(ProcessLookupError):
        _await_end(int((tmp_path / "child").read_text()))


def _await_end(process: int) -> None:
    """Raise ProcessLookupError once a process is gone; one that has ended but is not yet waited for is gone, too."""
    until = monotonic() + 5
    while monotonic() < until:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            raise ProcessLookupError(process)


@pytest.mark.usefixtures("temporary")
def test_a_file_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, monkeypatch, 'head -c 300000 /dev/zero > "$out/report.docx"')
    with pytest.raises(errors.OversizedDocument, match="300000 bytes as DOCX"):
        read(DOC, "年报.doc", limits=Limits(size=200_000))


@pytest.mark.usefixtures("temporary")
def test_what_the_program_says_of_a_file_it_cannot_convert_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, monkeypatch, "echo source file could not be loaded >&2")
    with pytest.raises(errors.DamagedDocument, match="could not be loaded"):
        read(DOC, "年报.doc")
