"""Custom actions: dialogue state goes to the webhook's API, a structured reply comes back. No SQL, no wording, no trust in slots."""
