"""What parents read and which of it fits: content loaded and checked, parts, questions that name one part, escalation."""
