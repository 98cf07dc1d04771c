"""A template → what can be known of it before it is filled: the data that it asks for."""
