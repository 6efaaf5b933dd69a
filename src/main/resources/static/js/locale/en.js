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
    "server": "the server"
  },
  "mark": {
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
  "chat": {
    "opening": "Opening your rooms…",
    "skip": "Skip to the conversation",
    "go-to": "Go to room",
    "room-name": "Room name",
    "back": "Back to rooms"
  },
  "keys": {
    "title": "Keyboard",
    "send": "send",
    "new-line": "new line",
    "other-room": "other room",
    "unread-room": "next unread room",
    "go": "go to room",
    "move": "move between messages or rooms",
    "sees": "on a message: what the server sees",
    "copy": "on a message: copy it",
    "close": "close what’s on top",
    "help": "show this list"
  },
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
    "new": "New"
  },
  "message": {
    "copy": "Copy text",
    "sees": "What the server sees",
    "sending": "Sending…",
    "held": "On hold. See the notice above",
    "waiting": "Waiting for connection",
    "not-sent": "Not sent. {{reason}}",
    "sent": "sent",
    "from": "from {{name}}, {{time}}"
  },
  "reason": {
    "not-in-room": "You weren’t a member of this room at that time.",
    "not-shown": "The server says it has this message, but doesn’t show it."
  },
  "locked": {
    "before-joining": {
      "cause": "Sent before you joined",
      "text": "New members can’t see earlier messages here. An owner can change that."
    },
    "checking": {
      "cause": "Checking this message",
      "text": "It will appear once it’s clear that it isn’t a duplicate."
    },
    "withheld": {
      "cause": "Withheld by the server",
      "text": "You may read this message, but the server doesn’t deliver it. Others may have it."
    },
    "forged": {
      "cause": "Change rejected",
      "text": "It isn’t signed by a member who could make it, so it was ignored."
    },
    "out-of-time": {
      "cause": "Outdated key",
      "text": "This message was encrypted with a key that was no longer valid, so it isn’t shown."
    },
    "no-key": {
      "cause": "Can’t be decrypted yet"
    },
    "unreachable": {
      "cause": "Not loaded yet",
      "text": "The server can’t be reached. This message will appear when you’re back online."
    },
    "signature": {
      "cause": "Signature doesn’t match",
      "text": "Someone may have tampered with this message, so it isn’t shown."
    },
    "wrong-sender": {
      "cause": "Sender doesn’t match",
      "text": "This message isn’t from the person it names, so it isn’t shown."
    },
    "wrong-room": {
      "cause": "From another room",
      "text": "This message was written for a different room, so it isn’t shown."
    },
    "repeated": {
      "cause": "Duplicate",
      "text": "This message was already shown."
    },
    "damaged": {
      "cause": "Damaged",
      "text": "This message is corrupted and can’t be shown."
    },
    "record": {
      "cause": "Damaged",
      "text": "The key record of this part of the room isn’t valid."
    },
    "newer": {
      "cause": "Sent with a newer version of Secure Chat.",
      "text": "Reload the page to read it."
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
  "room": {
    "people_one": "People in this room, {{count}}",
    "people_other": "People in this room, {{count}}",
    "people-unknown": "People in this room, not known yet"
  },
  "link": {
    "lookalike": "look-alike letters: {{host}}",
    "leads": "leads to {{host}}",
    "gone-title": "This link doesn’t work anymore",
    "gone-join": "It was used, has expired or is incomplete. Ask the person who sent it for another one.",
    "gone-reset": "It was used, has expired or is incomplete. Ask an admin for another one."
  },
  "direction": "ltr",
  "app": {
    "name": "Secure Chat",
    "no-files": "This page’s files could not be loaded. The chat cannot be served below a path such as /chat/: give it a name of its own, such as chat.example.org.",
    "noscript": "Messages are encrypted in your browser, which needs JavaScript. Turn it on for this page.",
    "promise": "What you write is for the people in the room.",
    "how": "Messages are encrypted in your browser. Every room shows who can read it."
  },
  "error": {
    "not-found": {
      "title": "Page not found",
      "text": "Check the address, or go back to the chat."
    },
    "failed": {
      "title": "Something went wrong",
      "text": "The server had a problem. Nothing was changed."
    },
    "back": "Go to the chat"
  },
  "field": {
    "username": "Username",
    "display-name": "Display name",
    "password": "Password",
    "new-password": "New password",
    "show": "Show",
    "hide": "Hide"
  },
  "sign-in": {
    "title": "Sign in",
    "to": "to {{server}}",
    "this-server": "this server",
    "help": "New here, or forgot your password? Ask an admin for a link.",
    "certificate": "Does your browser warn about this server’s certificate? {{link}}.",
    "install": "Install it",
    "ended": "Your session has ended. Sign in again. Unsent messages are kept in this browser.",
    "signed-out": "You’re signed out.",
    "incomplete": "Enter your username and password.",
    "changed-password": "I changed my password. Sign in",
    "back": "Go to the sign-in page"
  },
  "join": {
    "title": "Join Secure Chat",
    "lede": "Choose how others will know you.",
    "setup-title": "Set up Secure Chat",
    "setup-lede": "You’re the first one here and will be the admin. Choose how others will know you.",
    "username-hint": "For signing in: 2 to 32 letters, digits, dots, dashes.",
    "name-hint": "Shown next to your messages.",
    "go": "Join",
    "keep": "Your password never leaves this browser. No one can recover it for you."
  },
  "reset": {
    "title": "New password",
    "for": "for {{name}}",
    "you": "you",
    "code": "Recovery code, if you have one",
    "without": "Without the code, you’ll lose access to your earlier messages. You stay in your rooms and can read new ones. Others will see that your safety number changed.",
    "go-over": "Set password and start over",
    "go-restore": "Set password and restore messages",
    "bad-code": "A recovery code has 32 letters and digits, in 8 groups.",
    "wrong-code": "This recovery code doesn’t match. Check each group."
  },
  "over": {
    "another": "Someone else signed in",
    "ended": "Your session has ended",
    "text": "Another person signed in on this browser, so you were signed out here.",
    "kept": "Messages you haven’t sent are kept in this browser until you sign in again.",
    "unkept": "These messages weren’t sent, and this browser couldn’t keep them. Copy them before you continue:",
    "lost": "Messages you hadn’t sent couldn’t be kept.",
    "go-on": "Continue"
  },
  "unlock": {
    "title": "Welcome back",
    "text": "You’re signed in as {{name}}, but this browser no longer has your keys. Enter your password to restore them.",
    "go": "Unlock",
    "leave": "Not you? Sign out",
    "failed": "Your stored keys can’t be opened with this password. Ask an admin for help."
  },
  "strength": {
    "empty": "At least 8 characters. Four or five words are easy to remember.",
    "short_one": "{{count}} more character.",
    "short_other": "{{count}} more characters.",
    "guessable": "Easy to guess. Choose another one.",
    "fair": "Fair. A few more words make it strong.",
    "strong": "Strong."
  },
  "step": {
    "password": "Checking password…",
    "account": "Creating your account…",
    "set-password": "Setting the password…",
    "code": "Checking the code…",
    "rooms": "Opening your rooms…",
    "keys": "Creating your keys…",
    "vault": "Saving them securely…"
  },
  "wait": {
    "seconds_one": "{{count}} second",
    "seconds_other": "{{count}} seconds",
    "minutes_one": "about {{count}} minute",
    "minutes_other": "about {{count}} minutes"
  },
  "http": {
    "title": "This connection isn’t private",
    "why": "You opened the chat over plain http. Browsers can’t encrypt messages there, and anyone on the same network could change the page on its way.",
    "instead": "Open the address that begins with https instead. If your browser warns about the certificate the first time, ask an admin whether that is expected.",
    "open": "Open {{server}} over https"
  },
  "old": {
    "title": "Your browser isn’t supported",
    "why": "Messages are encrypted in the browser, and this one lacks a part of what that takes (Ed25519 signatures).",
    "instead": "It works with Chrome and Edge 137, Firefox 129, Safari 17 and later. Update your browser, or use another one."
  },
  "certificate": {
    "title": "Install the certificate",
    "fingerprint": "SHA-256 fingerprint:"
  },
  "problem": {
    "failed": "Something went wrong. Nothing was changed. Try again.",
    "browser": "Something went wrong. Reload the page and try again.",
    "unreachable": "Can’t reach the server. Check your connection and try again.",
    "already-invited": "This person is already invited.",
    "already-member": "This person is already a member.",
    "bad-days": "A link can be valid for 1 to 30 days.",
    "bad-envelope": "The server didn’t accept this message.",
    "bad-epoch": "The server didn’t accept this key’s list of members.",
    "bad-event": "The server didn’t accept this change.",
    "bad-grant": "The server didn’t accept what was shared.",
    "bad-identity": "The keys that your browser created aren’t valid.",
    "bad-name": "Room names can have 1 to 64 characters, with no spaces at the start or end.",
    "bad-display-name": "Display names can have 1 to 64 visible characters.",
    "bad-username": "Usernames have 2 to 32 letters, digits, dots, dashes or underscores, start with a letter and end with a letter or digit.",
    "bad-password": "Choose a different password with 8 to 256 characters.",
    "bad-salt": "The server sent sign-in data that can’t be right. Your password wasn’t used. Tell your admin.",
    "salt-changed": "The sign-in data of this account has changed since you last signed in with this browser. That is expected if your password was changed on another device. If it was not, stop here and ask your admin. Your password has not been used yet.",
    "salt-unexpected": "The server sent other sign-in data than you signed in with. Your password was not used. Sign out and sign in again. If this stays, tell your admin.",
    "busy": "The server is busy. Try again in a moment.",
    "challenge-gone": "That took too long. Try again.",
    "challenge-wrong": "This browser couldn’t prove that it has its keys.",
    "clock-wrong": "Your device’s clock is off by more than a day.",
    "confirm-password": "Confirm your password to continue.",
    "csrf": "This page is out of date. Reload it.",
    "display-name-taken": "Someone here has this name, or one that looks like it. Add something to tell you apart.",
    "imitating-name": "A name can’t look like the server, an admin, “you” or “verified”.",
    "epoch-needed": "A member’s browser has to create this room’s next key.",
    "epoch-open": "Someone else was faster. Their key will be used.",
    "epoch-stale": "The room changed. Creating a new key…",
    "stale-epoch": "The server offers an outdated key as the current one.",
    "identity-changed": "This person’s keys just changed. Try again.",
    "identity-exists": "Another of your devices was faster. Its keys will be used.",
    "invitation-gone": "This invitation has expired.",
    "last-admin": "You can’t remove the only admin.",
    "last-owner": "Make someone else an owner first.",
    "link-gone": "This link was used, has expired or isn’t valid.",
    "lock-changed": "Your password was changed on another device. Reload the page.",
    "malformed": "Invalid request.",
    "name-taken": "That username is taken.",
    "no-change": "Nothing to change.",
    "no-identity": "This person hasn’t signed in yet.",
    "no-such-person": "No one here has this name.",
    "not-allowed": "Only an owner can do that.",
    "not-found": "Not found.",
    "not-in-room": "This person isn’t a member.",
    "not-stored": "The server couldn’t store this. Try again in a moment.",
    "pins-changed": "Another of your devices was faster. Try again.",
    "room-exists": "This room already exists.",
    "room-full": "This room is full (1,000 people).",
    "signed-out": "Sign in to continue.",
    "stale-head": "Someone else just changed this room. Try again.",
    "suspended": "This account is suspended. Contact an admin.",
    "timeout": "The request took too long. Try again.",
    "tls-needed": "Sign-in needs a secure connection (https).",
    "too-large": "That’s too large.",
    "too-many": "You’re doing that too often. Try again in a moment.",
    "too-many-attempts": "Too many attempts. Try again later.",
    "too-many-links": "There are already 100 pending invitations. Revoke some.",
    "too-many-rooms": "You’ve reached the limit of 1,000 rooms.",
    "wrong-credentials": "Wrong username or password.",
    "wrong-password": "Wrong password.",
    "wrong-method": "Invalid request.",
    "wrong-type": "Invalid request."
  },
  "trouble": {
    "pins-missing": "The server doesn’t return the list of people that your devices know, though it was given one.",
    "pins-damaged": "The list of people that your devices know can’t be decrypted. Someone may have replaced it.",
    "pins-old": "The server is showing an older list of the people you know than before.",
    "server-key": "This server signs with a new key that isn’t confirmed by its previous one.",
    "signature": "A change of this room has no valid signature.",
    "other-room": "A change was shown here that belongs to another room.",
    "order": "Part of this room’s history is missing, repeated or out of order.",
    "beginning": "The start of this room’s history isn’t valid.",
    "by-server": "The server itself has signed a change that only members may make.",
    "not-invited": "{{name}} is shown in this room, but no member invited them.",
    "not-allowed": "A change in the name of {{name}} wasn’t theirs to make.",
    "not-owner": "{{name}} isn’t an owner, but is shown to have made a change that only owners can make.",
    "not-a-member": "A change is about {{name}}, who isn’t in this room.",
    "suspended": "A change in the name of {{name}} was made while they were suspended.",
    "standing": "{{name}} is shown as suspended, or as back, a second time.",
    "identity": "A change in the name of {{name}} was signed with keys that this room doesn’t know.",
    "two-stories": "The server is showing a different history of this room than before.",
    "rolled-back": "The server is showing an older state of this room than your devices have seen.",
    "restored": "The server is showing an older state of this conversation than this page: something that was here is missing or different now.",
    "mode": "This room is shown with server-managed keys. It was created as another kind.",
    "kind-end-to-end": "The server says that it manages the keys of this room. It was created as a room that only members can read.",
    "kind-managed": "The server says that only members can read this room. It was created with server-managed keys.",
    "record-signature": "The list of readers has no valid signature.",
    "place": "The list of readers was moved to another place.",
    "ghost": "{{name}} was added as a reader, but no member invited them.",
    "swapped": "The list of readers has someone else’s keys in the place of {{name}}.",
    "rows": "The list of readers isn’t right about {{name}}.",
    "reason": "Someone replaced a key of this room that they had created themselves, as if they couldn’t open it.",
    "chain": "The list of readers doesn’t follow from the one before.",
    "own-identity": "This room knows you by other keys than the ones in this browser.",
    "new-identity": "{{name}} has a new safety number that isn’t confirmed by the previous one.",
    "former-identity": "{{name}} is shown with earlier keys, which they had replaced.",
    "identity-again": "The server announces new keys of {{name}}, but they’re the same as before.",
    "withheld-change": "The server withholds a change of this room from you.",
    "withheld": "The server withholds messages from you that you may read.",
    "unreadable-key": "The current key of this room, which {{name}} created, can’t be opened here.",
    "torn": "Two parts of this conversation don’t join: the server left something out or changed it.",
    "views": "{{name}} saw this conversation differently."
  },
  "way": {
    "blocked": "You can’t send messages here until this is resolved.",
    "pins": "Ask your admin what happened. If there’s a good reason, start a new list and verify your contacts again.",
    "server-key": "Ask your admin whether this is expected.",
    "new-identity": "This happens after a forgotten password, and when someone is pretending to be them. Compare by phone or in person.",
    "former-identity": "Anyone who still has those keys could read along. Ask by phone or in person which keys are in use, and compare the numbers.",
    "own-identity": "Reload the page. If this stays, ask your admin.",
    "restored": "This happens when the server was restored from a backup, and when something is being hidden. Ask your admin. Unsent messages are kept. What you see stays until you reload the page or continue.",
    "views": "From message {{number}} on. Nothing is hidden: ask each other what you see.",
    "withheld": "They’re marked below. Ask the others what they say, and tell your admin.",
    "unreadable-key": "Either they or the server damaged your copy of it. Your next message creates a new key for everyone. If it happens again, talk to them: an owner can remove them.",
    "torn": "Nothing is hidden. Reload the page. If this stays, ask your admin.",
    "broken": "Tell your admin.",
    "other": "What you see was valid up to there. Tell the others and your admin.",
    "start-list": "Start a new list",
    "go-on": "Continue with what the server has",
    "trust-server": "Trust this server"
  },
  "renamed": {
    "title": "The server now calls {{old}} by another name: {{new}}.",
    "moved": "Usernames don’t change: the server may be passing one person off as another. Ask them in a way that you trust. Until you accept the new name, the known one stays.",
    "same-keys": "The keys are the same as before. If you don’t know of the change, ask them first. Until you accept the new name, the known one stays.",
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
    "me": "{{name}}: settings and sign out",
    "is-online": "Online",
    "not-connected": "Not connected",
    "draft": "Draft",
    "unread": "{{number}} unread",
    "row": "{{name}}, {{kind}}",
    "row-unread": "{{name}}, {{unread}}, {{kind}}",
    "unverified": "{{kind}}, not verified yet",
    "foreign-former": "The server lists a room you’re no longer in: {{room}}. It isn’t shown.",
    "foreign": "The server lists a room you haven’t joined: {{room}}. It isn’t shown.",
    "foreign-more_one": "There is {{count}} more.",
    "foreign-more_other": "There are {{count}} more."
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
  "people": {
    "in": "People in {{room}}",
    "title": "People in this room",
    "online": "Online, {{number}}",
    "offline": "Offline, {{number}}",
    "invited": "Invited, {{number}}",
    "invited-by": "Invited by {{name}} · {{presence}}",
    "actions": "Actions for {{name}}",
    "make-owner": "Make owner",
    "remove-owner": "Remove as owner",
    "remove": "Remove from room…",
    "revoke": "Revoke",
    "remove-title": "Remove {{name}}?",
    "remove-text": "They won’t see new messages. They keep what they’ve already read.",
    "remove-go": "Remove",
    "leave-title": "Leave {{room}}?",
    "leave-last": "You’re the last member. The room will be closed permanently.",
    "leave-text": "You won’t see new messages, and you’ll need a new invitation to come back. Others will see that you left.",
    "leave-go": "Leave",
    "only-owner": "You’re the only owner. Make someone else an owner before you leave."
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
    "suggestion": "{{outcome}}. Did you mean {{name}}?"
  },
  "form": {
    "name": "Name",
    "create": "Create room",
    "creating": "Creating…",
    "about": "What is it about?",
    "invite-optional": "Invite people (optional)",
    "who": "Who can read it?",
    "members": "Members only",
    "members-text": "Keys are created in members’ browsers. The server never has them.",
    "managed-text": "The server creates the keys, gives them to members and deletes its copy. You trust whoever runs the server.",
    "forever": "You can’t change this later.",
    "invite-to": "Invite people to {{room}}",
    "invite": "Invite",
    "inviting": "Inviting…",
    "people": "People",
    "reads-all": "They can read everything, including earlier messages. An owner chose this.",
    "reads-new": "They’ll see new messages only.",
    "rename": "Rename",
    "password-title": "Change password",
    "password-go": "Change",
    "changing": "Changing…",
    "current": "Current password",
    "password-hint": "At least 8 characters. You’ll be signed out on your other devices.",
    "password-done": "Your password is changed. You’re signed out on your other devices."
  },
  "empty": {
    "invited": "You’re invited",
    "choose": "Choose a room",
    "choose-text": "Or create a new one.",
    "welcome": "Welcome, {{name}}",
    "text": "Create a room, or wait for an invitation."
  },
  "card": {
    "from": "{{name}} invited you to",
    "members_one": "{{kind}}. {{count}} member.",
    "members_other": "{{kind}}. {{count}} members.",
    "until": "Open until {{when}}.",
    "invitation": "An invitation",
    "title": "Invitation to {{room}} from {{name}}",
    "joining": "Joining…",
    "accept": "Accept",
    "decline": "Decline",
    "checking": "Checking signatures…",
    "expired": "This invitation has expired.",
    "unreachable": "The server did not answer. The invitation hasn’t been checked yet.",
    "differs": "The server describes this invitation differently from what is signed: as “{{room}}” ({{kind}}), from {{name}}. You can’t accept it. Tell your admin.",
    "not-invited": "The server says that you’re invited, but no member has signed an invitation for you. You can’t accept it.",
    "other-keys": "This invitation was signed for keys that aren’t yours. Ask to be invited again.",
    "new-identity": "{{name}} has a new safety number. Compare it before you accept.",
    "broken": "What the server shows of this room doesn’t follow from what its members have signed. You can’t accept it."
  },
  "compare": {
    "code": "The same digits as a code",
    "title": "Compare with {{name}}",
    "text": "Call {{name}} or meet in person. Both screens must show the same numbers in the same order.",
    "differ": "They don’t match",
    "warning": "Don’t share anything private with {{name}}. Tell your admin.",
    "accept": "Accept without comparing",
    "accepted": "{{name}} is accepted with the new safety number.",
    "share": "They match, share earlier messages, too",
    "shared": "{{name}} can read earlier messages, too.",
    "same": "They match",
    "verified": "{{name}} is verified."
  },
  "safety": {
    "title": "Your safety number",
    "text": "Others compare these numbers with what their screen shows for you. They’re the same on all your devices.",
    "new-keys": "Change your keys…"
  },
  "code": {
    "title": "Recovery code",
    "text": "If you forget your password, this code restores everything. Write it on paper and keep it where no one else looks. It’s shown once.",
    "done": "Your recovery code is set.",
    "keys-title": "Change your keys",
    "keys-text": "Do this if someone may have had access to your unlocked computer. Your previous keys confirm the new ones, everything stays readable, and others see that you did it. This becomes your recovery code. It’s shown once.",
    "keys-done": "You have new keys.",
    "wrong": "Group {{number}} doesn’t match. Check your copy.",
    "written": "I wrote it down",
    "ask": "Enter two groups from your paper, and your password.",
    "group": "Group {{number}}",
    "again": "Show it again"
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
    "order": "that it is message {{number}} since the writer opened the page, under key number {{key}} of this room",
    "cannot": "It can’t",
    "content": "tell what it says, or whether it has a link",
    "change": "change a letter of it, or pass it off as someone else’s: every reader checks",
    "open-members": "decrypt it, now or later: the key was created in a member’s browser and never reached the server",
    "open-managed": "decrypt it later: the key was deleted as soon as it was given to members. Whoever runs the server could have changed that program, which is why the room says “Server-managed keys”"
  },
  "admin": {
    "title": "People on this server",
    "back": "Back to the chat",
    "link": "Create invitation link",
    "link-title": "Invitation for one new person",
    "link-text": "Send it to the person in a way that you trust. It works once and expires in seven days. Whoever opens it chooses a name and a password and is in the chat.",
    "reset-title": "New password for {{name}}?",
    "reset-text": "With the link they choose a new password and get a new safety number. They lose access to earlier messages. Nothing happens before the link is used.",
    "reset-go": "Create link",
    "reset-link": "Link for {{name}}",
    "reset-link-text": "It works once and expires in two days.",
    "suspend-title": "Suspend {{name}}?",
    "suspend-text": "They’re signed out everywhere at once and can’t sign in until you reinstate the account. Rooms and names stay as they are.",
    "suspend": "Suspend",
    "reinstate": "Reinstate",
    "people": "People",
    "name": "Name",
    "joined": "Joined",
    "status": "Status",
    "actions": "Actions",
    "more": "Show more",
    "links": "Pending invitations",
    "no-links": "No invitations yet. Each link lets one person join.",
    "link-new": "New person, created {{created}}, expires {{expires}}",
    "link-reset": "New password, created {{created}}, expires {{expires}}",
    "never": "never signed in",
    "url": "Link",
    "copy": "Copy",
    "copied": "Copied"
  },
  "who": {
    "label": "Who can read {{room}}?",
    "title": "Who can read this?",
    "checking": "Checking signatures…",
    "basis": "Based on members’ signatures",
    "save": "Save as text",
    "file": "{{room}}, who can read it.txt",
    "only_one": "Only you.",
    "only_other": "Only these {{count}} people.",
    "managed_one": "You, and the server if it doesn’t delete its copy.",
    "managed_other": "These {{count}} people, and the server if it doesn’t delete its copy.",
    "managed-text": "The server creates the room’s keys, encrypts them for each member and deletes its copy. Whoever runs the server could change that.",
    "members-text": "The room’s keys were created in a member’s browser. The server stores the messages and can’t decrypt them.",
    "now": "Now, {{number}}",
    "server-text": "creates each key and deletes it",
    "suspended": "Suspended, {{number}}",
    "suspended-text": "can’t read anything until an admin reinstates the account",
    "former": "No longer, {{number}}",
    "history": "History",
    "history-text": "Each time someone joins or leaves, a new key is created. This table shows who has which. A ring with a dot: they created it or used it. An empty ring: they were given it, not confirmed yet.",
    "board": "Who has which key",
    "from": "Written from",
    "state": {
      "has": "can read it",
      "given": "was given the key, not confirmed yet",
      "shared": "a member shared the key, not confirmed yet",
      "closed": "can’t be decrypted here",
      "waits": "waiting since {{when}}",
      "absent": "wasn’t a member"
    },
    "came-invited": "invited by {{name}}, joined {{when}}",
    "came-created": "created the room, {{when}}",
    "gone-removed": "removed by {{name}}, could read until {{when}}",
    "gone-left": "left, could read until {{when}}",
    "gone-server": "removed by the server, could read until {{when}}",
    "withheld_one": "The server withholds a message from you that others can read.",
    "withheld_other": "The server withholds {{count}} messages from you that others can read.",
    "differs": "{{name}} saw something else here.",
    "confirmed": "{{name}} saw the same conversation as you, up to message {{number}}.",
    "unconfirmed": "Not confirmed yet. The next message from another member will confirm that you see the same conversation.",
    "text-title": "Who can read \"{{room}}\"",
    "text-person": "{{name}} ({{id}}), {{words}}",
    "text-verified": "verified, safety number {{id}}",
    "text-unverified": "not verified, safety number {{id}}",
    "text-part": "from {{when}} (message {{number}}): {{cells}}"
  }
};
