"""Writing life events and trades by program: the draft of one, its submission, return and publication. Rights lie in the actions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from gongban.design.bundles.public import (
    BundleDrafting,
    BundleReason,
    Contents,
    Draft,
    bundle_draft,
    bundle_drafts,
    draft_bundle,
    drop_bundle_draft,
    publish_bundle,
    return_bundle,
    submit_bundle,
)
from gongban.web.api.acting import caller, staff
from gongban.web.api.bundle_schemas import Slug
from gongban.web.api.problems import CHANGING, READING

router = Router(tags=["bundles 一件事"])


class BundleDraftLineOut(Schema):
    """A bundle that is being written; `changed_at` goes back as `seen`, `stale` says that it was published anew meanwhile."""

    slug: str
    stage: str
    department: str
    note: str
    answer: str
    changed_at: datetime
    mine: bool
    stale: bool


class BundleDraftOut(BundleDraftLineOut):
    """The same with its contents."""

    contents: Contents


class BundlePublishedOut(Schema):
    """A version that was published."""

    slug: str
    version: UUID
    number: int


@router.get("/drafts", auth=staff, response={200: list[BundleDraftLineOut], **READING}, summary="一件事的草稿 · drafts of life events", operation_id="list_bundle_drafts")
def drafts(request: HttpRequest) -> list[BundleDraftLineOut]:
    """Everything that is being written, for those who write or publish."""
    return [BundleDraftLineOut(**_line(each)) for each in bundle_drafts(caller(request))]


@router.post("/drafts", auth=staff, response={200: BundleDraftOut, **CHANGING}, summary="编写一件事 · write a life event", operation_id="draft_bundle")
def write(request: HttpRequest, given: BundleDrafting) -> BundleDraftOut:
    """Say how a bundle is to stand in its next version, a new one or one that there is."""
    draft_bundle(given, by=caller(request), at=timezone.now())
    return _whole(bundle_draft(given.slug, caller(request)))


@router.get("/drafts/{slug}", auth=staff, response={200: BundleDraftOut, **READING}, summary="一件事的草稿 · one draft", operation_id="read_bundle_draft")
def read(request: HttpRequest, slug: Slug) -> BundleDraftOut:
    """One bundle as it is being written."""
    return _whole(bundle_draft(slug, caller(request)))


@router.post("/drafts/{slug}/drop", auth=staff, response={200: list[BundleDraftLineOut], **CHANGING}, summary="放弃草稿 · drop a draft", operation_id="drop_bundle_draft")
def drop(request: HttpRequest, slug: Slug) -> list[BundleDraftLineOut]:
    """Give up what is being written; what is in force stays."""
    drop_bundle_draft(slug, by=caller(request), at=timezone.now())
    return drafts(request)


@router.post("/drafts/{slug}/submit", auth=staff, response={200: BundleDraftOut, **CHANGING}, summary="提交发布 · submit a draft", operation_id="submit_bundle")
def submit(request: HttpRequest, slug: Slug) -> BundleDraftOut:
    """Say that it is written."""
    submit_bundle(slug, by=caller(request), at=timezone.now())
    return _whole(bundle_draft(slug, caller(request)))


@router.post("/drafts/{slug}/return", auth=staff, response={200: BundleDraftOut, **CHANGING}, summary="退回修改 · return a draft", operation_id="return_bundle")
def give_back(request: HttpRequest, slug: Slug, given: BundleReason) -> BundleDraftOut:
    """Give a submitted one back, with a reason."""
    return_bundle(slug, given, by=caller(request), at=timezone.now())
    return _whole(bundle_draft(slug, caller(request)))


@router.post("/drafts/{slug}/publish", auth=staff, response={200: BundlePublishedOut, **CHANGING}, summary="发布一件事 · publish a life event", operation_id="publish_bundle")
def publish(request: HttpRequest, slug: Slug) -> BundlePublishedOut:
    """Publish what somebody else submitted."""
    row = publish_bundle(slug, by=caller(request), at=timezone.now())
    return BundlePublishedOut(slug=slug, version=row.pk, number=row.number or 0)


def _line(each: Draft) -> dict[str, Any]:
    return {name: getattr(each, name) for name in BundleDraftLineOut.model_fields}


def _whole(each: Draft) -> BundleDraftOut:
    return BundleDraftOut(**_line(each), contents=each.contents)
