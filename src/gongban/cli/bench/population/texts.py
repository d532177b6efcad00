"""What invented people write: a place, a thing, what is wrong with it, since when, what follows, what they ask for.

Two people tell of one incident in words of their own: the place and the thing are the same, the rest is not. That is what
a near-same report is, and how `gongban bench duplicates` plants them.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

# 同一种毛病的几种说法 · several ways of saying one trouble
TROUBLES = (
    ("坏了没有人修", "坏了好几天没人来修", "一直坏着没人管"), ("堆得到处都是", "到处乱堆", "堆满了没人收拾"),
    ("夜里声音很大", "半夜还很吵", "吵得整夜睡不着"), ("一直在漏水", "漏水漏得厉害", "水一直往外流"),
    ("收费不合理", "乱收费", "收费没有依据"), ("破损严重", "破损得很厉害", "已经破损不能用了"),
    ("占用了人行道", "把人行道占了", "占着人行道不让走"), ("味道很难闻", "臭味很重", "有刺鼻的气味"),
    ("答复了又没下文", "说好处理却没有动静", "答应处理一直没来"), ("存在安全隐患", "很不安全", "有严重的安全隐患"),
    ("等了很久办不下来", "手续迟迟办不下来", "跑了几趟都没办成"), ("没有按规定公示", "没有公示", "应该公示却没有公示"),
    ("态度很差", "工作人员态度不好", "说话态度恶劣"), ("排队时间太长", "要排很长的队", "排队排了两个小时"),
    ("不让进不让停", "停不进去", "被拦在外面进不去"), ("施工没有围挡", "施工现场没围起来", "挖开以后没有围挡"),
    ("质量不合格", "质量有问题", "用了不久就出问题"), ("没有无障碍设施", "轮椅上不去", "没有坡道老人上不去"),
    ("信息显示有误", "显示的信息不对", "登记的信息是错的"), ("经常停", "三天两头停", "隔几天就停一次"),
    ("没有人管理", "没人管", "长期无人管理"), ("违反规定营业", "没有手续就营业", "无证经营"),
    ("拖欠不给", "一直拖着不给", "拖欠了几个月"), ("被挡住看不见", "挡得看不清", "完全被遮住了"),
)  # fmt: skip
SINCE = (
    "已经三天了", "有一个多星期了", "快一个月了", "从上个月开始", "前天晚上起", "国庆以后就这样", "半年多了", "昨天下雨以后", "今天早上发现的",
    "入冬以来", "从搬来就这样", "连续几个周末", "每天下午放学的时候", "夜里十一点以后", "早高峰的时候", "这学期开学以来",
)  # fmt: skip
EFFECTS = (
    "老人出门容易摔倒", "孩子上学要绕路", "晚上看不清路", "影响大家休息", "车子开过去颠得厉害", "楼道里都是味道", "商户没法做生意", "家里积了水",
    "骑车的人只能走机动车道", "已经有人受伤", "消防车进不来", "邻居意见很大", "没法正常上班", "急着用却用不了", "夏天蚊虫特别多", "雨天根本走不了",
    "打电话没人接", "来回跑了四趟", "被推来推去", "押金也不退", "影响市容", "路过的人都要捂鼻子", "白天也不敢开窗", "孩子作业都写不了",
)  # fmt: skip
ASKS = (
    "请尽快派人来看看", "请有关部门处理", "希望给个说法", "请问应该找谁", "请依法查处", "盼回复", "请安排维修", "请告知办理流程", "请协调解决",
    "请现场核实", "希望能长期管起来", "请退还多收的钱",
)  # fmt: skip
OPENERS = ("您好，", "我是附近居民，", "我想反映一下，", "", "", "请问，", "工作人员您好，", "我们楼里几户都想说，", "路过时看到，", "已经打过一次电话，")
SPOTS = ("门口", "路口", "公交站旁", "小区东门", "菜场对面", "桥下", "学校西侧", "地铁口", "河边", "后街", "广场北角", "停车场入口", "3号楼下", "社区中心旁", "车棚边", "红绿灯处")
ANSWERS = (
    "经{department}现场核实，情况属实，已安排处理完毕，感谢监督。", "{department}答复：相关手续可在窗口或网上办理，所需材料已电话告知。", "已由{department}约谈责任单位，限期整改并完成复查。",
    "{department}工作人员已与您联系说明政策依据，您表示理解。", "{department}已列入本月维修计划，于本周内修复。", "经查，该处由物业管理，{department}已督促物业整改到位。",
)  # fmt: skip


@dataclass(frozen=True)
class Incident:
    """What there is to tell: where, about which thing of the city's words, and which of TROUBLES."""

    road: str
    door: int
    spot: str
    thing: str
    trouble: int

    def address(self, dice: Random) -> str:
        """The place as one person writes it."""
        return dice.choice((f"{self.road}{self.door}号{self.spot}", f"{self.road}{self.door}号", f"{self.road}{self.door}号{self.spot}附近"))


def incident(dice: Random, roads: tuple[str, ...], things: tuple[str, ...]) -> Incident:
    """Something that happens somewhere."""
    return Incident(dice.choice(roads), dice.randrange(1, 400), dice.choice(SPOTS), dice.choice(things), dice.randrange(len(TROUBLES)))


def clauses(what: Incident, dice: Random) -> list[str]:
    """One person's telling, clause by clause, in their order."""
    said = [dice.choice(SINCE), *dice.sample(EFFECTS, dice.choice((0, 1, 1, 2)))]
    dice.shuffle(said)
    core = f"{what.road}{what.door}号{what.spot}{what.thing}{dice.choice(TROUBLES[what.trouble])}"
    return [f"{dice.choice(OPENERS)}{core}", *said, dice.choice(ASKS)]


def written(said: list[str]) -> str:
    """Clauses as a text."""
    return "，".join(said) + "。"


def told_again(said: list[str], dice: Random) -> list[str]:
    """The same person some days later: a clause left out, another added."""
    kept = [each for each in said[1:] if dice.random() < 0.75]
    return [said[0], *kept, dice.choice(("到现在还没有人来", "上次说过一直没处理", "还是老样子", "再次反映"))]


def title_of(what: Incident) -> str:
    """A title as staff would give it."""
    return f"{what.road}{what.door}号{what.spot}{what.thing}{TROUBLES[what.trouble][0]}"
