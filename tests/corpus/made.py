"""Small reports whose passages are known, for the tests of what finds them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.corpus import Writer, rows
from gongkai.corpus.agency import Standing
from gongkai.document import Passage, Report, TagScore

if TYPE_CHECKING:
    import pytest

# source, agency, year, edition, level, kind, regions, passages (section, text, tags)
PROBLEM, MEASURE = "problem", "measure"
REGIONS = {
    "甲": ("330000 浙东省", "330600 甲州市"),
    "乙": ("330000 浙东省", "330700 乙州市"),
    "丙": ("440000 粤南省",),
}
ARCHIVE: tuple[tuple[str, str, int | None, str, str, str, str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        *("甲/教育2020.txt", "甲州市教育局", 2020, "2019", "市", "教育", "甲"),
        (
            ("overview", "全年开展业务培训3期，参训80余人。", "training"),
            ("problems", "一是政策解读形式单一，多为文字材料；", "problem interpretation"),
            ("problems", "二是部分学校信息更新不及时；", "problem"),
            ("problems", "一是丰富政策解读形式，制作图表和短视频；", "measure interpretation"),
            ("problems", "二是督促学校按周更新信息；", "measure"),
        ),
    ),
    (
        *("甲/教育2021.txt", "甲州市教育局", 2021, "2021", "市", "教育", "甲"),
        (
            ("overview", "政策解读形式更加丰富，制作短视频12个，上年存在的问题已经解决。", "interpretation"),
            ("problems", "部分学校信息更新仍不及时，有的栏目半年没有更新。", "problem"),
        ),
    ),
    (
        *("乙/公安2020.txt", "乙州市公安局", 2020, "2019", "市", "公安", "乙"),
        (
            ("problems", "政策解读方式较为单一。", "problem interpretation"),
            ("overview", "南京市长江大桥维修期间发布交通信息20条。", "proactive_disclosure"),
            ("other", "本机关全年没有收取政府信息公开信息处理费，无其他需要报告的事项。", "fees"),
        ),
    ),
    (
        *("乙/交通2022.txt", "乙州市交通运输局", 2022, "2021", "市", "交通", "乙"),
        (
            ("overview", "市长接听热线2次，回应江边大桥收费问题。", "interpretation"),
            ("other", "本机关全年没有收取政府信息公开信息处理费，无其他需要报告的事项。", "fees"),
        ),
    ),
    (
        *("丙/镇2019.txt", "云溪镇人民政府", 2019, "2019", "乡", "乡镇", "丙"),
        (
            ("overview", "ＡＢＣ平台发布資訊公開信息318條，微课5节。", "platform"),
            ("other", "本机关全年没有收取政府信息公开信息处理费，无其他需要报告的事项。", "fees"),
        ),
    ),
    ("丙/无年.txt", "云溪镇人民政府", None, "2019", "乡", "乡镇", "丙", (("overview", "镇里公开了账目。", ""),)),
)


def report(
    source: str, agency: str, year: int | None, edition: str, texts: Iterable[tuple[str, str, str]], status: str = "ok"
) -> Report:
    """Return a report of passages, whose text is theirs, a line each."""
    at, passages, lines = 0, [], []
    for section, text, tags in texts:
        passages.append(Passage(section, text, at, at + len(text), tuple(TagScore(tag, 0.9) for tag in tags.split())))
        lines.append(text)
        at += len(text) + 1
    return Report(source, status, None, agency, year, edition, passages=tuple(passages), text="\n".join(lines))


def archive() -> list[Report]:
    """Return the reports of ARCHIVE."""
    return [report(source, agency, year, edition, texts) for source, agency, year, edition, *_, texts in ARCHIVE]


def standing(made: Report) -> Standing:
    """Return what ARCHIVE says of an agency."""
    for source, *_, level, kind, region, _ in ARCHIVE:
        if source == made.source:
            return Standing(level, kind, REGIONS[region], REGIONS[region], f"/{made.agency}")
    return Standing(lineage=f"/{made.agency}")


def resolved(patch: pytest.MonkeyPatch) -> None:
    """Have agencies resolved as ARCHIVE says."""
    patch.setattr(rows, "standing", standing)


def filled(corpus: str | Path) -> None:
    """Write ARCHIVE into a corpus."""
    with Writer(corpus) as writer:
        for one in archive():
            writer.add(one)
