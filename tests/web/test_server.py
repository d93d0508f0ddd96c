"""The command itself: it starts, answers, ends when it is told to, and leaves no process behind."""

from __future__ import annotations

import signal
import subprocess

import httpx
import pytest
from tests.cli.program import PROGRAM, gongkai
from tests.ports import free_port
from tests.web.served import PATIENCE, until_it_answers

TOKEN = "0123456789abcdef"


@pytest.mark.parametrize(("processes", "stop"), [("1", signal.SIGINT), ("2", signal.SIGTERM)])
def test_a_server_starts_answers_and_ends(corpus: str, processes: str, stop: signal.Signals) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    arguments = ("--corpus", corpus, "--port", str(port), "--processes", processes, "--token", TOKEN)
    with subprocess.Popen([*PROGRAM, "serve", *arguments], stderr=subprocess.PIPE, start_new_session=True) as server:
        try:
            until_it_answers(base)
            with httpx.Client(base_url=base) as visitor:
                assert visitor.post("/enter", data={"token": TOKEN}).status_code == 303
            for _ in range(8):  # whichever process answers knows the cookie
                assert httpx.get(base, cookies=dict(visitor.cookies)).status_code == 200
            taken = gongkai("serve", "--corpus", corpus, "--port", str(port))
            assert taken.code == 2
            assert "--port" in taken.err
            assert "已开始服务" not in taken.err
        finally:
            server.send_signal(stop)
        assert server.wait(PATIENCE) in (0, 130, -stop)
    with pytest.raises(httpx.ConnectError):
        httpx.get(base)
