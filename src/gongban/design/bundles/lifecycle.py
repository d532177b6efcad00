"""The life of a version of a bundle, as a table: written, submitted, published by a second person."""

from __future__ import annotations

from gongban.design.bundles.terms import Stage
from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words

BUNDLE = Lifecycle(
    "bundle", Stage.DRAFT,
    states=(
        State(Stage.DRAFT, Stage.DRAFT.words, Words("正在编写，还没有生效。", "It is being written; nothing of it is in force.")),
        State(Stage.SUBMITTED, Stage.SUBMITTED.words, Words("已提交，等另一个人审看后发布。", "It is submitted and waits for a second person to publish it.")),
        State(Stage.PUBLISHED, Stage.PUBLISHED.words, Words("已经发布。", "It is published."), open=False),
    ),
    transitions=(
        Transition("change_bundle", (Stage.DRAFT,), (), ("editor",), Words("修改", "Change"), Words("修改了一件事", "The bundle was changed"), "提交以后不能再改，改的和看的才是同一份。"),
        Transition("submit_bundle", (Stage.DRAFT,), (Stage.SUBMITTED,), ("editor",), Words("提交发布", "Submit"), Words("提交发布", "Submitted"), "编写的人说写完了，才有人来看。"),
        Transition("return_bundle", (Stage.SUBMITTED,), (Stage.DRAFT,), ("publisher", "submitter"), Words("退回修改", "Return"), Words("退回修改", "Returned"), "看出问题退回去，写明为什么；提交的人也可以收回。"),
        Transition("publish_bundle", (Stage.SUBMITTED,), (Stage.PUBLISHED,), ("publisher",), Words("发布", "Publish"), Words("已发布", "Published"), "发布的人不能是提交的人：两个人都看过才生效。"),
    ),
)  # fmt: skip
