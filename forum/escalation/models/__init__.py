"""The ladder's nouns: a board's policy, a question's climb and its steps."""

from forum.escalation.models.climbs import Climb, Rung, Step
from forum.escalation.models.policies import Policy

__all__ = ["Climb", "Policy", "Rung", "Step"]
