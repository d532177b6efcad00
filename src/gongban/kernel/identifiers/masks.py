"""How is a number or a name shown to those who may not read it in full?"""

from __future__ import annotations

from gongban.kernel.identifiers.typed import plain


def mask_phone(text: str) -> str:
    """The first three and last four digits; nothing of a number shorter than these.

    >>> mask_phone("+8613812341234"), mask_phone("12345")
    ('138****1234', '*****')
    """
    number = plain(text).removeprefix("+86")
    return _ends(number, shortest=11)


def mask_id_number(text: str) -> str:
    """The first three and last four characters: neither the district nor the date of birth.

    >>> mask_id_number("99010119900307872X")
    '990***********872X'
    """
    number = plain(text)
    return _ends(number, shortest=15)


def mask_name(text: str) -> str:
    """The first character and two stars, whatever the length, which would give a name away too.

    >>> mask_name("张晓明"), mask_name("李四"), mask_name("Mary Smith")
    ('张**', '李**', 'M**')
    """
    name = text.strip()
    return name[:1] + "**" if name else ""


def _ends(number: str, shortest: int) -> str:
    return (
        number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) >= shortest else "*" * len(number)
    )
