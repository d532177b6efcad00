"""The sections in which an item is written, as a table: which elements belong together, how each is asked, in the words of those who write."""

from __future__ import annotations

from dataclasses import dataclass

from gongban.design.catalogue.public import (
    LISTS,
    SINGLE,
    Basis,
    Faq,
    Fee,
    FormField,
    Material,
    Outcome,
    Place,
    PreCheck,
    Requirement,
    Situation,
    Step,
)
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Asked:
    """One thing that is asked. `name` may lead into a part ("body.name").

    kind: words (a line in both languages) | prose (a text in both) | plain | lines (a list, one a line) | words_lines | code | codes (of the list
    `codes`) | flag | number | money | limit | condition | situations | fact | facts (of the form).
    """

    name: str
    kind: str
    words: Words
    hint: Words | None = None
    codes: str = ""
    must: bool = False
    rare: bool = False  # folded away until it is needed


@dataclass(frozen=True)
class Section:
    """Elements that are written together: `asked` of the item itself, or, with `part`, of each row of the list `key`."""

    key: str
    words: Words
    hint: Words
    asked: tuple[Asked, ...]
    part: type | None = None
    numbered: str = ""  # the letter of codes that new rows get by themselves

    @property
    def has_rows(self) -> bool:
        """Whether it holds a list; templates ask this, for they would call `part`."""
        return self.part is not None

    @property
    def elements(self) -> tuple[str, ...]:
        """Names of the elements of the item that it holds."""
        return (self.key,) if self.part else tuple(dict.fromkeys(each.name.partition(".")[0] for each in self.asked))


def _one(name: str, kind: str, zh: str = "", en: str = "", *, codes: str = "", must: bool = False) -> Asked:
    """An element of the item under its usual name."""
    return Asked(name, kind, SINGLE[name], Words(zh, en) if zh else None, codes, must)


def _row(name: str, kind: str, words: tuple[str, str], hint: tuple[str, str] | None = None, *, codes: str = "", must: bool = False, rare: bool = False) -> Asked:
    return Asked(name, kind, Words(*words), Words(*hint) if hint else None, codes, must, rare)


