"""What each act is worth, in points. The prices follow Stack Exchange's and Apache Answer's public defaults."""

from reputation.models import Reason

PRICES: dict[str, int] = {
    Reason.QUESTION_UPVOTED: 5,
    Reason.ANSWER_UPVOTED: 10,
    Reason.ANSWER_ACCEPTED: 15,
    # A thank-you for telling everyone what worked; once per question.
    Reason.ACCEPTED_AN_ANSWER: 2,
    Reason.CHECK_CONFIRMED: 5,
    Reason.EDIT_APPROVED: 2,
    # Small, so that nobody fears to ask or answer; the voter pays too, so that nobody votes down lightly.
    Reason.QUESTION_DOWNVOTED: -2,
    Reason.ANSWER_DOWNVOTED: -2,
    Reason.DOWNVOTED_AN_ANSWER: -1,
}

# Points a UTC day from votes: one popular post does not make an expert. Accepted answers and checks are exempt.
DAILY_CAP = 200

CAPPED = frozenset(
    {Reason.QUESTION_UPVOTED, Reason.ANSWER_UPVOTED, Reason.QUESTION_DOWNVOTED, Reason.ANSWER_DOWNVOTED}
)
