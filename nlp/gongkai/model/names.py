"""What tags, parts and facets are called where people read them."""

from __future__ import annotations

TAG_NAMES = {
    "problem": "存在问题",
    "measure": "改进措施",
    "training": "培训宣传",
    "organization": "组织领导",
    "proactive_disclosure": "主动公开",
    "on_request": "依申请公开",
    "platform": "平台建设",
    "information_management": "政府信息管理",
    "supervision": "监督保障",
    "interpretation": "解读回应",
    "fees": "收费",
    "proposals": "建议提案",
}

SECTION_NAMES = {
    "preamble": "开头",
    "overview": "总体情况",
    "proactive": "主动公开",
    "requests": "申请办理",
    "proceedings": "复议诉讼",
    "problems": "问题改进",
    "other": "其他事项",
}
FACET_NAMES = {"tag": "标签", "year": "年度", "section": "部分", "level": "层级", "kind": "类别", "region": "地区"}


def tag_name(tag: str) -> str:
    """Return the Chinese name of a tag; a user's own tag goes by its id."""
    return TAG_NAMES.get(tag, tag)
