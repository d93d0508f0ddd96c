"""How long the recognition of a file may take."""

from __future__ import annotations

from time import monotonic

from gongkai import deadline
from gongkai.errors import OversizedDocument
from gongkai.limits import Limits

PATIENCE = 10  # times the seconds of other files; a page takes 2 to 10


class Watch:
    """The time that is left for a file."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.seconds = PATIENCE * limits.seconds
        self.begun = monotonic()
        self.is_on = False

    def check(self) -> None:
        """Raise OversizedDocument when the time is up; called before each page."""
        if not self.is_on:
            deadline.extend(self.seconds)
            self.is_on = True
        if monotonic() - self.begun > self.seconds:
            raise OversizedDocument(
                f"{self.name}: recognition took more than {self.seconds:.0f} seconds; split the file, or allow more",
                f"文字识别超过 {self.seconds:.0f} 秒仍未完成，请只保留年度报告的页面，或拆分文件后重试",
            )
