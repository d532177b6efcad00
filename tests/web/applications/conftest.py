"""The restaurant's cook in a browser without a browser, who goes from page to page as people do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongban.delivery.applications.public import Application, filling, save
from gongban.delivery.licences.public import issue
from gongban.web.portal.applications.values import typed
from gongban.web.site.acting import FOR_ENTERPRISE
from tests.applications.conftest import BUSINESS, LARGE, SHOP, USUAL, Desk, plain
from tests.cast import Cast, actor
from tests.files.papers import pdf
from tests.files.pictures import in_bytes, scene

BACKEND = "django.contrib.auth.backends.ModelBackend"
__all__ = ["LARGE"]


class Browser:
    """Somebody signed in, and the draft that they fill in."""

    def __init__(self, cast: Cast, login: str, enterprise: str = "") -> None:
        self.client, self.draft, self.desk = Client(), "", Desk(cast)
        self.client.force_login(cast.account(login), backend=BACKEND)
        if enterprise:
            kept = self.client.session
            kept[FOR_ENTERPRISE] = enterprise
            kept.save()

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path, follow=True)
        assert answer.status_code == status, (path, answer.status_code)
        return unescape(answer.content.decode())

    def post(self, path: str, given: dict[str, Any], status: int = 200, **more: Any) -> str:
        answer = self.client.post(path, given, follow=True, **more)
        assert answer.status_code == status, (path, answer.status_code, errors(answer.content.decode()))
        return unescape(answer.content.decode())

    def begin(self, slug: str = "restaurant", subject: str = "bundle") -> str:
        self.post("/apply/", {"subject": subject, "slug": slug})
        self.draft = str(Application.objects.order_by("-began_at").values_list("pk", flat=True)[0])
        return self.draft

    def at(self, step: str = "") -> str:
        return f"/apply/{self.draft}/{step + '/' if step else ''}"

    @property
    def row(self) -> Application:
        return Application.objects.get(pk=self.draft)

    def filling(self) -> Any:
        return filling(self.row, at=timezone.now())

    def questions(self, said: dict[str, Any] = LARGE) -> None:
        """Answer every question, without the pages."""
        for _turn in range(60):
            settled = self.filling().settled
            if settled.wishes:
                answers: dict[str, Any] = dict.fromkeys(settled.wishes, True)
            elif settled.question:
                answers = {settled.question.name: said.get(settled.question.name, plain(settled.question))}
            else:
                return
            save(self.row.pk, {"answers": answers}, by=actor("hedusheng", "web", SHOP), at=timezone.now())

    def walk(self, said: dict[str, Any] = LARGE) -> None:
        """Answer every question as the page asks it."""
        for _turn in range(60):
            page = self.get(self.at("questions"))
            if 'name="wants"' in page:
                self.post(self.at("questions"), {"wants": "1", "want": re.findall(r'name="want" value="(\w+)"', page)})
            elif found := re.search(r'<form method="post" action="[^"]*" class="question">.*?name="((?!csrf)[a-z_]+)"', page, re.S):
                self.post(self.at("questions"), {found[1]: self._text(found[1], said)})
            else:
                return
        raise AssertionError("no end of questions")

    def _text(self, name: str, said: dict[str, Any]) -> str:
        question = self.filling().settled.question
        assert question.name == name
        value = said.get(name, plain(question))
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

    def form(self) -> str:
        """Fill in every field with a plausible answer, those too that come with the answers or are to be mended, and go on."""
        for _turn in range(12):
            found = self.filling()
            answers = self.desk.next_answers(found, {**USUAL, **LARGE})
            if not answers:
                break
            shown = {each.name: each for each in found.fields}
            sent = {f"was-{name}": typed(shown[name].declaration, shown[name].value) for name in answers}
            sent |= {name: value if isinstance(value, str) else typed(shown[name].declaration, value) for name, value in answers.items()}
            self.client.post(self.at("form"), {**sent, "stay": "1"})
        return self.post(self.at("form"), {})

    def papers(self) -> None:
        for each in self.filling().materials:
            if each.is_missing:
                self.post(self.at("materials"), {"key": each.key, "file": paper()})


def paper(name: str = "平面图.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(), content_type="application/pdf")


def picture(name: str = "店面.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, in_bytes(scene()), content_type="image/jpeg")


def errors(page: str) -> list[str]:
    """The sentences of the summary of errors."""
    block = re.search(r'<div class="errors".*?</div>', page, re.S)
    return re.findall(r"<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", block[0]) if block else []


@pytest.fixture
def browser_of(cast: Cast) -> Callable[..., Browser]:
    """`browser_of("hedusheng", SHOP)`."""
    return lambda login, enterprise="": Browser(cast, login, enterprise)


@pytest.fixture
def cook(cast: Cast) -> Iterator[Browser]:
    """Who runs the restaurant, acting for it, with its business licence."""
    issue(BUSINESS, key="JCB0:granted", by=cast.system, at=timezone.now())
    yield Browser(cast, "hedusheng", SHOP)


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """The offices that decide, today."""
    found = Desk(cast)
    found.now = timezone.now()
    return found


def ready(cook: Browser) -> Browser:
    """Everything is filled in; only to be checked and submitted."""
    cook.begin()
    cook.questions()
    cook.form()
    cook.papers()
    return cook


def submitted(cook: Browser) -> Application:
    """Handed in."""
    ready(cook).post(cook.at("check"), {"delivery": "electronic", "together": "on", "truthful": "on", "share": "on"})
    return cook.row


