"""Reports of invented agencies, to be held against each other."""

from __future__ import annotations

from collections.abc import Mapping

from tests.tables.form import FORMS, report, requests_values

import gongkai
from gongkai.document import Report

OTHER_FIVE = "一是旧档案没有数字化，查找费时。\n今后，我局将添置两台扫描仪，由档案员专人负责整理。"


def read(
    year: int,
    values: Mapping[str, str],
    five: str = OTHER_FIVE,
    overview: str = "",
    agency: str = "清渡县水利局",
    edition: str = "2021",
) -> Report:
    text = report(FORMS[edition], requests_values() | dict(values))
    head, _, tail = text.partition("五、存在的主要问题及改进情况\n")
    tail = tail.partition("\n")[2]
    if overview:
        head = head.replace("一、总体情况\n", f"一、总体情况\n{overview}\n", 1)
    title = f"{agency}{year}年政府信息公开工作年度报告\n"
    return gongkai.parse_text(f"{title}{head}五、存在的主要问题及改进情况\n{five}\n{tail}")
