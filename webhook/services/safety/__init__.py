"""Danger before everything else: assessed, alerted, answered, and the phone that may be watched."""
