"""Refusals of this app; each message is the sentence a person reads."""
