"""The life of an edition of the catalogue, as a table: written together, submitted, published by a second person."""

from __future__ import annotations

from gongban.design.catalogue.terms import Stage
from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words

EDITION = Lifecycle(
    "edition", Stage.DRAFT,
    states=(
        State(Stage.DRAFT, Stage.DRAFT.words, Words("各部门正在编写，还没有生效。", "The departments are writing; nothing of it is in force.")),
        State(Stage.SUBMITTED, Stage.SUBMITTED.words, Words("已提交，等另一个人审看后发布。", "It is submitted and waits for a second person to publish it.")),
        State(Stage.PUBLISHED, Stage.PUBLISHED.words, Words("已经发布，从写明的日子起生效。", "It is published and in force from the day stated."), open=False),
    ),
    transitions=(
        Transition("change_item", (Stage.DRAFT,), (), ("editor",), Words("修改事项", "Change an item"), Words("修改了事项", "An item was changed"), "提交以后不能再改，改的和看的才是同一份。"),
        Transition("submit_draft", (Stage.DRAFT,), (Stage.SUBMITTED,), ("editor",), Words("提交发布", "Submit"), Words("提交发布", "Submitted"), "编写的人说写完了，才有人来看。"),
        Transition("return_draft", (Stage.SUBMITTED,), (Stage.DRAFT,), ("publisher", "submitter"), Words("退回修改", "Return"), Words("退回修改", "Returned"), "看出问题退回去，写明为什么；提交的人也可以收回。"),
        Transition("publish", (Stage.SUBMITTED,), (Stage.PUBLISHED,), ("publisher",), Words("发布", "Publish"), Words("目录已发布", "The catalogue was published"), "发布的人不能是提交的人：两个人都看过才生效。"),
    ),
)  # fmt: skip
