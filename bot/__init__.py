"""All that only Rasa needs: its environment, its endpoints and credentials, and thin graph components. Nothing else imports this package."""
