"""Makes Rasa check the form of an action's answer without checking, at every call, that its own description of that form is one.

jsonschema's `validate` does both, and the second never changes: it took about half of Rasa's time for a turn. An answer that is not as it should
be still goes to Rasa's own method, for its error.
"""

from __future__ import annotations

from typing import Any, Dict

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


def check_form_once() -> None:
    """Replace the check of `RemoteAction` (Rasa 3.6) by one that is prepared here. Calling it again changes nothing."""
    rasas_own = RemoteAction._validate_action_result
    if getattr(rasas_own, "prepared", False):
        return
    form = RemoteAction.action_response_format_spec()
    prepared = validator_for(form)(form)

    def check(self: RemoteAction, result: Dict[str, Any]) -> bool:
        return bool(prepared.is_valid(result)) or bool(rasas_own(self, result))

    check.prepared = True  # type: ignore[attr-defined]
    RemoteAction._validate_action_result = check  # type: ignore[method-assign]
