export default {
  "composer": {
    "message": "Message",
    "to": "Message {{room}}",
    "send": "Send",
    "new-key": "New key",
    "issuing_one": "Creating a new key for {{count}} person…",
    "issuing_other": "Creating a new key for {{count}} people…",
    "too-long": "Message too long. Shorten it or split it into several messages.",
    "almost": "Almost at the length limit",
    "keys": "{{enter}} to send, {{shift}} for a new line"
  },
  "timeline": {
    "region": "Messages in {{room}}",
    "opening": "Opening room…",
    "below_one": "{{count}} new message",
    "below_other": "{{count}} new messages",
    "latest": "Latest",
    "new": "New",
    "news": "New messages",
    "said": "{{name}}: {{text}}",
    "not-printed_one": "{{count}} message isn’t loaded here and isn’t printed.",
    "not-printed_other": "{{count}} messages aren’t loaded here and aren’t printed."
  },
  "save": {
    "open": "Save messages…",
    "title": "Save messages",
    "text": "The messages that are loaded here become a file on this device. Anyone who has the file can read them, even after they’re deleted here.",
    "left_one": "{{count}} message isn’t loaded here and isn’t in the file.",
    "left_other": "{{count}} messages aren’t loaded here and aren’t in the file.",
    "as-text": "Save as text",
    "as-page": "Save as web page",
    "saved_one": "Saved on {{time}}: {{count}} message or notice",
    "saved_other": "Saved on {{time}}: {{count}} messages and notices"
  },
  "message": {
    "actions": "Message actions",
    "more": "More actions",
    "copy": "Copy text",
    "sees": "What the server sees",
    "sending": "Sending…",
    "held": "On hold. See the notice above",
    "waiting": "Waiting for connection",
    "not-sent": "Not sent. {{reason}}",
    "sent": "sent",
    "from": "from {{name}}, {{time}}"
  },
  "edit": {
    "edited": "edited",
    "label": "Edit message",
    "history": "Edit history",
    "now": "Now",
    "before": "Before",
    "original": "Original",
    "keys": "{{escape}} to cancel, {{enter}} to save"
  },
  "reaction": {
    "all": "Reactions",
    "add": "Add reaction",
    "who": "Who reacted",
    "failed": "Your reaction wasn’t sent."
  },
  "emoji": {
    "choose": "Choose an emoji",
    "search": "Search in English",
    "tone": "Skin tone",
    "recent": "Recent",
    "all": "All",
    "loading": "Loading…",
    "none": "Nothing found",
    "more": "Show all"
  },
  "reason": {
    "metadata-stays": "This browser can’t remove the metadata of a picture, such as where it was taken.",
    "not-in-room": "You weren’t a member of this room at that time.",
    "not-shown": "The server says it has this message, but doesn’t show it."
  },
  "locked": {
    "not-allowed": {
      "cause": "Not allowed in this room",
      "text": "Only owners could write when this was sent, and its sender wasn’t one. It isn’t shown.",
      "texts": "Only owners could write when these were sent, and their senders weren’t owners. They aren’t shown."
    },
    "before-joining": {
      "cause": "Sent before you joined",
      "text": "New members can’t see earlier messages here. An owner can change that.",
      "texts": "New members can’t see earlier messages here. An owner can change that."
    },
    "checking": {
      "cause": "Checking this message",
      "text": "It will appear once it’s clear that it isn’t a duplicate.",
      "texts": "They will appear once it’s clear that they aren’t duplicates."
    },
    "withheld": {
      "cause": "Withheld by the server",
      "text": "You may read this message, but the server doesn’t deliver it. Others may have it.",
      "texts": "You may read these messages, but the server doesn’t deliver them. Others may have them."
    },
    "forged": {
      "cause": "Change rejected",
      "text": "It isn’t signed by a member who could make it, so it was ignored.",
      "texts": "They aren’t signed by a member who could make them, so they were ignored."
    },
    "out-of-time": {
      "cause": "Outdated key",
      "text": "This message was encrypted with a key that was no longer valid, so it isn’t shown.",
      "texts": "These messages were encrypted with a key that was no longer valid, so they aren’t shown."
    },
    "no-key": {
      "cause": "Can’t be decrypted yet"
    },
    "unreachable": {
      "cause": "Not loaded yet",
      "text": "The server can’t be reached. This message will appear when you’re back online.",
      "texts": "The server can’t be reached. These messages will appear when you’re back online."
    },
    "signature": {
      "cause": "Signature doesn’t match",
      "text": "Someone may have tampered with this message, so it isn’t shown.",
      "texts": "Someone may have tampered with these messages, so they aren’t shown."
    },
    "wrong-sender": {
      "cause": "Sender doesn’t match",
      "text": "This message isn’t from the person it names, so it isn’t shown.",
      "texts": "These messages aren’t from the people they name, so they aren’t shown."
    },
    "wrong-room": {
      "cause": "From another room",
      "text": "This message was written for a different room, so it isn’t shown.",
      "texts": "These messages were written for a different room, so they aren’t shown."
    },
    "repeated": {
      "cause": "Duplicate",
      "text": "This message was already shown.",
      "texts": "These messages were already shown."
    },
    "damaged": {
      "cause": "Damaged",
      "text": "This message is corrupted and can’t be shown.",
      "texts": "These messages are corrupted and can’t be shown."
    },
    "record": {
      "cause": "Damaged",
      "text": "The key record of this part of the room isn’t valid.",
      "texts": "The key records of this part of the room aren’t valid."
    },
    "newer": {
      "cause": "Sent with a newer version of Secure Chat.",
      "text": "Reload the page to read it.",
      "texts": "Reload the page to read them."
    },
    "closed-box": {
      "cause": "Letterbox isn’t open",
      "text": "This letter came through a letterbox that wasn’t open then, so it isn’t shown.",
      "texts": "These letters came through letterboxes that weren’t open then, so they aren’t shown."
    },
    "unsupported": {
      "cause": "This browser can’t decrypt letters",
      "text": "Update your browser to read it.",
      "texts": "Update your browser to read them."
    }
  },
  "lacking": {
    "suspended": "You were suspended when this was sent.",
    "not-member": "You weren’t a member when this was sent.",
    "others": "Others who were in the room",
    "not-asked": "You don’t have the key yet. {{names}} can share it.",
    "asked_one": "You don’t have the key yet. {{names}} can share it and was asked at {{time}}. The message will appear here, no action needed.",
    "asked_other": "You don’t have the key yet. {{names}} can share it and were asked at {{time}}. The message will appear here, no action needed."
  },
  "system": {
    "created": "{{actor}} created this room.",
    "invited": "{{actor}} invited {{subject}}.",
    "withdrawn": "{{actor}} revoked {{subject}}’s invitation.",
    "declined": "{{subject}} declined the invitation.",
    "joined": "{{subject}} joined and can read messages from now on.",
    "joined-full": "{{subject}} joined and can read earlier messages.",
    "left": "{{subject}} left.",
    "removed": "{{actor}} removed {{subject}}.",
    "renamed": "{{actor}} renamed the room to {{room}}.",
    "owner": "{{subject}} is now an owner.",
    "not-owner": "{{subject}} is no longer an owner.",
    "appointed": "{{actor}}, an admin, made {{subject}} an owner, because no owner could act.",
    "appointed-by-admin": "An admin made {{subject}} an owner, because no owner could act.",
    "took-over": "{{subject}} took over as owner, because no owner could act.",
    "former": "{{subject}} is shown with earlier keys, which they had replaced. Compare before you trust them.",
    "reset": "{{subject}} has a new safety number. Compare it before you share anything private.",
    "keys": "{{subject}} changed their keys. They’re confirmed by the previous ones.",
    "rekeyed": "{{actor}} couldn’t open the key and created a new one.",
    "rekeyed-of": "{{actor}} couldn’t open the key that {{subject}} had made, and created a new one.",
    "suspended": "An admin suspended {{subject}}.",
    "resumed": "{{subject}} is back.",
    "history-full": "{{actor}} made earlier messages visible to new members.",
    "history-none": "{{actor}} hid earlier messages from new members.",
    "other": "The room changed."
  },
  "fold": {
    "joined_one": "{{names}} joined.",
    "joined_other": "{{names}} joined.",
    "returned_one": "{{names}} left and came back.",
    "returned_other": "{{names}} left and came back.",
    "visited_one": "{{names}} joined and left.",
    "visited_other": "{{names}} joined and left.",
    "left_one": "{{names}} left.",
    "left_other": "{{names}} left.",
    "removed_one": "{{names}} was removed.",
    "removed_other": "{{names}} were removed.",
    "invited_one": "{{names}} was invited.",
    "invited_other": "{{names}} were invited.",
    "declined_one": "{{names}} declined the invitation.",
    "declined_other": "{{names}} declined the invitation.",
    "withdrawn_one": "The invitation of {{names}} was revoked.",
    "withdrawn_other": "The invitations of {{names}} were revoked.",
    "suspended_one": "An admin suspended {{names}}.",
    "suspended_other": "An admin suspended {{names}}.",
    "resumed_one": "{{names}} is back.",
    "resumed_other": "{{names}} are back.",
    "renamed_one": "The room was renamed to {{room}}.",
    "renamed_other": "The room was renamed {{count}} times, last to {{room}}.",
    "others_one": "{{count}} other",
    "others_other": "{{count}} others",
    "locked_one": "{{count}} message from {{names}}, {{time}}",
    "locked_other": "{{count}} messages from {{names}}, {{time}}",
    "locked-unknown": "{{count}} in a row, {{time}}"
  },
  "history": {
    "full": "New members see earlier messages",
    "none": "New members see new messages only",
    "show-title": "Show earlier messages to new members?",
    "hide-title": "Hide earlier messages from new members?",
    "show-text": "Everyone who joins, and everyone here, can read what was written before they came. Members’ browsers share the keys. Everyone sees that you chose this.",
    "hide-text": "People who join from now on can’t read earlier messages. Those who can already read them still can.",
    "show": "Show earlier messages",
    "hide": "Hide earlier messages"
  },
  "sees": {
    "you": "You see",
    "unreadable": "A message that can’t be decrypted here.",
    "keeps": "The server stores",
    "bytes_one": "{{count}} byte, as stored in its database.",
    "bytes_other": "{{count}} bytes, as stored in its database.",
    "can": "It can tell",
    "sender": "that {{name}} wrote it, in this room",
    "when": "when it came: {{when}}, as number {{number}}; and when it was written, if it had to wait",
    "length": "about how long it is, to the next 64 bytes, and that it’s no edit, reaction or pin",
    "length-quiet": "about how long it is, to the next 64 bytes, and that it’s an edit, a reaction or a pin",
    "files": "that files belong to it: how many, each one’s size with up to 12 % added, and who fetches them; not their names, kinds or content",
    "order": "that it is message {{number}} since the writer opened the page, under key number {{key}} of this room",
    "cannot": "It can’t",
    "content": "tell what it says, or whether it has a link",
    "change": "change a letter of it, or pass it off as someone else’s: every reader checks",
    "open-members": "decrypt it, now or later: the key was created in a member’s browser and never reached the server",
    "open-managed": "decrypt it later: the key was deleted as soon as it was given to members. Whoever runs the server could have changed that program, which is why the room says “Server-managed keys”"
  }
};
