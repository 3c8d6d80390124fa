"""Follow-ups: a question that leans on the conversation before it, made to stand for itself."""

from bot.followup.ellipsis import fragment_of
from bot.followup.phrasing import append_phrases
from bot.followup.restating import without_asides
from bot.followup.standalone import standalone_question
from bot.followup.understood import Added, Understood

__all__ = ["Added", "Understood", "append_phrases", "fragment_of", "standalone_question", "without_asides"]
