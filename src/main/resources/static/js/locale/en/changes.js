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
  }
};
