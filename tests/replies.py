"""A reply to a letter of ours, as a mail program writes it."""

from email.message import EmailMessage


def reply_to(letter, words: str, *, sender: str = "", html: bool = False, **headers: str) -> bytes:
    """`letter` is one of Django's outbox; everything of it is quoted below the words."""
    reply = EmailMessage()
    reply["From"] = f"Somebody <{sender or letter.to[0]}>"
    reply["To"] = f"Kwikstaart <{letter.extra_headers['Reply-To']}>"
    reply["Subject"] = f"Re: {letter.subject}"
    reply["Message-ID"] = f"<{abs(hash(words))}@example.com>"
    for name, value in headers.items():
        reply[name.replace("_", "-")] = value
    quoted = "\n".join(f"> {line}" for line in letter.body.splitlines())
    if html:
        paragraphs = "".join(f"<p>{line}</p>" for line in words.split("\n\n"))
        reply.set_content(
            f"<html><body>{paragraphs}<blockquote>{letter.alternatives[0][0]}</blockquote></body></html>",
            subtype="html",
        )
    else:
        reply.set_content(
            f"{words}\n\nOn Tue, 17 Nov 2026 at 12:00, Kwikstaart <reply@localhost> wrote:\n\n{quoted}\n"
        )
    return bytes(reply)
