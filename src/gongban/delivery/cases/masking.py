"""Personal data in a text are masked before others read it, and the writer is told what and why (A14).

Masked are telephone and ID numbers, e-mail addresses, bank cards, plates, and names that the writer
says ("我叫…", "联系人：…") or gave as their own. Rules over learned models: every mask can be explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongban.kernel.words import Words

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康"
    "伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁"
    "宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲封芮羿储靳段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲邰从鄂索咸籍赖"
    "卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚那简饶空曾沙丰游"
)
_NAME = rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_INTRODUCED = re.compile(
    rf"(?P<lead>我叫|我是(?=[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}[，,。；、 ])|本人叫|本人姓名|姓名|联系人|反映人|户主|当事人)(?P<gap>[:：是为 ]*)(?P<name>{_NAME})"
)


@dataclass(frozen=True)
class Masked:
    """The text as others read it, and which sorts of data were masked, in words."""

    text: str
    reasons: tuple[Words, ...]


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    words: Words

    def apply(self, text: str) -> str:
        return self.pattern.sub(_starred, text)


def _starred(found: re.Match[str]) -> str:
    said = found.group(0)
    keep = 3 if len(said) >= 11 else 1
    return said[:keep] + "*" * max(len(said) - keep - (2 if keep == 3 else 0), 2) + (said[-2:] if keep == 3 else "")


_RULES = (
    _Rule(re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), Words("证件号码", "ID numbers")),
    _Rule(re.compile(r"(?<!\d)\d{16,19}(?!\d)"), Words("银行卡号", "bank card numbers")),
    _Rule(re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"), Words("手机号码", "mobile numbers")),
    _Rule(re.compile(r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"), Words("电话号码", "telephone numbers")),
    _Rule(re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII), Words("电子邮箱", "e-mail addresses")),
    _Rule(re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}(?![A-Z0-9])"), Words("车牌号", "number plates")),
)  # fmt: skip


def mask(text: str, names: Iterable[str] = ()) -> Masked:
    """Mask personal data in a text.

    >>> mask("我叫王小明，电话13012345678").text
    '我叫王**，电话130******78'
    """
    reasons: list[Words] = []
    for rule in _RULES:
        changed = rule.apply(text)
        if changed != text:
            reasons.append(rule.words)
        text = changed
    changed = _mask_names(text, names)
    if changed != text:
        reasons.append(Words("姓名", "names"))
    return Masked(changed, tuple(reasons))


def _mask_names(text: str, names: Iterable[str]) -> str:
    for name in names:
        if len(name) > 1:
            text = text.replace(name, name[0] + "*" * (len(name) - 1))
    return _INTRODUCED.sub(_hide_name, text)


def _hide_name(found: re.Match[str]) -> str:
    name = found["name"]
    return f"{found['lead']}{found['gap']}{name[0]}{'*' * (len(name) - 1)}"
