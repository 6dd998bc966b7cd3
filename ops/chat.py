"""`make chat`: the assistant in the terminal, through the whole real path, on a scratch database with the demo data."""

from __future__ import annotations

import uuid

from ops.stack import running_stack
from webhook.services.chat import read_messages
from webhook.services.texts.inbox import accept_chat, open_web_conversation
from webhook.services.turn.work import work_conversation


def main() -> None:
    """Talk until an empty line, Ctrl-D or Ctrl-C."""
    print("Starting the assistant, about half a minute …", flush=True)
    with running_stack() as stack:
        conversation_id, last = open_web_conversation(stack.parts, token=uuid.uuid4().hex), 0
        print("Ask a question. An empty line ends the conversation.\n")
        while True:
            try:
                text = input("you  ▸ ").strip()
            except (EOFError, KeyboardInterrupt):
                break
            if not text:
                break
            accept_chat(stack.parts, conversation_id=conversation_id, client_id=uuid.uuid4().hex, text=text)
            work_conversation(stack.parts, conversation_id)
            for message in read_messages(stack.parts, conversation_id, last):
                last = message["id"]
                if message["from"] != "parent":
                    print(f"\n{message['text']}\n")
                    for source in message["sources"]:
                        print(f"       {source['title']} {source['url']} (checked {source['checked_on']})")
    print("\nBye.")


if __name__ == "__main__":
    main()
