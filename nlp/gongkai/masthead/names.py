"""The names of agencies: place and organ."""

from __future__ import annotations

import re

HAN = "[\u4e00-\u9fff]"
NOT_NAME_CHARS = re.compile("[^\u4e00-\u9fff()·]")
_ORGANS = (
    "人民政府|街道办事处|办事处|委员会|管委会|办公厅|办公室|开发区|新区|园区|景区|街道|公司|集团|大学|学院|医院|学校|中学|小学|"
    "中心|支队|大队|总队|法院|检察院|研究院|联合会|协会|海关|监狱|银行|支行|分行|调查队|电视台|气象台|地震台|林场|农场|机场|港务|"
    "局|委|办|厅|部|院|处|所|站|馆|社|校|联|协|署|省|市|县|区|州|盟|旗|镇|乡"
)
ORGAN = f"(?=[{''.join(sorted({organ[0] for organ in _ORGANS.split('|')}))}])(?:{_ORGANS})"
"""Regex source of what a name ends with; one look at its first character spares most of the sixty comparisons."""
LONGEST_ORGAN = max(map(len, _ORGANS.split("|")))
SUFFIX = re.compile(f"(?:{ORGAN})$")
_PLACE = re.compile(f"^(?:国家|中国|中共|共青团)|^{HAN}{{1,8}}?[省市县区州盟旗镇乡]|街道|自治")
NOT_NAMES = re.compile(
    "[及和与][省市县区]$|^(?:我|本|各|全|其|该|关于|附件|首页|当前|[省市县区州镇乡]{1,2}$)|政府[省市县区州旗镇乡]|网站?$|平台$|首页|栏目|信息公开|政务公开|工作"
)


def is_name(name: str) -> bool:
    """Tell whether `name` is place and organ."""
    return bool(SUFFIX.search(name) and _PLACE.search(name) and not NOT_NAMES.search(name))
