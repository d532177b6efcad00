"""E-mail through the server that the instance names (GONGBAN_SMTP_URL)."""

from __future__ import annotations

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from gongban.foundation.messages.carriers import carries
from gongban.foundation.messages.terms import Letter, TryLater, Undeliverable


@carries("mail")
class Mail:
    """Its Message-ID is made from the key; servers need not drop a second copy, so none is sent in doubt."""

    idempotent = False

    def carry(self, letter: Letter) -> None:
        host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
        body = f"{letter.text}\n\n{letter.url}" if letter.url else letter.text
        mail = EmailMessage(letter.subject, body, to=[letter.to], headers={"Message-ID": f"<{letter.key.replace(':', '.')}@{host}>"})
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refused:
            raise _refused(max(code for code, _ in refused.recipients.values())) from None
        except smtplib.SMTPResponseException as refused:
            raise _refused(refused.smtp_code) from None
        except (OSError, smtplib.SMTPException):
            raise TryLater("mail.unreachable") from None


def _refused(code: int) -> TryLater | Undeliverable:
    return Undeliverable(f"mail.{code}") if code >= 500 else TryLater(f"mail.{code}")
