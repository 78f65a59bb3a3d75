"""A school's action plan: what it will do, why, how it goes, and when it is looked at again."""

from belonging.web.actions.models.actions import Action, Direction, Ground, GroundKind, Status, Update, WhoFor
from belonging.web.actions.models.counted import CountedPlan
from belonging.web.actions.models.reviews import Review

__all__ = ["Action", "CountedPlan", "Direction", "Ground", "GroundKind", "Review", "Status", "Update", "WhoFor"]
