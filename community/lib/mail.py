"""Mail: the embedded default prints each letter and keeps it in a folder; letters are sent one at a time."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.filebased import EmailBackend as FolderBackend


class ConsoleAndFolderBackend(BaseEmailBackend):
    """Writes each letter to var/mail and one line about it to the console."""

    def send_messages(self, email_messages: list[EmailMultiAlternatives]) -> int:
        folder = FolderBackend(file_path=settings.EMAIL_FILE_PATH, fail_silently=self.fail_silently)
        for letter in email_messages:
            # No address on the console: the folder has the whole letter.
            print(f"mail: {letter.subject!r} is in {settings.EMAIL_FILE_PATH}", flush=True)
        return folder.send_messages(email_messages)


def sender(name: str) -> str:
    """Who letters are from: DEFAULT_FROM_EMAIL, under this name where it holds none of its own."""
    _own, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return settings.DEFAULT_FROM_EMAIL if _own else formataddr((" ".join(name.split()), address))


def send(
    *, to: str, subject: str, text: str, house: str, html: str = "", headers: dict[str, str] | None = None
) -> None:
    """Send one letter in the name of the house.

    Raises OSError or smtplib.SMTPException when it can not be handed over.
    """
    line = " ".join(subject.split())
    letter = EmailMultiAlternatives(line, text, sender(house), [to], headers=headers or {})
    if html:
        letter.attach_alternative(html, "text/html")
    letter.send()
