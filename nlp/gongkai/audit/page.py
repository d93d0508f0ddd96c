"""Write the page of the rules (docs/audit-rules.zh-CN.md) from `rules.toml`."""

from __future__ import annotations

from gongkai.audit.rules import SEVERITY_NAMES, Rule, rules

_HEAD = """# 审核规则

本页由 `rules.toml` 生成，请勿手改。每条规则写明编号、严重程度、依据、举例和整改要求；举例都是编的。

* **确定**（`certain`）：由所指的几处文字就能证明的算术或事实错误；
* **待核**（`check`）：很可能有误，但口径、范围可能不同，请核对原文；
* **提示**（`info`）：值得一看，不一定有误。

表中的程度是该规则最高的程度；单元格的读取存疑、总数不止一个等情形，会降为“待核”。

关闭某条规则或改变其程度，写一个小文件：

```toml
[rules]
"sum.near" = "off"
"claim.table" = "info"
```
"""


def page() -> str:
    """Return the page in Markdown: a section a group, a paragraph a rule."""
    groups: dict[str, list[str]] = {}
    for id, rule in rules().items():
        groups.setdefault(rule.group, []).append(_entry(id, rule))
    return "\n".join([_HEAD, *(f"## {group}\n\n" + "\n".join(entries) for group, entries in groups.items())])


def _entry(id: str, rule: Rule) -> str:
    return (
        f"### {rule.title}\n\n`{id}` · {SEVERITY_NAMES[rule.severity]}\n\n"
        f"* 依据：{rule.basis}\n* 举例：{rule.example}\n* 整改：{rule.remedy}\n"
    )
