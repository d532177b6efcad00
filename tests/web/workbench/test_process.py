"""The process diagram of an item at the desk, without a script: what is wrong is listed, files go in and out."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client

from gongban.design.catalogue.public import desk_item, guide
from gongban.kernel.process import parallel_sample, standard
from tests.cast import Cast
from tests.catalogue.test_forms import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(cast: Cast) -> Client:
    client = Client(headers={"accept-language": "zh"})
    client.force_login(cast.account(cast.editor), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def part(cast: Cast) -> str:
    return f"/desk/items/{guide('small-food-permit', at=NOW).item}/parts/diagram/"


def kept(cast: Cast) -> str:
    return desk_item(guide("small-food-permit", at=NOW).item, by=cast.editor, at=NOW).guide.elements.diagram


def test_an_item_without_a_diagram_shows_the_standard_one_to_begin_from(editor: Client, part: str) -> None:
    page = editor.get(part).content.decode()
    assert "还没有自己的流程图" in page and "name=&quot;审查 | Review&quot;" in page and "这张图可以发布" in page
    assert "second_review" in editor.get(part + "?from=parallel").content.decode()


def test_a_file_is_taken_into_the_draft_and_given_back(editor: Client, part: str, cast: Cast) -> None:
    file = SimpleUploadedFile("a.bpmn", ("\ufeff" + parallel_sample()).encode())
    assert editor.post(part, {"diagram": standard(), "file": file}).status_code == 302
    assert kept(cast) == parallel_sample()
    given = editor.get(part + "file/")
    assert given.content.decode() == parallel_sample() and 'filename="small-food-permit.bpmn"' in given["Content-Disposition"]
    page = editor.get(part).content.decode()
    assert "条件读作" in page and "联合踏勘" in page and "需要" in page


def test_what_is_wrong_is_listed_with_its_element_and_nothing_is_kept(editor: Client, part: str, cast: Cast) -> None:
    wrong = standard().replace('gongban:who="owner"', 'gongban:who="moon"', 1)
    answer = editor.post(part, {"diagram": wrong})
    page = answer.content.decode()
    assert answer.status_code == 422 and "没有“moon”这个单位或角色" in page and 'data-element="review"' in page and "没有存" in page
    assert kept(cast) == ""


@pytest.mark.parametrize(("content", "said"), [(b"\xff\xfe\x00", "不是 UTF-8"), (b"<definitions", "不是完整的 XML"), (b"x" * 900_000, "文件太大"), (b"<!DOCTYPE a []><a/>", "DTD")])
def test_a_file_that_is_no_diagram_is_refused_in_words(editor: Client, part: str, content: bytes, said: str) -> None:
    answer = editor.post(part, {"file": SimpleUploadedFile("a.bpmn", content)})
    assert answer.status_code == 422 and said in answer.content.decode()


def test_the_own_diagram_is_given_up_for_the_standard_process(editor: Client, part: str, cast: Cast) -> None:
    editor.post(part, {"diagram": parallel_sample()})
    editor.post(part, {"diagram": parallel_sample(), "do": "standard"})
    assert kept(cast) == ""


def test_while_one_draws_the_findings_are_asked_for_and_nothing_is_kept(editor: Client, part: str, cast: Cast) -> None:
    page = editor.post("/desk/items/diagram/findings/", {"diagram": parallel_sample().replace("'needed'", "'perhaps'")}).content.decode()
    assert "go_there" in page and "perhaps" in page and kept(cast) == ""


def test_the_page_of_the_item_says_its_steps(editor: Client, part: str) -> None:
    editor.post(part, {"diagram": parallel_sample()})
    assert "4 个步骤：审查材料；协同单位审查；联合踏勘；决定" in editor.get(part.replace("parts/diagram/", "")).content.decode()


def test_a_process_can_be_shown_anywhere_with_where_a_matter_stands() -> None:
    said = Template('{% load gongban %}{% process_diagram id="p" xml=xml here=here passed=passed %}').render(Context({"xml": "", "here": ["decide"], "passed": ["review"]}))
    assert said.count("<li") == 2 and 'aria-current="step"' in said and "正在办" in said and "已办" in said and 'data-here="decide"' in said
    assert Template('{% load gongban %}{% process_diagram id="p" xml=xml %}').render(Context({"xml": "<a/>"})).strip() == ""
