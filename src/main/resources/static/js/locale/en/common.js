export default {
  "time": {
    "today": "Today",
    "yesterday": "Yesterday"
  },
  "action": {
    "retry": "Try again",
    "close": "Close",
    "cancel": "Cancel",
    "done": "Done",
    "edit": "Edit",
    "save": "Save",
    "delete": "Delete",
    "not-now": "Not now",
    "compare": "Compare…",
    "dismiss": "Dismiss",
    "busy": "Just a moment…",
    "leave-room": "Leave room",
    "invite": "Invite people",
    "new-room": "New room",
    "rename": "Rename room"
  },
  "copy": {
    "done": "Copied.",
    "failed": "This browser doesn’t allow copying.",
    "code": "Copy code"
  },
  "mode": {
    "managed": {
      "badge": "Server-managed keys",
      "row": "server-managed keys"
    },
    "end-to-end": {
      "badge": "Only members can read this",
      "row": "only members can read this"
    },
    "unknown": {
      "badge": "Not verified yet",
      "row": "not verified yet"
    },
    "broken": {
      "name": "A room that can’t be verified",
      "badge": "Can’t be verified",
      "row": "can’t be verified"
    }
  },
  "presence": {
    "online": "online",
    "offline": "offline",
    "seen": "last seen {{when}}"
  },
  "person": {
    "someone": "Someone",
    "server": "the server",
    "unknown": "Unknown person {{id}}"
  },
  "mark": {
    "renamed": "new name",
    "you": "you",
    "verified": "verified",
    "owner": "owner",
    "admin": "admin",
    "suspended": "suspended"
  },
  "list": {
    "more_one": "{{count}} more",
    "more_other": "{{count}} more"
  },
  "connection": {
    "headers": "The proxy in front of this server doesn’t pass {{headers}}. Tell your admin.",
    "blocked": "The server answers, but something on the way blocks live connections: a proxy, a firewall or a browser extension. Tell your admin that WebSocket connections to this address must be let through. Your messages are waiting.",
    "not-kept": "This browser’s storage is full or blocked. Messages are sent, but what isn’t sent yet is lost when you close this page. Free some space or leave private browsing.",
    "trying": "Can’t reach the server. Trying again…",
    "offline": "You’re offline. Messages will be sent when you’re back online.",
    "reconnecting": "Reconnecting… Your messages will be sent automatically.",
    "now": "Try now",
    "clocks": "The server’s clock and this device’s clock differ by {{duration}}.{{hint}} Check the date and time of this device. If they are right, tell your admin.",
    "clock-device": " Others have signed later times than this device shows.",
    "clock-server": " Others have signed later times than the server shows."
  },
  "link": {
    "lookalike": "look-alike letters: {{host}}",
    "leads": "leads to {{host}}",
    "gone-title": "This link doesn’t work anymore",
    "gone-join": "It was used, has expired or is incomplete. Ask the person who sent it for another one.",
    "gone-reset": "It was used, has expired or is incomplete. Ask an admin for another one."
  },
  "direction": "ltr",
  "names": {
    "placeholder": "Add names",
    "remove": "Remove {{name}}",
    "people": "People"
  },
  "outcome": {
    "online": "Invited · online",
    "offline": "Invited · offline, will see it next time",
    "already-here": "Already a member",
    "already-invited": "Already invited",
    "unknown": "Not found. Check the spelling",
    "somebody-else": "Not invited. The server names someone else by this username than before. Ask your admin",
    "failed": "Not invited. Try again",
    "suggestion": "{{outcome}}. Did you mean {{name}}?",
    "refused": "Not invited. You can’t invite this person"
  }
};
