export default {
  "part": {
    "not-loaded": "This part of the page could not be loaded. Check your connection and try again."
  },
  "release": {
    "ready": "A new version is ready.",
    "reload": "Reload"
  },
  "chat": {
    "opening": "Opening your rooms…",
    "skip": "Skip to the conversation",
    "back": "Back to rooms"
  },
  "keys": {
    "title": "Keyboard",
    "send": "send",
    "new-line": "new line",
    "other-room": "other room",
    "unread-room": "next unread room",
    "go": "go to a room, a person or an action",
    "search": "search messages",
    "move": "move between messages or rooms",
    "page": "move by a page, to the first or the newest message",
    "inside": "on a message: its links and buttons",
    "sees": "on a message: what the server sees",
    "copy": "on a message: copy it",
    "edit": "on your message: edit it",
    "reply": "on a message: reply to it",
    "react": "on a message: react to it",
    "delete": "on a message: delete it, asks first",
    "close": "close what’s on top",
    "help": "show this list"
  },
  "room": {
    "people_one": "People in this room, {{count}}",
    "people_other": "People in this room, {{count}}",
    "people-unknown": "People in this room, not known yet",
    "more": "More for this room",
    "mute": "Mute",
    "unmute": "Unmute",
    "favourite": "Add to favourites",
    "unfavourite": "Remove from favourites"
  },
  "renamed": {
    "title": "The server now calls {{old}} by another name: {{new}}.",
    "moved": "Usernames don’t change: the server may be passing one person off as another. Ask them in a way that you trust. Until you accept the new name, the known one stays.",
    "same-keys": "Someone else here is called this, or something like it. If you don’t know of the change, ask first. Until you accept the new name, the known one stays.",
    "use": "Use the new name"
  },
  "notice": {
    "signed-in-elsewhere": "This tab’s session had ended. You’re signed in as {{name}} now.",
    "invited": "{{name}} invited you to {{room}}.",
    "gone": "You’re no longer a member of {{room}}.",
    "gone-unread": "You’re no longer a member of a room."
  },
  "rail": {
    "label": "Rooms and people",
    "invitations": "Invitations",
    "rooms": "Rooms",
    "none": "No rooms yet",
    "people": "People",
    "online": "{{number}} online",
    "spare-title": "Create a recovery code.",
    "spare": "If you forget your password, it’s the only way back to your messages.",
    "spare-go": "Create code",
    "me": "Settings and sign out",
    "is-online": "Online",
    "not-connected": "Not connected",
    "draft": "Draft",
    "unread": "{{number}} unread",
    "mentions": ", mentions you",
    "row": ", {{kind}}",
    "row-unread": ", {{unread}}, {{kind}}",
    "unverified": "{{kind}}, not verified yet",
    "foreign-former": "The server lists a room you’re no longer in: {{room}}. It isn’t shown.",
    "foreign": "The server lists a room you haven’t joined: {{room}}. It isn’t shown.",
    "foreign-more_one": "There is {{count}} more.",
    "foreign-more_other": "There are {{count}} more.",
    "favourites": "Favourites",
    "direct": "Direct messages",
    "muted": "{{kind}}, muted",
    "order": "Sort and filter",
    "sort": "Sort",
    "latest": "Latest first",
    "by-name": "By name",
    "show": "Show",
    "all": "All",
    "only-unread": "Unread only",
    "no-unread": "Nothing unread",
    "fetching": "Loading earlier messages: {number} %",
    "fetched": "Earlier messages loaded",
    "full": "This browser has no space for more messages. Older ones load when you scroll to them."
  },
  "menu": {
    "admin": "People on this server",
    "safety": "Your safety number…",
    "new-code": "New recovery code…",
    "code": "Create a recovery code…",
    "password": "Change password…",
    "language": "Language",
    "sign-out": "Sign out"
  },
  "sign-out": {
    "title": "Sign out and lose unsent messages?",
    "text": "Not sent yet: {{unsent}}. Signing out clears this browser and deletes what isn’t sent.",
    "messages_one": "{{count}} message",
    "messages_other": "{{count}} messages",
    "drafts_one": "{{count}} draft",
    "drafts_other": "{{count}} drafts"
  },
  "empty": {
    "invited": "You’re invited",
    "choose": "Choose a room",
    "choose-text": "Or create a new one.",
    "welcome": "Welcome, {{name}}",
    "text": "Create a room, or wait for an invitation.",
    "alone": "You’re the only one here so far. Create a link and send it to someone: it lets one person join.",
    "invite-first": "Invite your first person"
  }
};
