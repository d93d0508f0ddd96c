"""What a reader calls sections, levels and settings; an id without a name is told as it is."""

from __future__ import annotations

SECTIONS = {
    "preamble": "开头",
    "overview": "总体情况",
    "proactive": "主动公开情况",
    "requests": "依申请公开情况",
    "proceedings": "复议诉讼情况",
    "problems": "问题及改进",
    "other": "其他事项",
}
LEVELS = {
    "ministry": "国家部门",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "town": "乡镇街道",
    "utility": "公用企业",
    "university": "学校",
    "hospital": "医院",
}
CONTEXT = {"no": "看文字即知", "yes": "须看所在位置"}
SETTINGS = {"placed": "有位置", "alone": "只看文字"}
FIELDS = ("正文", "所在部分", "标题", "列项开头", "前一段", "后一段")
"""By number of the field."""
SLICES = {
    "section": ("所在部分", SECTIONS),
    "level": ("机关层级", LEVELS),
    "year": ("年度", {}),
    "context": ("是否须看位置", CONTEXT),
}
"""By what results are parted: its name, and those of its values."""
