"""What is an electronic licence called? The identifier of GB/T 36904: root, type, issuer, serial, version, check character."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers.typed import plain
from gongban.kernel.words import Words

ROOT = "1.2.156.3005.2"  # the node of electronic licences below China's in ISO/IEC 9834
CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHAPE = re.compile(r"(?:1\.2\.156\.3005\.2\.)?([0-9A-Z]{21})\.([0-9A-Z]{1,18})\.([0-9A-Z]{1,32})\.([0-9]{3})\.([0-9A-Z])")
KIND = re.compile(r"[0-9A-Z]{21}")
ISSUER = re.compile(r"[0-9A-Z]{1,18}")
LAST_VERSION = 999
MALFORMED = Words(
    "证照编号应为“类型.颁发机构.流水号.版本.校验位”，请核对。",
    "A licence number reads TYPE.ISSUER.SERIAL.VERSION.CHECK; please check.",
)
DOUBTFUL = Words("证照编号的校验位不符，可能抄错了。", "The check character of the licence number does not fit; it may have been mistyped.")


@dataclass(frozen=True)
class LicenceNumber:
    """An identifier in its parts; `kind` is 18 signs of the code of who defines the type and 3 of the type."""

    kind: str
    issuer: str
    serial: str
    version: int
    check: str

    @property
    def base(self) -> str:
        """What all versions of a licence share."""
        return f"{self.kind}.{self.issuer}.{self.serial}"

    @property
    def short(self) -> str:
        """Without the root, as it is printed and carried in codes."""
        return f"{self.base}.{self.version:03d}.{self.check}"

    def __str__(self) -> str:
        return f"{ROOT}.{self.short}"


def licence_number(kind: str, issuer: str, serial: str, version: int = 1) -> LicenceNumber:
    """The identifier of a version of a licence, with its check character. ValueError for parts that the standard does not allow.

    >>> licence_number("11100000000013338W011", "11430000006122244L", "20230000403").check
    'U'
    """
    check = check_character(f"{kind}{issuer}{serial}{version:03d}")
    found = SHAPE.fullmatch(f"{kind}.{issuer}.{serial}.{version:03d}.{check}")
    if found is None or not 0 < version <= LAST_VERSION:
        raise ValueError("parts of a licence number")
    return LicenceNumber(kind, issuer, serial, version, check)


def read_licence_number(text: str) -> LicenceNumber:
    """The identifier that somebody typed, with or without its root; its check character may be wrong (see `licence_number_doubt`).

    Blanks, full-width signs and small letters are forgiven. Raises Refusal "licence_number.malformed".
    """
    found = SHAPE.fullmatch(_without_blanks(text))
    if found is None or found[4] == "000":
        raise Refusal("licence_number.malformed", MALFORMED, field="number")
    return LicenceNumber(found[1], found[2], found[3], int(found[4]), found[5])


def licence_number_doubt(text: str) -> Words | None:
    """Words for the person where the check character does not fit, else None.

    Other cities' licences with a wrong one are in use, so that it warns and does not refuse.
    """
    number = read_licence_number(text)
    fits = check_character(f"{number.kind}{number.issuer}{number.serial}{number.version:03d}") == number.check
    return None if fits else DOUBTFUL


def check_character(text: str) -> str:
    """The check character of digits and capitals: ISO 7064 MOD 37,36 (GB/T 17710), over the parts without dots and root."""
    product = 36
    for character in text:
        total = (product + CHARACTERS.index(character)) % 36 or 36
        product = total * 2 % 37
    return CHARACTERS[(37 - product) % 36]


def _without_blanks(text: str) -> str:
    """Dots separate the parts here, so that only they stay of what stands between digits."""
    return ".".join(plain(part) for part in text.replace("．", ".").replace("。", ".").split("."))
