"""Invent agencies of all levels, and the titles of their reports."""

from __future__ import annotations

from random import Random

from .truth import Truth

# Invented places: two characters that do not make a known county, joined at random.
_FIRST = "云青临安平永新东西南北长清金石龙凤白玉春和怀宁广兴泰德昌嘉"
_SECOND = "溪岭江湖山阳川泽原丰源河浦林城港塘洲坪岗"
_BUREAUS = [
    "发展和改革局",
    "教育局",
    "科技局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "自然资源局",
    "生态环境分局",
    "住房和城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "文化和旅游局",
    "卫生健康局",
    "退役军人事务局",
    "应急管理局",
    "审计局",
    "市场监督管理局",
    "统计局",
    "医疗保障局",
    "城市管理局",
    "林业局",
    "行政审批局",
    "信访局",
    "乡村振兴局",
    "税务局",
    "气象局",
]
_TITLES = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开年度报告",
    "{agency}{year}年度政府信息公开工作报告",
    "{agency}关于{year}年政府信息公开工作的年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{agency}\n{year}年政府信息公开工作年度报告",
)


def agency(rng: Random, level: str) -> str:
    """Return the name of an invented organ of `level`."""
    city, county, town = (rng.choice(_FIRST) + rng.choice(_SECOND) for _ in range(3))
    county += rng.choice("县区市")
    if level == "city":
        return rng.choice((f"{city}市人民政府", f"{city}市人民政府办公室"))
    if level == "county":
        return rng.choice((f"{county}人民政府", f"{county}人民政府办公室", f"{city}市{county.rstrip('市')}人民政府"))
    if level == "town":
        return county + town + rng.choice(("镇人民政府", "乡人民政府", "街道办事处"))
    return rng.choice((county, f"{city}市", f"{city}市{county[:2]}区")) + rng.choice(_BUREAUS)


def title(rng: Random, truth: Truth, name: str) -> str:
    """Return a title for the report."""
    return rng.choice(_TITLES).format(agency=name, year=truth.year)
