export default {
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
  "check": {
    "missing": "This can’t be empty.",
    "hidden": "There’s an invisible character here ({{code}}, at position {{place}}). Delete it.",
    "username-space": "A username can’t have spaces.",
    "username-character": "A username can’t have “{{character}}”. Use letters, digits, dots, dashes and underscores.",
    "username-start": "A username starts with a letter, not with “{{character}}”.",
    "username-short": "A username has at least 2 characters.",
    "username-long": "Too long by {{count}}: a username has at most 32 characters.",
    "username-alphabet": "“{{character}}” ({{code}}) is from another alphabet than the other letters. Use one alphabet.",
    "name-long": "Too long by {{count}}: a display name has at most 64 characters.",
    "status-long": "Too long by {{count}}: a status has at most 80 characters.",
    "name-marks": "“{{character}}” has too many marks. Use at most three on a letter.",
    "name-character": "A display name can’t have “{{character}}”.",
    "name-invisible": "A display name needs at least one letter."
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
  "blocked": {
    "storage": {
      "title": "Allow this site to keep data",
      "why": "Secure Chat keeps your keys and unsent messages in this browser, and the browser doesn’t let this site keep anything.",
      "instead": "Open the browser’s site settings for this address and allow cookies and site data. If a private window or an extension blocks them, use a normal window or make an exception. Then try again."
    },
    "cookies": {
      "why": "Secure Chat keeps you signed in with a cookie of its own, and the browser blocks cookies for this site."
    },
    "websocket": {
      "title": "Allow live connections",
      "why": "Messages arrive over a WebSocket connection, and this browser has none: an extension or a setting has turned it off.",
      "instead": "Turn it on for this site, or use another browser. Then try again."
    }
  },
  "old": {
    "title": "Your browser isn’t supported",
    "why": "Messages are encrypted in the browser, and this one lacks a part of what that takes (Ed25519 signatures).",
    "instead": "It works with Chrome and Edge 137, Firefox 129, Safari 17 and later. Update your browser, or use another one."
  },
  "certificate": {
    "title": "Install the certificate",
    "why": "The server created this certificate itself, so devices don’t know it yet. Once it’s installed, the browser stops warning, and the chat also works on iPhones and iPads.",
    "download": "Download the certificate",
    "ios": {
      "name": "iPhone and iPad",
      "steps": "Open this page in Safari, tap the link above and allow the download. Open Settings, General, VPN & Device Management, tap the downloaded profile and install it. Then open Settings, General, About, Certificate Trust Settings, and turn it on."
    },
    "android": {
      "name": "Android",
      "steps": "Download the certificate, then open Settings and search for “CA certificate”. Choose Install anyway and select the file."
    },
    "mac": {
      "name": "Mac",
      "steps": "Open the file. In Keychain Access, double-click the certificate, open Trust, and choose Always Trust."
    },
    "windows": {
      "name": "Windows",
      "steps": "Open the file and choose Install Certificate, Current User, and the store “Trusted Root Certification Authorities”."
    },
    "firefox": {
      "name": "Firefox",
      "steps": "Open Settings, Privacy & Security, View Certificates, Authorities, Import. Select the file and trust it for websites."
    },
    "chrome": {
      "name": "Chrome on Linux",
      "steps": "Open Settings, Privacy and security, Security, Manage certificates, and import the file as a trusted certificate."
    },
    "compare": "Before you install it, compare its fingerprint with the one that the admin of this server gives you. The server prints it when it starts for the first time.",
    "fingerprint": "SHA-256 fingerprint:"
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
  }
};
