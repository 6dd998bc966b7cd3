"""Thin graph components: they hand Rasa's messages to `understanding` and its decisions back."""
