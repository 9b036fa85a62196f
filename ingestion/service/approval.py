"""The task that asks a person whether a blocked release may go out.

Where nothing blocks, or waivers cover every failing row, it asks nobody. While it waits it holds no
worker and no slot of the pool.
"""

from __future__ import annotations

from typing import Any

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import Param

NO_REASON = "（未写理由 no reason given）"


class ReleaseApproval(ApprovalOperator):
    """Ask before a blocked release is published, and record the answer.

    Args:
        release_id: The candidate, as the task before returns it. Returned in turn.
        named: What the operator of Airflow takes, such as ``response_timeout``.
    """

    template_fields = (*ApprovalOperator.template_fields, "release_id")

    def __init__(self, *, release_id: Any, **named: Any) -> None:
        super().__init__(
            subject="",
            params={"reason": Param("", type="string", title="理由 reason")},
            **named,
        )
        self.release_id = release_id

    def execute(self, context: Any) -> str:
        """Go on where nothing is to be asked, else wait for an answer."""
        from ingestion.pipeline import release

        question = release.ask_to_publish(self.release_id)
        if question is not None:
            self.subject, self.body = question.subject, question.body
            super().execute(context)  # raises: the task is resumed by the answer
        return str(self.release_id)

    def execute_complete(self, context: Any, event: dict[str, Any]) -> str:
        """Record the answer; after a no, nothing downstream is done."""
        from ingestion.pipeline import release

        if "error" in event:
            self.process_trigger_event_error(event)
        user = event.get("responded_by_user") or {}
        release.answer_release(
            self.release_id,
            approved=event["chosen_options"] == [self.APPROVE],
            actor=str(user.get("name") or user.get("id") or "airflow"),
            reason=str((event.get("params_input") or {}).get("reason") or "").strip() or NO_REASON,
        )
        super().execute_complete(context, event)
        return str(self.release_id)
