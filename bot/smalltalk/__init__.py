"""Small talk: what is said to the chat itself, about its archive or in another language, gets a reply of its own."""

from bot.smalltalk.replying import Reply, reply_to

__all__ = ["Reply", "reply_to"]
