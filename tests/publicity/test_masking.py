"""What is masked in a text that others read, what is left alone, and that nothing slips through however it is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongban.delivery.cases.masking import Masked, mask
from gongban.delivery.cases.masking.span import view

NUMBERS = [
    ("13012345678", "手机号码"), ("130 1234 5678", "手机号码"), ("130-1234-5678", "手机号码"), ("1 3 0 1 2 3 4 5 6 7 8", "手机号码"),
    ("+86 13012345678", "手机号码"), ("008613012345678", "手机号码"), ("013012345678", "手机号码"), ("１３０１２３４５６７８", "手机号码"),
    ("一三零一二三四五六七八", "手机号码"), ("幺三〇一二三四五六七八", "手机号码"), ("壹叁零壹贰叁肆伍陆柒捌", "手机号码"),
    ("130１２３４五六七八", "手机号码"), ("130.1234.5678", "手机号码"), ("tel13012345678", "手机号码"),
    ("0990-8888888", "电话号码"), ("(0990)8888888", "电话号码"), ("010 88888888", "电话号码"), ("电话：8888 1234", "电话号码"),
    ("99010119900307872X", "证件号码"), ("990101 19900307 8728", "证件号码"), ("990101900307872", "证件号码"), ("护照E12345678", "证件号码"),
    ("6222021234567890123", "银行卡号"), ("6222 0212 3456 7890", "银行卡号"),
    ("江A12345", "车牌号"), ("江A·D12345", "车牌号"), ("江a12345", "车牌号"), ("江Ａ１２３４５", "车牌号"), ("江A1234学", "车牌号"),
    ("xiaoyu@example.com", "电子邮箱"), ("xiaoyu＠example.com", "电子邮箱"),
    ("微信号xiaoyu_88", "微信、QQ 号"), ("加VX: abc12345", "微信、QQ 号"), ("QQ：123456789", "微信、QQ 号"), ("扣扣号是123456", "微信、QQ 号"),
]  # fmt: skip
HOMES = [
    ("住3栋2单元501室", "住3栋****"), ("滨江花园12号楼3单元1201漏水", "滨江花园12号楼****漏水"), ("我家在滨江花园3栋2单元", "我家在滨江花园3栋****"),
    ("3-2-501常年扰民", "3****常年扰民"), ("本人家住幸福里１栋３０２室", "本人家住幸福里１栋****"), ("I live in Apt 5B.", "I live in Apt ****."),
]  # fmt: skip
NAMES = [
    ("我叫王小明，路灯坏了", "我叫王**，路灯坏了"), ("我叫欧阳小明。", "我叫欧***。"), ("联系人：李芳 手机", "联系人：李* 手机"), ("我是陈晓雨，住江边", "我是陈**，住江边"),
    ("本人姓名张伟反映噪音", "本人姓名张*反映噪音"), ("姓名阿卜杜拉·买买提", "姓名阿*******"), ("邻居王大明每天打麻将", "邻居王**每天打麻将"),
    ("my name is Emma Clarke and", "my name is E** and"), ("I'm Emma Clarke.", "I'm E**."), ("Dear Sir, Mrs. Emma Clarke called", "Dear Sir, Mrs. E** called"), ("我女儿叫李小雨，上三年级", "我女儿叫李**，上三年级"),
]  # fmt: skip
HARMLESS = [
    "沿江大道18号路灯不亮", "坐13、15、17、18、19路公交车", "2026-03-02 10:00至13:30停水", "JC20260302-000123", "价格从1380元涨到1980元",
    "拨打12345热线或110", "咨询400-800-1234", "3栋2单元楼道灯不亮", "政务服务中心3楼301室", "微信公众号江城发布", "2026年第13号文件", "面积1380.5平方米",
    "我叫车等了半小时", "反映人高度关注此事", "我是居民，请处理", "我是从来不投诉的人", "邻居都不满意", "I am Chinese.", "3栋500多户没水", "GB18030-2022标准",
    "2024-2-501批次", "早上7:30-8:30堵车", "13-15岁、17-19岁的孩子", "统计112.7995,30.3521附近", "1-12号楼都没水", "我孩子班上57个人", "请找Ms Wu或王先生", "第3届人大第12次会议",
]  # fmt: skip


@pytest.mark.parametrize(("said", "reason"), NUMBERS)
def test_a_number_that_leads_to_a_person_is_masked_however_it_is_written_and_the_reason_given(said: str, reason: str) -> None:
    masked = mask(f"路灯坏了，{said}，请处理")
    assert [words.zh for words in masked.reasons] == [reason]
    assert said not in masked.text
    assert len(re.sub(r"\D", "", view(masked.text).figures)) <= 8


@pytest.mark.parametrize(("said", "shown"), HOMES)
def test_of_an_address_the_building_is_left(said: str, shown: str) -> None:
    assert mask(said).text == shown


@pytest.mark.parametrize(("said", "shown"), NAMES)
def test_names_that_the_text_introduces_are_masked(said: str, shown: str) -> None:
    assert mask(said).text == shown


@pytest.mark.parametrize("said", HARMLESS)
def test_what_only_looks_like_personal_data_is_left_alone(said: str) -> None:
    assert mask(said) == Masked(said, ())


def test_the_name_given_with_the_report_is_masked_wherever_it_stands() -> None:
    assert mask("晓雨说，陈晓雨的车被划了", ["陈晓雨"]).text == "晓雨说，陈**的车被划了"
    assert mask("Emma Clarke and emma clarke, not Emmaus", ["Emma Clarke"]).text == "E** and e**, not Emmaus"
    assert mask("没有写名字", ["", " ", "王"]).text == "没有写名字"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("楼下的红星火锅店油烟大", "楼下的××火锅店油烟大"),
        ("沿江路鑫源超市卖过期牛奶", "沿江路××超市卖过期牛奶"),
        ("江城市万和物业服务有限公司乱收费", "江城市××有限公司乱收费"),
        ("临江区第三小学乱收费", "临江区××小学乱收费"),
        ("The Golden Dragon Restaurant is loud", "×× Restaurant is loud"),
        ("店主李大壮打人", "店主李**打人"),
        ("局长王建国不处理", "局长王**不处理"),
        ("菱湖小学停车收费不合理", "××小学停车收费不合理"),
        ("菱湖小学门口停车三排，云帆外国语学校旁边也一样", "菱湖小学门口停车三排，云帆外国语学校旁边也一样"),
        ("云帆外国语学校乱收费", "××学校乱收费"),
        ("学府路烧烤店油烟大，米市街店铺占道，五里街的手机店不退货", "学府路烧烤店油烟大，米市街店铺占道，五里街的手机店不退货"),
        ("商场楼下酒吧凌晨还在响", "商场楼下酒吧凌晨还在响"),
        ("物业公司不作为，附近一家饭店油烟大，去超市买菜", "物业公司不作为，附近一家饭店油烟大，去超市买菜"),
        ("王局长态度不好", "王局长态度不好"),
    ],
)
def test_a_complaint_shows_neither_business_nor_official_before_the_answer(said: str, shown: str) -> None:
    assert mask(said, parties=True).text == shown


def test_businesses_are_shown_when_they_have_been_heard_or_in_other_kinds() -> None:
    assert mask("沿江路鑫源超市卖过期牛奶").text == "沿江路鑫源超市卖过期牛奶"


def test_registered_enterprises_are_masked_by_their_name() -> None:
    assert mask("投诉江城百味食品，味道不对", parties=True, known=["江城百味食品"]).text == "投诉××××，味道不对"


def test_an_answer_may_name_the_telephone_of_the_office_and_still_no_mobile() -> None:
    said = "请致电0990-8888888，或找13012345678"
    assert mask(said, official=True).text == "请致电0990-8888888，或找130******78"


_SEPARATOR = st.sampled_from(["", " ", "-", ".", "·", "—", "  ", "- "])
_DIGITS = st.sampled_from(["0123456789", "０１２３４５６７８９", "零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖"])
_AROUND = st.text(st.sampled_from("路灯坏了请处理，。：电话 abAB\n的我叫王住栋室公司*×"), max_size=12)


@st.composite
def mobiles(draw: st.DrawFn) -> tuple[str, str]:
    """A mobile number, and a way to write it down."""
    number = "1" + draw(st.sampled_from("3456789")) + draw(st.text(st.sampled_from("0123456789"), min_size=9, max_size=9))
    script, gap = draw(_DIGITS), draw(_SEPARATOR)
    written = [script[int(digit)] for digit in number]
    return number, draw(st.sampled_from([gap.join(written), "".join(written[:3]) + gap + "".join(written[3:7]) + gap + "".join(written[7:])]))


@given(mobiles(), _AROUND, _AROUND)
def test_no_mobile_number_survives(mobile: tuple[str, str], before: str, after: str) -> None:
    number, written = mobile
    shown = view(mask(f"{before}{written}{after}").text).figures
    assert number not in re.sub(r"[^0-9]", "", shown)


@given(st.text(st.sampled_from("路灯坏了王小明李芳我叫是住0123456789一二三-· @a.bQ微信号栋单元室公司超市鑫源的，*×苏A江xX"), max_size=40), st.booleans())
def test_masking_twice_is_masking_once(text: str, parties: bool) -> None:
    once = mask(text, ["陈晓雨"], parties=parties).text
    assert mask(once, ["陈晓雨"], parties=parties).text == once


@given(st.text(max_size=200), st.booleans())
def test_any_text_can_be_masked_and_reasons_are_given_exactly_when_something_changed(text: str, parties: bool) -> None:
    masked = mask(text, parties=parties)
    assert bool(masked.reasons) == (masked.text != text)
