export default {
  "format": {
    "label": "Formatting",
    "bold": "Bold",
    "italic": "Italic",
    "strike": "Strikethrough",
    "link": "Link",
    "code": "Code",
    "block": "Code block",
    "list": "List",
    "quote": "Quote",
    "pasted": "Pasted as code.",
    "paste-plain": "Paste as plain text"
  },
  "quote": {
    "reply": "Reply to",
    "reply-action": "Reply",
    "to": "Replying to {{name}}: {{text}}",
    "go": "Go to this message",
    "end": "Don’t reply to this message",
    "deleted": "Deleted",
    "expired": "Message expired",
    "locked": "a message that can’t be shown",
    "earlier": "an earlier message",
    "missing": "a message that isn’t here"
  },
  "find": {
    "looking": "Looking for the message",
    "progress": "Loading earlier messages: {{done}} of {{of}}",
    "stop": "Stop",
    "missing": "This message isn’t in the room, or it can’t be shown here.",
    "failed": "The earlier messages can’t be loaded right now. Try again."
  },
  "completion": {
    "people": "People in this room",
    "emoji": "Emoji",
    "commands": "Commands",
    "everyone_one": "Notify the only member",
    "everyone_other": "Notify all {{count}} people in this room",
    "count_one": "{{count}} suggestion",
    "count_other": "{{count}} suggestions"
  },
  "command": {
    "title": "Commands",
    "all": "Show all commands",
    "invite": "invite people",
    "who": "show who is here",
    "topic": "change the topic of this room",
    "me": "say what you’re doing",
    "shrug": "add a shrug",
    "dm": "send a direct message",
    "nobody": "There’s no one called {{name}} here.",
    "mute": "mute or unmute this room",
    "search": "search the messages of this room",
    "leave": "leave this room",
    "help": "show all commands",
    "slash": "send a message that begins with a slash",
    "takes": {
      "name": "name",
      "names": "names",
      "text": "text"
    },
    "unknown-text": "There’s no command {{command}}, so nothing was sent. To send it as a message, type two slashes.",
    "lacks-text": "Type something after {{command}}."
  },
  "split": {
    "send_one": "Send in {{count}} message",
    "send_other": "Send in {{count}} messages"
  },
  "pins": {
    "all": "Pinned messages",
    "pinned": "Pinned",
    "of": "{{number}} of {{count}}",
    "list": "Show all pinned messages",
    "by": "Pinned by {{name}}",
    "failed": "The message wasn’t pinned or unpinned.",
    "pin": "Pin for everyone",
    "unpin": "Unpin"
  },
  "address": {
    "copy": "Copy link to message",
    "message": "Link to a message or room",
    "not-member": "This link leads to a room that you aren’t in. Ask a member to invite you."
  },
  "thread": {
    "also": "Also send to {{room}}",
    "title": "Thread",
    "in": "Thread in {{room}}",
    "open": "Reply in thread",
    "write": "Reply in thread",
    "key": "on a message: reply in its thread",
    "messages": "Messages of the thread",
    "replies-list": "Replies",
    "none": "No replies yet",
    "earlier": "Show earlier replies",
    "last": "last {{time}}",
    "replies_one": "{{count}} reply",
    "replies_other": "{{count}} replies",
    "news_one": "New replies in a thread",
    "news_other": "New replies in {{count}} threads"
  }
};
