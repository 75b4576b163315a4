"""Mail: the embedded default prints each letter and keeps it in a folder; letters are sent one at a time."""

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


def send(*, to: str, subject: str, text: str, html: str = "", headers: dict[str, str] | None = None) -> None:
    """Send one letter. Raises OSError or smtplib.SMTPException when it can not be handed over."""
    letter = EmailMultiAlternatives(" ".join(subject.split()), text, None, [to], headers=headers or {})
    if html:
        letter.attach_alternative(html, "text/html")
    letter.send()
