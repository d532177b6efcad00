"""Names of persons: those the writer gave, those introduced by words such as 我叫 or "my name is", and private persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongban.delivery.cases.masking.span import Span, View
from gongban.kernel.words import Words

NAME = Words("姓名", "names")
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康"
    "伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁"
    "宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲封芮羿储靳段富巫乌焦巴弓牧隗山谷侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲邰从鄂索咸籍赖"
    "卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚那简饶空曾沙丰游车肖闫"
)
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|轩辕|端木|长孙|宇文"
HAN_NAME = rf"(?:(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}?|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
# 名字到这里为止 · where a name ends: a sign, the end, or a word that does not belong to it
ENDS = (
    r"(?=[^\u4e00-\u9fff]|$|住|是|家住|家在|电话|手机|今年|今天|在|男|女|身份证|联系|现|系|反映|想|要|有|我|本人|来自|为|和|与|及|的|说|把|将|向|被|也|就|都|先生|女士|同志|老师|师傅|经常|每天|长期|多次|故意|打|骂|态度|不|没|拒|推|收|乱|喊|吃|拿|吼|到|未|无|还|却|对|让|给|总|又|很|太|要求|擅|私|违|强|威|欺|殴|辱|索|贪|占|卖|开|养|停|堵|偷)"
)
_SURE = rf"(?:我叫|我姓名|我的名字是|我的名字叫|名字叫|本人叫|本人姓名|本人是|姓名是|名叫)(?P<gap>[:： 是为]{{0,2}})(?P<name>{HAN_NAME}){ENDS}"
_LABEL = rf"(?:姓名|联系人|反映人|投诉人|举报人|申请人|户主|业主|当事人|收件人|经办人|家长)(?P<gap>[:：是为叫] ?)(?P<name>{HAN_NAME}){ENDS}"
_I_AM = rf"我是(?P<gap>)(?P<name>{HAN_NAME})(?=[，,。；;、 ！!]|$)"
_PRIVATE = rf"(?:邻居|房东|租客|租户|楼上住户|楼下住户|住户|司机|保安|保洁员|业主|同事|(?:儿子|女儿|孩子|母亲|父亲|妈妈?|爸爸?|丈夫|妻子|老公|老婆)叫)(?P<gap>叫?)(?P<name>{HAN_NAME}){ENDS}"
_LONG = r"(?:(?:姓名|我叫|名叫|联系人|反映人|叫|是)[:： ]?)?(?P<gap>)(?P<name>[\u4e00-\u9fff]{2,8}[·•][\u4e00-\u9fff]{2,8})"
_HAN = [re.compile(pattern) for pattern in (_SURE, _LABEL, _I_AM, _PRIVATE, _LONG)]
_WORD = r"[A-Z][A-Za-z'’\-]+"
_ENGLISH = [
    re.compile(rf"\b(?i:my name is|my name's|name:|signed,?|contact person:?|call me)\s+(?P<name>{_WORD}(?:\s+{_WORD}){{0,2}})"),
    re.compile(rf"\b(?:I am|I'm|I’m|[Tt]his is)\s+(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?(?P<name>{_WORD}(?:\s+{_WORD}){{1,2}})"),
    re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+(?P<name>{_WORD}(?:\s+{_WORD}){{1,2}})"),
]
# 名字后面不会是这些 · what looks like a name after 我是 or 邻居 and is none
_NO_NAMES = re.compile(
    "从来|从未|居民|农民|农民工|业主|市民|老师|常年|时常|经常|应该|平时|一名|全家|广大|国家|安全|向来|都是|都在|和我|和谐|别人|那个|那家|那边|能不能"
    "|能否|何时|何况|于是|万一|单位|单元|包括|关于|明显|明明|水电|路过|通过|于今|家长|文化|常住|常来|高空|高声|高兴|任意|任何|应当|成天|连续|连夜"
    "|强行|支持|平台|方面|时间|时不时|金额|边上|全部|全体|广告|通知|通行|解决|计划|管理|管道|房子|房屋|居住|易燃|扶梯|左右|左边|东边|东侧|东面|曾经"
    "|成都|和平|卫生|都不|都没|都说|空调|游客|师傅|班上|班里|班级"
)


def persons(seen: View) -> Iterator[Span]:
    """Names that the text itself introduces, in Chinese and English."""
    for pattern in (*_HAN, *_ENGLISH):
        for found in pattern.finditer(seen.plain):
            if not _NO_NAMES.fullmatch(found["name"]) and not _NO_NAMES.fullmatch(found["name"][:2]):
                yield hidden(seen, *found.span("name"))


def own_names(seen: View, names: Iterable[str]) -> Iterator[Span]:
    """Names that were given with the report, wherever they stand."""
    for name in {name.strip() for name in names if len(name.strip()) > 1}:
        bound = r"\b" if name.isascii() else ""
        for found in re.finditer(bound + re.escape(name) + bound, seen.text, re.IGNORECASE):
            yield hidden(seen, *found.span())


def hidden(seen: View, start: int, end: int) -> Span:
    """A name of which the first sign is left."""
    said = seen.text[start:end]
    return Span(start, end, said[0] + "*" * (len(said) - 1 if not said.isascii() else 2), NAME)
