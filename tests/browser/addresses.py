"""Every address of ours and who reads it, for the tests that visit them all."""

from dataclasses import dataclass

# Who reads: nobody in particular, the asker, an employee, an agent, a moderator, a manager.
VISITOR = ""
FEMKE, JOOST, MARIJKE, NIENKE, LOTTE, HILDE = (
    f"{name}@example.com" for name in ("femke", "joost", "marijke", "nienke", "lotte", "hilde")
)
SOLVED, WAITING, ARABIC, LONG_WORDS, HIDDEN, CLOSED = (f"/questions/{number}/" for number in range(1, 7))
FIRST_ANSWER = 1


@dataclass(frozen=True)
class Page:
    who: str
    address: str
    status: int = 200

    def __str__(self) -> str:
        return f"{self.who.partition('@')[0] or 'visitor'} {self.address}"


PAGES = [
    *(
        Page(VISITOR, address)
        for address in (
            "/", "/questions/", "/questions/?state=solved", "/boards/internet-and-tv/", "/tags/fibre/",
            SOLVED, WAITING, ARABIC, LONG_WORDS, CLOSED, "/members/2/", "/search/?q=phone",
            "/search/?q=nothing-like-it", "/articles/", "/articles/restarting-your-modem/", "/moderation/log/",
            "/offline/", "/demo/",
            "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/",
            "/accounts/password/reset/key/done/", "/accounts/confirm-email/", "/accounts/inactive/",
        )
    ),
    Page(VISITOR, "/no-such-page/", 404),
    Page(VISITOR, HIDDEN, 404),
    Page(VISITOR, "/accounts/confirm-email/worn-out/"),
    Page(VISITOR, "/accounts/password/reset/key/1-worn-out/"),
    Page(VISITOR, "/notifications/unsubscribe/worn-out/", 404),
    *(
        Page(FEMKE, address)
        for address in (
            "/", SOLVED, WAITING, HIDDEN, "/questions/ask/", "/questions/1/edit/", "/questions/1/comments/",
            "/questions/1/language/",
            "/answers/1/comments/", "/standing/", "/notifications/", "/notifications/preferences/", "/settings/",
            "/settings/profile/", "/accounts/email/", "/accounts/password/change/",
            "/accounts/logout/", "/accounts/reauthenticate/", "/attachments/",
        )
    ),
    Page(FEMKE, "/desk/", 403),
    Page(JOOST, "/answers/1/edit/"),
    *(Page(MARIJKE, address) for address in ("/for-you/", WAITING)),
    *(Page(NIENKE, address) for address in ("/desk/", "/desk/1/", WAITING)),
    *(Page(LOTTE, address) for address in ("/moderation/question/1/", "/moderation/question/5/", SOLVED, HIDDEN)),
    Page(HILDE, "/styleguide/"),
]  # fmt: skip

# Names of addresses that are not visited, each with the reason.
VERB = "takes POST only; its form stands on a page above"
DATA = "answers script with data or a piece of a page"
EXCUSED = {
    "healthz": "for machines",
    "readyz": "for machines",
    "robots": "for machines",
    "sitemap": "for machines",
    "sitemap_places": "for machines",
    "sitemap_questions": "for machines",
    "feed": "for programs that read feeds",
    "offline_worker": "a script",
    "branding": "a style sheet",
    "set_language": "leads back to where one was",
    "notification": "leads to what was told",
    "answer": "leads to its place on the page of the question",
    "account_set_password": "leads on: every member has a password",
    "account_confirm_login_code": "leads on: nobody signs in by a code here",
    "preview": DATA,
    "question_news": DATA,
    "people": DATA,
    "tags": DATA,
    "similar": DATA,
    "draft": DATA,
    **dict.fromkeys(
        (
            "notifications_read", "picture", "question_seen", "answer_question", "vote_on_question", "follow_question",
            "join_question", "vote_on_answer", "solution", "spare_question", "throw_away_draft", "decline_request",
            "take_back_request", "pass_on", "take_case", "give_back_case", "hand_over_case", "write_on_case",
            "resolve_case", "call_webcare", "demo_clock", "demo_sign_in",
        ),
        VERB,
    ),
}  # fmt: skip
# Wagtail's own pages.
NOT_OURS = ("admin/", "documents/")
