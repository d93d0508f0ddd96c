"""What every writer offers: a function that takes one report, or audited report, after the other."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.audit.decisions import Audited
from gongkai.document import Report

Sink = Callable[[Report], None]
AuditSink = Callable[[Audited], None]
