"""The door of Open311: clients come in over the network; the house only asks for errors in the standard's words."""

from gongban.exchange.open311.errors import answer as answer_error
from gongban.exchange.open311.offer import forget_offer

__all__ = ["answer_error", "forget_offer"]
