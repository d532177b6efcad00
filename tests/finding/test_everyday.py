"""What people say every day, and which department of the sample city is offered first: a table that an official can read."""

from __future__ import annotations

import pytest

from gongban.delivery.cases.public import suggest

# 一句话 · what somebody says            哪家排第一都对 · whoever of these comes first is right
SAID = {
    "井盖松动": "市政处 城管局",
    "门口井盖松了，车一过咣当响，晚上睡不着": "市政处 城管局",
    "下水井盖不见了，怕小孩掉下去": "市政处 城管局 排水处",
    "马路中间有个大坑，电动车过去差点翻": "市政处 城管局",
    "路灯坏了一个星期没人修": "路灯所 城管局",
    "巷子里没有路灯，老人出门摔跤": "路灯所 城管局",
    "垃圾三天没人收，臭死了": "环卫处 城管局",
    "装修垃圾堆在路口没人拉走": "环卫处 城管局",
    "墙上贴满了开锁的小广告": "环卫处 城管局 综合执法支队",
    "楼下烧烤摊半夜还在吵，油烟呛人": "综合执法支队 城管局",
    "隔壁在楼顶盖房子": "综合执法支队 城管局",
    "树枝伸到窗户里了，能不能剪一下": "园林局",
    "公园的长椅断了一条腿": "公园中心 园林局",
    "下水道堵了，污水冒出来": "排水处 水务局",
    "河道护栏断了，孩子容易掉下去": "河道处 水务局",
    "化工厂半夜排气味，开不了窗": "环境执法支队 生态环境局",
    "自来水是黄的": "水务集团",
    "停电了，冰箱里东西都坏了": "供电公司",
    "煤气表充不进钱": "燃气集团",
    "等了四十分钟公交没来": "公交集团",
    "出租车不打表，要一口价": "运管处 交通局",
    "路口绿灯时间太短，老人过不去": "交警支队",
    "商场安全出口锁着，怕出事": "消防支队",
    "电梯天天坏，物业不管": "物业指导中心 住建局",
    "房东不退押金": "住建局",
    "老板欠我三个月工资": "劳动监察支队 人社局",
    "工伤认定找谁": "人社局",
    "外地住院怎么报销": "医保局",
    "孩子上小学划到哪个学区": "教育局",
    "菜市场缺斤少两": "市场监管局 消费投诉中心",
    "收到骗子电话，被骗了五千": "公安局",
    "低保申请了没人回话": "民政局",
    "手机在家没信号": "通信协调中心",
    "快递员不送上门，丢在驿站": "交通局",
    "种粮补贴今年没到账": "农业农村局",
    "厂里油桶乱堆，怕爆炸": "应急局",
}


@pytest.mark.parametrize(("said", "right"), SAID.items(), ids=SAID)
def test_the_department_that_does_it_comes_first(db: None, said: str, right: str) -> None:
    first = suggest(said).departments[0]
    assert first.words.zh in right.split(), first.because


@pytest.mark.parametrize("said", ["坏了好久没人管", "太危险了", "怎么申请，打电话也没人接"])
def test_how_something_is_decides_nothing_alone(db: None, said: str) -> None:
    """坏了, 没人管, 危险 stand in everybody's matters: nobody is offered as if it were certain."""
    assert all(each.score < 35 for each in suggest(said).departments)
