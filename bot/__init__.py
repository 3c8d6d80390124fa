"""From a conversation to an answer with sources."""
