"""The ladder's nouns: a board's policy and rules, a question's climb with its steps, and its check."""

from forum.escalation.models.checks import Check, CheckState, Felt
from forum.escalation.models.climbs import Climb, Rung, Step
from forum.escalation.models.policies import Policy
from forum.escalation.models.terms import BusinessRules

__all__ = ["BusinessRules", "Check", "CheckState", "Climb", "Felt", "Policy", "Rung", "Step"]
