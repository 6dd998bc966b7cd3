"""Who is asking: the three-part check and what is said inside it."""
