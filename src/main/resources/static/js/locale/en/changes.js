export default {
  "delete": {
    "open": "Delete…",
    "title": "Delete this message?",
    "text": "It will be deleted for everyone, with its reactions and earlier versions. Back-ups of the server made before keep it.",
    "text-other": "{{name}}’s message will be deleted for everyone. The room shows that you deleted it.",
    "done": "Message deleted",
    "you": "You deleted this message",
    "removed": "{{name}} (owner) deleted this message",
    "undo": "Undo",
    "failed": "The message couldn’t be deleted."
  },
  "topic": {
    "label": "Topic",
    "change": "Change topic",
    "hint": "What this room is about, for everyone in it. The server can read it.",
    "changed": "{{actor}} changed the topic to “{{room}}”.",
    "removed": "{{actor}} removed the topic."
  },
  "policy": {
    "open": "Who can write and invite",
    "write": "Only owners can write",
    "write-hint": "Everyone else can read, react, and edit or delete their own messages.",
    "invite": "Only owners can invite people",
    "invite-hint": "Invitations that are already open stay valid.",
    "read-only": "Only owners can write in this room.",
    "invite-owners": "Only owners can invite people to this room.",
    "changed-0": "{{actor}} changed the room: everyone can write and invite people.",
    "changed-1": "{{actor}} changed the room: everyone can write, only owners can invite people.",
    "changed-2": "{{actor}} changed the room: only owners can write now. Everyone can invite people.",
    "changed-3": "{{actor}} changed the room: only owners can write and invite people now."
  },
  "retention": {
    "open": "Keep messages",
    "label": "Keep messages for",
    "for-ever": "For ever",
    "hint": "Older messages are deleted for everyone, on the server and in every browser. Back-ups of the server made before keep them, and people may have copied them.",
    "hint-direct": "Older messages are deleted for everyone here, on the server and in every browser. Everyone in this conversation can change this. Back-ups of the server made before keep them.",
    "after-minutes_one": "after {{count}} minute",
    "after-minutes_other": "after {{count}} minutes",
    "after-hours_one": "after {{count}} hour",
    "after-hours_other": "after {{count}} hours",
    "after-days_one": "after {{count}} day",
    "after-days_other": "after {{count}} days",
    "after-years_one": "after {{count}} year",
    "after-years_other": "after {{count}} years",
    "kept": "Messages are deleted {{after}}",
    "kept-for-ever": "Messages are kept for ever",
    "confirm-title": "Delete messages {{after}}?",
    "confirm": "Messages that are older than {{period}} are deleted at once, for everyone. This can’t be undone.",
    "confirm-here_one": "{{count}} of the messages shown here is that old.",
    "confirm-here_other": "{{count}} of the messages shown here are that old.",
    "go": "Delete older messages",
    "changed": "{{actor}} set messages to be deleted {{after}}.",
    "changed-off": "{{actor}} set messages to be kept for ever.",
    "expired": "This message has expired"
  }
};
