export default {
  "typing": {
    "one": "{{name}} is typing…",
    "two": "{{first}} and {{second}} are typing…",
    "several": "Several people are typing…"
  },
  "unread": {
    "jump": "Jump to unread",
    "all": "Mark all as read",
    "mark": "Mark as unread",
    "key": "on a message: mark it and what follows as unread"
  },
  "seen": {
    "by_one": "Seen by {{count}}",
    "by_other": "Seen by {{count}}",
    "who": "Seen by",
    "unknown": "Time not known",
    "open": "Who has seen it",
    "none": "No one has seen this message yet."
  }
};
