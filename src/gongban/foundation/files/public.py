"""The door of files: photos are stored, blurred, read and forgotten here and nowhere else."""

from gongban.foundation.files.actions import blur, disown, drop_originals, forget, forget_strays, store
from gongban.foundation.files.drawing import SIZES, WHOLE, distance
from gongban.foundation.files.models import Photo
from gongban.foundation.files.queries import etag, photo_named, picture
from gongban.foundation.files.refusals import not_found
from gongban.foundation.files.regions import Region, read_regions

__all__ = [
    "SIZES", "WHOLE", "Photo", "Region", "blur", "disown", "distance", "drop_originals", "etag", "forget", "forget_strays", "not_found", "photo_named", "picture",
    "read_regions", "store",
]  # fmt: skip
