"""What is said when a photo cannot be taken, changed or shown: one sentence each."""

from __future__ import annotations

from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words

FIELD = "photo"


def not_a_photo() -> Refusal:
    """The bytes are none of the formats that are taken, whatever the name of the file says."""
    words = Words("这个文件不是 JPEG、PNG 或 WebP 照片，请换一张。", "This file is no JPEG, PNG or WebP photo. Please choose another.")
    return Refusal("photo.format", words, field=FIELD, status=422)


def heic() -> Refusal:
    """An iPhone's HEIC: browsers turn it into JPEG themselves when they are asked for JPEG."""
    words = Words(
        "HEIC 格式的照片还不能用：请在手机“设置-相机-格式”里选“兼容性最佳”后重拍，或用截图代替。",
        "HEIC photos cannot be used yet: choose Settings, Camera, Formats, Most Compatible on the phone, or send a screenshot.",
    )
    return Refusal("photo.heic", words, field=FIELD, status=422)


def damaged() -> Refusal:
    """Cut short or broken inside."""
    words = Words("这张照片不完整或已损坏，请重新选择。", "This photo is cut short or damaged. Please choose it again.")
    return Refusal("photo.damaged", words, field=FIELD, status=422)


def too_heavy(megabytes: int) -> Refusal:
    """More bytes than the city takes for one photo."""
    words = Words(f"一张照片最多 {megabytes} MB，请压缩后再上传。", f"A photo may hold at most {megabytes} MB. Make it smaller.")
    return Refusal("photo.too_large", words, field=FIELD, status=413)


def too_many_pixels(millions: int) -> Refusal:
    """More pixels than the city takes, read from the header before anything is decoded."""
    words = Words(
        f"照片的尺寸太大，最多 {millions} 百万像素，请缩小后再上传。", f"The photo has too many pixels (at most {millions} million). Make it smaller.",
    )  # fmt: skip
    return Refusal("photo.too_many_pixels", words, field=FIELD, status=422)


def too_small() -> Refusal:
    """A few pixels show nothing."""
    words = Words("照片太小，看不清内容，请换一张。", "The photo is too small to show anything. Please choose another.")
    return Refusal("photo.too_small", words, field=FIELD, status=422)


def no_space() -> Refusal:
    """The disk is full: nothing was written."""
    words = Words("存储空间不足，照片没有保存，请稍后再试或不带照片提交。", "The disk is full, so the photo was not kept. Try again later or send without it.")
    return Refusal("photo.no_space", words, field=FIELD, status=503)


def not_found() -> Refusal:
    """There is no such photo, or not for this reader."""
    return NotFound("photo.not_found", Words("没有这张照片。", "There is no such photo."))


def bad_regions() -> Refusal:
    """Rectangles that do not lie within the photo."""
    words = Words("涂抹区域不对，请重新标出。", "The regions to blur do not fit. Please mark them again.")
    return Refusal("photo.regions", words, field="regions", status=422)
