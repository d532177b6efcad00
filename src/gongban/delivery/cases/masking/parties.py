"""Whom a complaint names: businesses and officials are shown only after the answer, when they have been heard (A14)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongban.delivery.cases.masking.names import ENDS, HAN_NAME, NAME
from gongban.delivery.cases.masking.span import Span, View, starred
from gongban.kernel.words import Words

BUSINESS = Words("单位名称（答复后显示）", "names of businesses (shown after the answer)")
_SORTS = (
    "股份有限公司|有限责任公司|有限公司|分公司|公司|集团|大酒店|酒店|大饭店|饭店|餐厅|餐馆|酒楼|火锅店|奶茶店|咖啡店|咖啡馆|烧烤店|烧烤|面馆|小吃店|早餐店|便利店|专卖店|理发店|美发店|美容院|美容店|洗车店|水果店|药店|商店|门店|4S店|店|"
    "超市|商场|商城|购物中心|卖场|菜市场|大药房|药房|诊所|口腔|医院|小学|中学|学校|学院|幼儿园|培训中心|培训班|培训机构|物业|宾馆|旅馆|民宿|KTV|网吧|酒吧|棋牌室|健身房|健身中心|浴室|洗浴中心|足浴|加油站|洗车行|修理厂|加工厂|工厂|砖厂|砂石厂|搅拌站|养殖场"
)
# 名字从这里之后开始 · a name begins after one of these
_STOP = r"的了在有是被向去到从对把将给让请家这那某间个些每于或等我你他她它们叫说开来往由跟为至经该此称"
# 名字之前常说的地点，不是名字 · the place said before a name is no part of it
_PLACES = (
    "大道|路|街|巷|弄堂?|号|社区|新区|区|市|县|镇|乡|村|小区|旁边?|楼下|楼上|楼|里面|外面|门口|门前|对面|对过|隔壁|附近|周边|前面|后面|东侧|西侧|南侧|北侧|东边|西边|南边|北边|上面|下面|路口|栋|层"
)
# 说的是地点，不是投诉对象 · said as a place, not as whom the complaint is about
_AS_A_PLACE = r"(?:正?门口|门前|旁边?|对面|附近|周边|周围|东侧|西侧|南侧|北侧|东边|西边|南边|北边|后门|前门|大门|路口|公交站|地铁站|车站|站牌|隔壁|背后|墙外)"
_NAMED = re.compile(
    rf"(?:(?<=[{_STOP}])|(?<![\u4e00-\u9fffA-Za-z0-9]))(?P<name>[^\W_{_STOP}×*]{{1,14}}?)(?P<sort>{_SORTS})"
    rf"(?![\u4e00-\u9fff]{{0,8}}公司|[铺面主员里内外]|{_AS_A_PLACE})"
)
_ENGLISH = re.compile(r"\b(?P<name>(?:[A-Z][\w'’&-]*\s+){1,4})(?P<sort>Co\.?,? ?Ltd\.?|Company|Inc\.?|Restaurant|Hotel|Supermarket|Shop|Store|School|Hospital|Clinic|Bar|Cafe|Café)\b")
# 只说是哪一种，没有点名 · words that say what sort it is and name nobody
_GENERAL = re.compile(
    "小|大|老|新|旧|本|贵|两|几|多|一|一些|许多|很多|所有|附近|周边|沿街|临街|楼下|隔壁|对面|门口|小区|社区|物业|开发|开发商|施工|建筑|保洁|保安"
    "|快递|外卖|公交|自来水|水务|燃气|天然气|供电|电力|供热|供水|热力|电信|移动|联通|有线|网络|装修|装饰|搬家|保险|旅游|运输|物流|出租车|网约车"
    "|共享单车|房地产|地产|中介|劳务|环保|餐饮|连锁|私人|私立|公立|民办|民营|国有|个体|外资|违法|无证|黑|夜间|露天|烧烤|五金|建材|服装|水果|蔬菜"
    "|早餐|小吃|理发|美容|美发|母婴|玩具|文具|便民|大型|小型|中型|社会|校外|课外|学科|职业|专业|综合|人民|中心|三甲|二甲|社区卫生|妇幼|儿童|口腔"
    "|中医|宠物|动物|附属|市级|区级|县级|乡镇|本市|我市|我区|我校|全市|辖区|商|药|网|书|饭|酒|饭菜|菜|客|分|总|子|母|百货|连锁便利|地铁|火车"
    "|高铁|公共|市民|政府|物流快递|物业服务|第三方|广告|营业|开|门|手机|快餐|购物|粉|包子|眼镜|鞋|衣服|衣|家具|家电|电器|茶|茶叶|鲜花|花|蛋糕|面包"
    "|洗衣|修车|修理|打印|复印|彩票|烟酒|早点|面|米粉|肉|海鲜|烤鱼|零食|数码|电脑|自行车|电动车|汽车|婚纱|摄影|舞蹈|美术|音乐|钢琴|英语|驾驶|体育"
    "|游泳|武术|托管|培训|教育|早教|月子|养老|网红|其他|别的|同类|普通|寄宿|电影|台球|桌游|保健|推拿|按摩|美甲|纹身"
)
_OFFICES = "老板娘|老板|店主|店长|经理|总经理|董事长|负责人|局长|副局长|科长|处长|主任|副主任|书记|副书记|镇长|乡长|村长|村主任|校长|院长|园长|老师|医生|护士|警官|民警|队长|城管队员|工作人员|网格员|物业经理"
_OFFICIAL = [
    re.compile(rf"(?:{_OFFICES})(?:叫|是|名叫)?(?P<name>{HAN_NAME}){ENDS}"),
    re.compile(rf"(?:(?<=[{_STOP}])|(?<![\u4e00-\u9fff]))(?P<name>{HAN_NAME})(?:{_OFFICES})"),
]


def businesses(seen: View, known: Iterable[str] = ()) -> Iterator[Span]:
    """Names of businesses and institutions; the word for their sort is left so that the text still makes sense."""
    for name in known:
        for found in re.finditer(re.escape(name), seen.text):
            yield Span(*found.span(), "×" * 4, BUSINESS)
    for pattern in (_NAMED, _ENGLISH):
        for found in pattern.finditer(seen.plain):
            start, end = found.span("name")
            start = end - len(_without_place(found["name"]))
            if not _general(seen.plain[start:end]):
                yield Span(start, end, "××" if pattern is _NAMED else "×× ", BUSINESS)


def officials(seen: View) -> Iterator[Span]:
    """Names of persons in an office, said with their office before or after."""
    for pattern in _OFFICIAL:
        for found in pattern.finditer(seen.plain):
            start, end = found.span("name")
            yield Span(start, end, starred(seen.text[start:end]), NAME)


def _without_place(name: str) -> str:
    """沿江路鑫源 -> 鑫源: the street or district before a name is left; nothing remains of what is a place only."""
    return re.split(rf"(?:{_PLACES})(?!.*(?:{_PLACES}))", name)[-1].lstrip("和与及同")


def _general(name: str) -> bool:
    return not name or _GENERAL.fullmatch(name) is not None or not re.search(r"[\u4e00-\u9fffA-Za-z]", name)
