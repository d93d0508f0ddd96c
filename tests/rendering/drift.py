"""Drift of labels: what the wild does to a form, as operations that know no alias.

`Dice` throws the kinds named in `rates`, `factor` times as often, and keeps what was thrown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from .layout import Box, Sheet
from .rates import RATES

NEGATIONS = set("不未无没予")  # a drift that turns a label into its opposite is no drift
SYNONYMS = tuple(
    tuple(pair.split(":"))
    for pair in [
        "秘密:机密",
        "数量:数目",
        "数量:件数",
        "另行:另外",
        "申请:申报",
        "企业:公司",
        "总计:合计",
        "公益:公共",
        "许可:审批",
        "收费:费用",
        "采购:购置",
        "掌握:保存",
        "现成:现有",
        "结转:转接",
        "结转:转入",
        "维持:支持",
        "纠正:更正",
        "案卷:卷宗",
        "举报:检举",
        "出版物:刊物",
        "反复:多次",
        "逾期:超期",
        "制发:制定",
        "废止:作废",
        "现行:当前",
        "自然人:个人",
        "机构:单位",
        "组织:团体",
        "禁止:不得",
        "危及:危害",
        "保护:涉及",
        "第三方:他人",
        "属于:系",
        "事项:事务",
        "过程性:过程",
        "重新出具:再次出具",
        "继续办理:办理",
        "本年度:本年",
        "本年:今年",
        "上一年:上年",
        "对外:向外",
        "处理:办理",
        "信息内容:内容",
        "金额:总额",
        "尚未:仍未",
        "直接:径行",
        "政府信息公开:信息公开",
        "要求:请求",
        "法律行政法规:法律法规",
        "相关:有关",
        "明确:清楚",
        "合法权益:权益",
    ]
)
_PAIRS = "末未土士日曰人入大太干千申甲己已天夫王玉目且木本么公力刀美关请清数敷类奖构沟益盖织炽"
LOOK_ALIKES = str.maketrans(_PAIRS, "".join(_PAIRS[i ^ 1] for i in range(len(_PAIRS))))
COMMON = (
    "的一是在有这中大来上个国和地到说出会可年生作分成动能得民定法前长现方制体点进正开"
    "高本日当行关主心机里理应文事件各全市信实建自然社果提力最重并"
)
HEADER_HINTS = (
    "（单位：件）",
    "（第{n}列）",
    "注{n}",
    "（{n}）",
    "（件）",
    "[{n}]",
    "（含第1季度补报）",
    "（截至12月31日）",
)

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = "一二三四五六七八九十"


class Dice:
    """Throw the drifts of one report; `applied` names those that occurred."""

    def __init__(self, rng: Random, factor: float) -> None:
        self.rng = rng
        self.shares = {name: min(0.9, rate.share * factor) for name, rate in RATES.items()}
        self.applied: set[str] = set()

    def hit(self, name: str) -> bool:
        """Return whether the drift occurs here, and remember it."""
        if self.rng.random() >= self.shares[name]:
            return False
        self.applied.add(name)
        return True


def drift_labels(dice: Dice, sheet: Sheet) -> None:
    """Drift the labels, headers and ordinals of a sheet in place."""
    boxes = [box for row in sheet.rows for box in row.boxes if box.kind not in ("value", "extra")]
    _renumber(dice, boxes)
    known = {box.text for box in boxes}
    for number, box in enumerate(boxes):
        stem, unit = _unit_apart(box.text)
        box.text = _drift_text(dice, stem, known) + unit
        if box.kind == "header" and "元" not in box.text and dice.hit("header_hint"):
            box.text += dice.rng.choice(HEADER_HINTS).format(n=1 + number % 9)


def _unit_apart(text: str) -> tuple[str, str]:
    """Part a header from its unit, which no slip may touch: another unit would be another truth."""
    place = max(text.find("（"), text.find("(")) if "元" in text else -1
    return (text, "") if place < 0 else (text[:place], text[place:])


def _drift_text(dice: Dice, text: str, known: set[str]) -> str:
    for name, change in _NOISE:
        if dice.rng.random() < dice.shares[name]:
            changed = change(dice.rng, text)
            if changed != text and changed not in known and len(changed) > 1:
                text = changed
                dice.applied.add(name)
    return text


def noise(dice: Dice, text: str) -> str:
    """Return `text` with one slip of a random kind."""
    return dice.rng.choice(_NOISE)[1](dice.rng, text)


def _delete(rng: Random, text: str) -> str:
    place = rng.randrange(len(text))
    return text if len(text) < 3 or text[place] in NEGATIONS else text[:place] + text[place + 1 :]


def _replace(rng: Random, text: str) -> str:
    place = rng.randrange(len(text))
    return text if len(text) < 3 or text[place] in NEGATIONS else text[:place] + rng.choice(COMMON) + text[place + 1 :]


def _look_alike(rng: Random, text: str) -> str:
    places = [place for place, char in enumerate(text) if ord(char) in LOOK_ALIKES]
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + text[place].translate(LOOK_ALIKES) + text[place + 1 :]


def _synonym(rng: Random, text: str) -> str:
    pairs = [pair for pair in SYNONYMS if pair[0] in text]
    if not pairs:
        return text
    word, other = rng.choice(pairs)
    return text.replace(word, other, 1)


def _swap(rng: Random, text: str) -> str:
    place = rng.randrange(max(1, len(text) - 1))
    pair = text[place : place + 2]
    return text if len(text) < 4 or NEGATIONS.intersection(pair) else text[:place] + pair[::-1] + text[place + 2 :]


def _double(rng: Random, text: str) -> str:
    place = rng.randrange(len(text))
    return text[:place] + text[place] + text[place:]


def _space(rng: Random, text: str) -> str:
    if len(text) > 4:
        return text
    return rng.choice((" ", "　", "\u00a0", "  ")).join(text)


_NOISE = (
    ("char_deleted", _delete),
    ("char_replaced", _replace),
    ("look_alike", _look_alike),
    ("synonym", _synonym),
    ("swapped", _swap),
    ("doubled", _double),
    ("spaced", _space),
)


def _renumber(dice: Dice, boxes: list[Box]) -> None:
    if dice.hit("numbering_continued"):
        arabic = [box for box in boxes if box.ordinal[:1].isdigit()]
        for number, box in enumerate(arabic, 1):
            box.ordinal = f"{number}."
    if not dice.hit("numbering"):
        return
    styles = {"1": dice.rng.choice(_ARABIC), "（": dice.rng.choice(_BRACKETED), "一": dice.rng.choice(_PLAIN)}
    for box in boxes:
        if box.ordinal:
            core = box.ordinal.strip("（）、.")
            number = int(core) if core.isdigit() else _CHINESE.index(core) + 1
            family = "1" if core.isdigit() else box.ordinal[0] if box.ordinal[0] == "（" else "一"
            box.ordinal = ordinal(styles[family], number)


_ARABIC = ("{n}、", "（{n}）", "({n})", "{c}", "{n}．", "", "{n}. ", "{n})", "{n}")
_BRACKETED = ("({k})", "（{k}） ", "{k}）", "({k}）", "", "（{k}）、", "（{k}）")
_PLAIN = ("{k}.", "{k} ", "", "{k}、 ", "{k}．", "{n}、", "{k}，", "{k}、")


def ordinal(style: str, number: int) -> str:
    """Return an ordinal in a style: {n} arabic, {k} Chinese, {c} circled."""
    if "{c}" in style:
        return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"{number}."
    if "{k}" in style:
        return style.replace("{k}", _CHINESE[number - 1] if number <= 10 else f"十{_CHINESE[number - 11]}")
    return style.replace("{n}", str(number))


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_JOINT = "\x1f"  # no text holds it, and no conversion changes it
_NARROW = (("（", "("), ("）", ")"), ("，", ","), ("：", ":"), ("；", ";"))


def widen_digits(text: str) -> str:
    """Return `text` with full-width digits."""
    return text.translate(_WIDE)


def narrow(texts: list[str]) -> list[str]:
    """Return the texts with half-width brackets, commas, colons and semicolons."""
    joined = _JOINT.join(texts)
    for wide, half in _NARROW:
        joined = joined.replace(wide, half)
    return joined.split(_JOINT)


def traditional(texts: list[str]) -> list[str]:
    """Return the texts in traditional characters, one for one."""
    return _converter()(_JOINT.join(texts)).split(_JOINT)


@cache
def _converter() -> Callable[[str], str]:
    import opencc  # 10 ms to load, and one report in a hundred needs it

    convert: Callable[[str], str] = opencc.OpenCC("s2t").convert
    return convert
