"""The desk's nouns: cases and what stands beside them, replies on their way, people, webhooks."""

from forum.webcare.models.alarms import Alarm
from forum.webcare.models.beside import CaseLink, CaseWatch, Note
from forum.webcare.models.cases import UNFINISHED, Case, CaseReason, CaseState, Outcome, Priority
from forum.webcare.models.people import Absence, SavedView, Shift
from forum.webcare.models.talk import Look, PrivateMessage
from forum.webcare.models.webhooks import Delivery, Webhook
from forum.webcare.models.writing import Macro, Sending, SendingState, To

__all__ = [
    "UNFINISHED",
    "Absence",
    "Alarm",
    "Case",
    "CaseLink",
    "CaseReason",
    "CaseState",
    "CaseWatch",
    "Delivery",
    "Look",
    "Macro",
    "Note",
    "Outcome",
    "Priority",
    "PrivateMessage",
    "SavedView",
    "Sending",
    "SendingState",
    "Shift",
    "To",
    "Webhook",
]
