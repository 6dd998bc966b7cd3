"""Words for a reply, by channel, from content/."""
