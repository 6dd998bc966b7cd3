"""A person instead of the assistant: asked for, told what was said, and when they are there."""
