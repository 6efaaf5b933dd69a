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
  }
};
