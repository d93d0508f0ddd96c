"""Which problems of part five no measure answers: neither by its tags, nor by its words, nor by its place in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.document import Passage
from gongkai.text import fold

TOPICS = {
    "training": "培训宣传", "organization": "组织领导", "proactive_disclosure": "主动公开", "on_request": "依申请公开",
    "platform": "平台建设", "information_management": "政府信息管理", "supervision": "监督保障",
    "interpretation": "解读回应", "fees": "收费", "proposals": "建议提案",
}  # fmt: skip
UNTOLD = frozenset({"proactive_disclosure", "organization", "measure"})
"""What nearly every measure serves, named or not."""

_WORDS = {
    "training": "培训|学习|业务|宣传|讲座|轮训|授课|能力|素质|交流", "on_request": "申请|答复|受理",
    "platform": "网站|栏|平台|公众号|新媒体|专区|更新|版面|检索|渠道|载体|查阅|公开屏|公开栏",
    "information_management": "审核|审查|保密|清理|目录|台账|文件|发布|程序|流程|制度",
    "supervision": "监督|检查|考核|通报|督|自查|评议|问责|抽查|整改",
    "interpretation": "解读|图解|视频|回应|漫画|直播|留言|访谈", "fees": "收费|费用", "proposals": "建议|提案",
}  # fmt: skip
"""What a measure on a topic names, whatever it is tagged with."""
_MARKER = re.compile(
    r"\s*(?:\((\d{1,2}|[一二三四五六七八九十]{1,3})\)|(\d{1,2})[.、)]|([①-⑳])|([一二三四五六七八九十]{1,3})[是要、]"
    r"|第([一二三四五六七八九十]{1,2}),)"
)


def unanswered(problems: Sequence[Passage], measures: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Yield the problems, with each of their topics, that no measure answers."""
    answered = {tag.tag for passage in measures for tag in passage.tags} | UNTOLD
    words = "".join(passage.text for passage in measures)
    numbered = {number for passage in measures if (number := _number(passage))}
    for passage in problems:
        topics = [tag.tag for tag in passage.tags]
        if answered.intersection(topics) or _number(passage) in numbered:
            continue
        yield from ((passage, topic) for topic in topics if topic in TOPICS and not re.search(_WORDS[topic], words))


def _number(passage: Passage) -> str | None:
    """Return the kind and number of the list item that a passage is: item two of the measures answers problem two."""
    marker = _MARKER.match(fold(passage.text))
    return f"{marker.lastindex}:{marker[marker.lastindex]}" if marker and marker.lastindex else None