NOTE, BASIS = ("说明", "Note"), ("依据", "Basis")
WHEN = ("可以不填：就是人人都要。", "Leave it empty: then it holds for everybody.")
SECTIONS: tuple[Section, ...] = (
    Section("basics", Words("名称和归类", "Names and kinds"), Words("群众先看到的几句话。", "What people read first."), (
        _one("name", "words", must=True), _one("main_name", "words", "属于哪一个主项；自己就是主项的不填。", "The main item to which it belongs; empty where it is one itself."), _one("sub_name", "words"),
        _one("summary", "prose", "用平常的话说这是办什么的，一两句。", "What it is for, in everyday words, a sentence or two."),
        _one("also", "lines", "群众平常怎么叫，一行一个。", "How people call it, one a line."), _one("type", "code", codes="types", must=True),
        _one("objects", "codes", codes="objects"), _one("themes", "lines", "例如：开店、生育、出行。一行一个。", "For example: opening a shop, birth. One a line."), _one("content", "prose"),
    )),
    Section("bodies", Words("谁来办", "Who is in charge"), Words("实施主体和分工。", "The implementing body and who does what."), (
        Asked("body.name", "words", Words("实施主体", "Implementing body")), Asked("body.credit_code", "plain", Words("统一社会信用代码", "Credit code")),
        Asked("body.kind", "code", Words("实施主体性质", "Nature of the body"), codes="bodies", must=True), _one("co_bodies", "words_lines", "一行一个，中英文之间用 |。", "One a line, Chinese | English."),
        _one("agency", "words"), _one("entrusted", "words"), _one("level", "code", codes="levels", must=True), _one("authority", "prose"),
    )),
    Section("bases", Words("设定依据", "Legal basis"), Words("哪部法、哪一条。", "Which law, which article."), (
        _row("title", "words", ("名称", "Title"), must=True), _row("article", "plain", ("条款", "Article")), _row("text", "prose", ("条文", "Text")),
    ), Basis),
    Section("requirements", Words("受理条件", "Conditions of acceptance"), Words("什么人能办。能判断的，写上条件，群众答几个问题就知道自己行不行。", "Who can apply. Where it can be decided, write the condition: people then learn by a few questions."), (
        _row("text", "prose", ("条件（写给群众看的话）", "The condition in words"), must=True), _row("condition", "condition", ("怎样判断", "How it is decided"), WHEN), _row("basis", "words", BASIS),
    ), Requirement),
    Section("situations", Words("情形", "Situations"), Words("会改变材料的几种情况，例如“委托别人办”。", "Cases that change what is needed, such as “somebody applies for me”."), (
        _row("name", "words", ("名称", "Name"), must=True), _row("condition", "condition", ("什么时候是这种情形", "When it is so"), ("可以不填：由群众自己选。", "Leave it empty: people choose it themselves.")), _row("note", "words", NOTE),
    ), Situation, "s"),
    Section("materials", Words("申请材料", "Materials"), Words("要什么、从哪里来、谁才要。能调取的不要群众交。", "What, from where, and from whom. What can be fetched is not asked for."), (
        _row("name", "words", ("名称", "Name"), must=True), _row("need", "code", ("必要性", "Need"), codes="needs", must=True),
        _row("condition", "condition", ("什么人才要", "Who needs it"), WHEN), _row("situations", "situations", ("只在这些情形要", "In these situations only"), ("一个也不选，就是不分情形。", "None chosen: in all.")),
        _row("source", "code", ("谁来提供", "Who brings it"), codes="sources", must=True), _row("licence", "plain", ("调取哪种电子证照", "Which electronic licence is fetched"), ("免提交的才填，例如 identity-card。", "Only for what is fetched, such as identity-card.")),
        _row("issuer", "words", ("哪里出的", "Issued by")), _row("originals", "number", ("原件几份", "Originals"), must=True), _row("copies", "number", ("复印件几份", "Copies"), must=True), _row("paper", "code", ("形式", "Form"), codes="papers", must=True, rare=True),
        _row("note", "prose", ("填写须知", "How to fill it in")), _row("standard", "prose", ("受理标准", "When it is accepted"), rare=True), _row("basis", "words", BASIS, rare=True),
        _row("blank", "plain", ("空表地址", "Address of the blank form"), rare=True), _row("sample", "plain", ("样表地址", "Address of a sample"), rare=True),
    ), Material, "m"),
    Section("fields", Words("申请表", "The form"), Words("表里要填什么。已经知道的会自动填上，别的表里填过的不再问。", "What the form asks. What is known is filled in, and what another form asked is not asked again."), (
        _row("fact", "fact", ("填什么", "What is asked"), must=True), _row("condition", "condition", ("什么人才填", "Who fills it in"), WHEN), _row("optional", "flag", ("可以不填", "May stay empty")), _row("hint", "words", ("怎样填", "How to fill it in")),
        _row("section", "words", ("写在哪个小标题下", "Under which heading"), ("例如：店面、人员。同一个小标题的放在一起。", "Such as: The shop, Staff. Those of one heading stand together.")),
    ), FormField),
    Section("prechecks", Words("智能预审", "Pre-check"), Words("提交以前先说清哪里不行、怎样改，少跑一趟。", "Tells before submission what would be refused and how to mend it."), (
        _row("says", "words", ("不对时说什么", "What is told"), ("一句话说清哪里不对。", "One sentence on what is wrong."), must=True),
        _row("condition", "condition", ("怎样才算对", "What must hold"), ("写符合要求时的样子，不符合就说上面那句话。", "Write how it must be; where it is not so, the sentence above is told."), must=True),
        _row("mend", "words", ("怎样改", "How to mend it"), ("告诉人下一步做什么。", "Say what to do next.")), _row("severity", "code", ("管到什么程度", "What it does"), codes="severities", must=True),
        _row("fields", "facts", ("标在哪几项旁边", "Beside which fields"), ("不选就是条件里写到的几项。", "None chosen: beside those that the condition names."), rare=True),
    ), PreCheck),
    Section("steps", Words("办理环节", "Steps"), Words("从收到到办好，谁做什么。", "From receipt to result: who does what."), (
        _row("name", "words", ("环节", "Step"), must=True), _row("by", "words", ("谁来做", "By whom")), _row("limit", "limit", ("几天内", "Within")), _row("standard", "prose", ("审查标准", "Standard")), _row("result", "words", ("做完得到什么", "Result")),
    ), Step),
    Section("diagram", Words("流程图", "Process diagram"), Words("谁先谁后、哪里并行、什么条件下多走一步。不画就走标准流程：审查、决定。", "What follows what, what runs in parallel, when a step is added. Without one: review, then decision."), (
        _one("diagram", "diagram"),
    )),
    Section("limits", Words("时限", "Limits"), Words("承诺的不能长于法定的。", "The promise must not be longer than the law."), (
        _one("legal_limit", "limit"), _one("promised_limit", "limit", "写 0 就是当场办好。", "0 means at once."), _one("handling", "code", codes="handlings", must=True), _one("procedure", "code", codes="procedures"), _one("procedure_note", "prose"), _one("quota", "prose"),
    )),
    Section("ways", Words("怎样办", "Ways to apply"), Words("能在哪里办，要跑几次。", "Where one can apply, and how often one has to come."), (
        _one("forms", "codes", codes="forms"), _one("visits", "number"), _one("depth", "code", codes="depths"), _one("scope", "code", codes="scopes"), _one("nearby", "flag"), _one("kiosk", "flag"), _one("commitment", "flag"), _one("booking", "flag"),
        _one("pay_online", "flag"), _one("express", "flag"), _one("url", "plain"), _one("mobile_url", "plain"), _one("intermediary", "prose"),
    )),
    Section("fees", Words("收费", "Fees"), Words("没有就是不收费。", "None: it is free."), (
        _row("name", "words", ("名称", "Name"), must=True), _row("amount", "money", ("多少元", "Yuan"), ("不定的不填，在说明里写清。", "Leave it empty where it varies, and say how in the note.")), _row("per", "words", ("按什么收", "Per")),
        _row("condition", "condition", ("什么人才收", "Who pays"), WHEN), _row("basis", "words", BASIS), _row("reduction", "words", ("减免", "Reductions")), _row("note", "words", NOTE),
    ), Fee),
    Section("outcomes", Words("办理结果", "Results"), Words("办好得到什么。", "What one gets."), (
        _row("name", "words", ("名称", "Name"), must=True), _row("kind", "code", ("种类", "Kind"), codes="results", must=True), _row("licence", "plain", ("电子证照", "Electronic licence")), _row("validity", "words", ("有效期", "Valid for")), _row("sample", "plain", ("样本地址", "Address of a sample")),
    ), Outcome),
    Section("places", Words("办理地点", "Where to apply"), Words("窗口、时间、电话。", "Counters, hours, telephone."), (
        _row("name", "words", ("名称", "Name"), must=True), _row("address", "words", ("地址", "Address")), _row("hours", "words", ("时间", "Hours")), _row("phone", "plain", ("电话", "Telephone")),
        _row("outlet", "plain", ("网点代码", "Code of the outlet"), ("写了就链接到网点页，例如 city-centre；不是网点的空着。", "Links to the outlet's page, such as city-centre; empty where it is none."), rare=True),
    ), Place),
    Section("contact", Words("咨询和监督", "Questions and complaints"), Words("不明白问谁，不满意找谁。", "Whom to ask, where to complain."), (_one("consult", "prose"), _one("supervise", "prose"))),
    Section("faqs", LISTS["faqs"][0], Words("大家常问的，先答在这里。", "What people often ask, answered here."), (
        _row("question", "words", ("问", "Question"), must=True), _row("answer", "prose", ("答", "Answer"), must=True),
    ), Faq),
)  # fmt: skip
BY_KEY = {section.key: section for section in SECTIONS}


def section_of(element: str) -> Section:
    """The section in which an element is written; the first one for what is in none."""
    return next((section for section in SECTIONS if element in section.elements), SECTIONS[0])
