"""Every address of ours and who reads it, for the tests that visit them all."""

from dataclasses import dataclass

# Who reads: nobody in particular, the asker, an employee, an agent, a moderator, a manager.
VISITOR = ""
FEMKE, JOOST, MARIJKE, NIENKE, LOTTE, HILDE = (
    f"{name}@example.com" for name in ("femke", "joost", "marijke", "nienke", "lotte", "hilde")
)
SOLVED, WAITING, ARABIC, LONG_WORDS, HIDDEN, CLOSED = (f"/questions/{number}/" for number in range(1, 7))
DELETED = "/questions/8/"
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
            "/", "/questions/", "/questions/?state=solved", "/boards/internet-and-tv/",
            "/boards/internet-and-tv/rules/",
            "/tags/fibre/",
            "/tags/", "/tags/?q=fib", "/tags/fibre/about/", "/tags/fibre/about/history/",
            SOLVED, WAITING, ARABIC, LONG_WORDS, CLOSED, "/members/2/", "/departments/",
            "/departments/metering/", "/search/?q=phone",
            "/search/?q=nothing-like-it", "/articles/", "/articles/restarting-your-modem/", "/moderation/log/",
            "/offline/", "/demo/",
            "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/",
            "/accounts/password/reset/key/done/", "/accounts/confirm-email/", "/accounts/inactive/",
        )
    ),
    Page(VISITOR, "/no-such-page/", 404),
    Page(VISITOR, HIDDEN, 410),
    Page(VISITOR, "/accounts/confirm-email/worn-out/"),
    Page(VISITOR, "/accounts/password/reset/key/1-worn-out/"),
    Page(VISITOR, "/notifications/unsubscribe/worn-out/", 404),
    Page(VISITOR, "/answer-by-mail/worn-out/", 404),
    Page(VISITOR, "/private/worn-out/", 404),
    Page(FEMKE, "/private/1/"),
    Page(VISITOR, "/answers/1/marks/"),
    Page(VISITOR, "/solved-yet/worn-out/", 404),
    Page(VISITOR, "/check/worn-out/", 404),
    *(
        Page(FEMKE, address)
        for address in (
            "/", SOLVED, WAITING, HIDDEN, "/questions/?state=needs-you",
            "/questions/?state=unread", "/questions/ask/", "/questions/1/edit/", "/questions/1/comments/",
            "/questions/1/language/",
            "/answers/1/comments/", "/standing/", "/notifications/", "/notifications/preferences/", "/settings/",
            "/settings/profile/", "/accounts/email/", "/accounts/password/change/",
            "/accounts/logout/", "/accounts/reauthenticate/", "/attachments/",
            "/settings/privacy/", "/following/", "/following/?kind=people", "/bookmarks/", "/questions/1/bookmark/",
            "/answers/1/bookmark/", "/answers/1/marks/?kind=careful", "/answers/1/marks/?kind=outdated",
        )
    ),
    Page(FEMKE, "/desk/", 403),
    Page(JOOST, "/answers/1/edit/"),
    *(Page(MARIJKE, address) for address in ("/for-you/", WAITING)),
    *(Page(NIENKE, address) for address in ("/questions/ask/?board=internet-and-tv", "/tags/fibre/about/edit/")),
    Page(LOTTE, "/tags/fibre/synonyms/"),
    Page(LOTTE, "/questions/to-accept/"),
    *(Page(NIENKE, address) for address in ("/articles/from/1/", "/ladder/", "/desk/", "/desk/1/", WAITING)),
    *(Page(NIENKE, f"/desk/?view={query}") for query in ("all&reason=urgent", "finished", "snoozed")),
    *(Page(LOTTE, address) for address in ("/moderation/question/1/", "/moderation/question/5/", SOLVED, HIDDEN)),
    *(
        Page(LOTTE, f"/questions/2/{verb}/")
        for verb in ("needs-info", "duplicate", "close", "move", "lock", "pin", "unlist")
    ),
    Page(LOTTE, f"{CLOSED}reopen/"),
    Page(FEMKE, "/questions/2/close/"),
    *(Page(FEMKE, f"/ladder/2/{verb}/") for verb in ("found", "not-yet", "private")),
    *(Page(VISITOR, f"{LONG_WORDS}{path}") for path in ("history/", "history/1/")),
    *(Page(VISITOR, f"/answers/1/{path}") for path in ("history/", "history/1/")),
    Page(VISITOR, f"{HIDDEN}history/", 404),
    *(Page(LOTTE, f"{LONG_WORDS}{path}") for path in ("history/1/", "edit/", "tags/")),
    *(Page(LOTTE, path) for path in ("/review/", "/review/1/", "/review/1/edit/", "/comments/1/edit/")),
    *(Page(FEMKE, path) for path in ("/review/1/", f"{LONG_WORDS}edit/")),
    Page(VISITOR, DELETED, 410),
    *(Page(FEMKE, path) for path in ("/questions/2/delete/", DELETED, f"{DELETED}restore/", "/comments/1/delete/")),
    Page(FEMKE, "/questions/2/communal/"),
    *(
        Page(LOTTE, path)
        for path in (
            DELETED, f"{HIDDEN}remove/", "/questions/2/merge/", "/answers/3/split/", "/answers/3/to-comment/",
            "/answers/3/communal/", "/comments/1/to-answer/", "/comments/1/redact/",
        )
    ),
    Page(HILDE, "/styleguide/"),
    *(
        Page(HILDE, path)
        for path in (
            "/desk/leads/", "/desk/leads/cases/?which=unowned",
            "/desk/leads/promises/?board=internet-and-tv&days=7",
        )
    ),
    *(Page(NIENKE, path, status) for path, status in (("/desk/leads/", 403), ("/desk/hours/7/", 200))),
    *(Page(VISITOR, path) for path in ("/improvements/", "/improvements/?group=done", "/improvements/1/")),
    *(
        Page(HILDE, path)
        for path in (
            "/improvements/1/", "/improvements/standing-still/", "/improvements/new/?learning=1", "/learnings/2/",
            "/insights/", "/insights/?board=internet-and-tv",
        )
    ),
    *(Page(MARIJKE, path) for path in ("/improvements/standing-still/", "/learnings/1/")),
    Page(FEMKE, "/thanks/1/"),
    Page(FEMKE, "/private/1/thanks/"),
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
    "sitemap_tags": "for machines",
    "house_picture": "a picture",
    "question_picture": "a picture",
    "feed": "for programs that read feeds",
    "question_feed": "for programs that read feeds",
    "insights_csv": "for spreadsheets",
    "insights_causes_csv": "for spreadsheets",
    "insights_improvements_csv": "for spreadsheets",
    "desk_own_hours": "leads on to one's own hours",
    "write_on_case": "a verb; read, it leads to the page of the case",
    **dict.fromkeys(
        ("hand_over_case", "put_case_aside", "resolve_case", "open_case_again"),
        "for who owns a case; tests/forum/webcare and improvements visit it",
    ),
    "insights_behind": "its address names a week; tests/forum/insights visits it",
    "offline_worker": "a script",
    "branding": "a style sheet",
    "set_language": "leads back to where one was",
    "notification": "leads to what was told",
    "follow_member": "a verb; read, it is the page of a member who is called so",
    "answer": "leads to its place on the page of the question",
    "comment": "leads to its place on the page of the question",
    "delete_answer": "the page of a question's deletion, in other words",
    "restore_answer": "the page of a question that comes back, in other words",
    "restore_comment": "the page of a question that comes back, in other words",
    "remove_answer": "the page of a question's removal, in other words",
    "remove_comment": "the page of a question's removal, in other words",
    "account_set_password": "leads on: every member has a password",
    "account_confirm_login_code": "leads on: nobody signs in by a code here",
    "preview": DATA,
    "question_news": DATA,
    "desk_news": DATA,
    "case_presence": DATA,
    "people": DATA,
    "tags": DATA,
    "similar": DATA,
    "texts_for_case": DATA,
    "board_fields": DATA,
    "welcome": "leads on: to choosing a password, or to signing in",
    "draft": DATA,
    **dict.fromkeys(
        (
            "notifications_read", "read_questions",
            "picture", "question_seen", "answer_question", "vote_on_question", "follow_question",
            "join_question", "vote_on_answer", "solution", "confirm_answer", "follow_tag",
            "follow_board", "spare_question", "throw_away_draft", "decline_request",
            "take_back_request", "pass_on", "take_case", "give_back_case",
            "take_back_reply", "throw_away_reply", "take_case_up", "watch_case",
            "case_priority", "customer_at_risk", "link_case", "unlink_case",
            "improvement_state", "give_improvement", "note_on_improvement", "add_to_improvement",
            "put_learning_aside", "nothing_new", "words_away", "thanks_away",
            "write_instead", "save_desk_view", "change_desk_view",
            "add_shift", "remove_shift", "be_away", "be_back", "reassign_cases",
            "roll_back_question", "roll_back_answer", "redact_question", "redact_answer",
            "call_webcare", "say_solved", "private_not_solved", "private_not_solved_from_letter", "demo_clock",
            "demo_sign_in",
        ),
        VERB,
    ),
}  # fmt: skip
# Wagtail's own pages.
NOT_OURS = ("admin/", "documents/")
