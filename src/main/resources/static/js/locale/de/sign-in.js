export default {
  "app": {
    "name": "Secure Chat",
    "no-files": "Die Dateien dieser Seite konnten nicht geladen werden. Der Chat kann nicht unter einem Pfad wie /chat/ liegen: Gib ihm einen eigenen Namen, etwa chat.example.org.",
    "noscript": "Nachrichten werden in deinem Browser verschlüsselt. Dafür braucht er JavaScript. Schalte es für diese Seite ein.",
    "promise": "Was du schreibst, ist für die Personen im Raum.",
    "how": "Nachrichten werden in deinem Browser verschlüsselt. Jeder Raum zeigt, wer ihn lesen kann."
  },
  "error": {
    "not-found": {
      "title": "Seite nicht gefunden",
      "text": "Prüfe die Adresse oder geh zurück zum Chat."
    },
    "failed": {
      "title": "Etwas ist schiefgelaufen",
      "text": "Auf dem Server ist ein Fehler aufgetreten. Nichts wurde geändert."
    },
    "back": "Zum Chat"
  },
  "field": {
    "username": "Benutzername",
    "display-name": "Anzeigename",
    "password": "Passwort",
    "new-password": "Neues Passwort",
    "show": "Anzeigen",
    "hide": "Verbergen"
  },
  "sign-in": {
    "title": "Anmelden",
    "to": "bei {{server}}",
    "this-server": "diesem Server",
    "help": "Neu hier oder Passwort vergessen? Bitte einen Admin um einen Link.",
    "certificate": "Warnt dein Browser vor dem Zertifikat dieses Servers? {{link}}.",
    "install": "Installiere es",
    "ended": "Deine Sitzung ist abgelaufen. Melde dich wieder an. Nicht gesendete Nachrichten bleiben in diesem Browser.",
    "signed-out": "Du bist abgemeldet.",
    "changed-password": "Ich habe mein Passwort geändert. Anmelden",
    "back": "Zur Anmeldung"
  },
  "join": {
    "title": "Secure Chat beitreten",
    "lede": "Wähle, wie andere dich sehen.",
    "setup-title": "Secure Chat einrichten",
    "setup-lede": "Du bist als Erstes hier und wirst Admin. Wähle, wie andere dich sehen.",
    "username-hint": "Zum Anmelden: 2 bis 32 Buchstaben, Ziffern, Punkte, Striche.",
    "name-hint": "Steht neben deinen Nachrichten.",
    "go": "Beitreten",
    "keep": "Dein Passwort verlässt diesen Browser nie. Niemand kann es für dich wiederherstellen."
  },
  "reset": {
    "title": "Neues Passwort",
    "for": "für {{name}}",
    "you": "dich",
    "code": "Wiederherstellungscode, falls du einen hast",
    "without": "Ohne den Code verlierst du den Zugriff auf deine früheren Nachrichten. Du bleibst in deinen Räumen und kannst neue lesen. Andere sehen, dass sich deine Sicherheitsnummer geändert hat.",
    "go-over": "Passwort setzen und neu beginnen",
    "go-restore": "Passwort setzen und Nachrichten wiederherstellen",
    "bad-code": "Ein Wiederherstellungscode hat 32 Buchstaben und Ziffern in 8 Gruppen.",
    "wrong-code": "Dieser Wiederherstellungscode passt nicht. Prüfe jede Gruppe."
  },
  "over": {
    "another": "Jemand anderes hat sich angemeldet",
    "ended": "Deine Sitzung ist beendet",
    "text": "Eine andere Person hat sich in diesem Browser angemeldet, deshalb wurdest du hier abgemeldet.",
    "kept": "Nicht gesendete Nachrichten bleiben in diesem Browser, bis du dich wieder anmeldest.",
    "unkept": "Diese Nachrichten wurden nicht gesendet, und dieser Browser konnte sie nicht aufbewahren. Kopiere sie, bevor du fortfährst:",
    "lost": "Nicht gesendete Nachrichten konnten nicht aufbewahrt werden.",
    "go-on": "Weiter"
  },
  "unlock": {
    "title": "Willkommen zurück",
    "text": "Du bist als {{name}} angemeldet, aber dieser Browser hat deine Schlüssel nicht mehr. Gib dein Passwort ein, um sie wiederherzustellen.",
    "go": "Entsperren",
    "leave": "Nicht du? Abmelden",
    "failed": "Deine gespeicherten Schlüssel lassen sich mit diesem Passwort nicht öffnen. Bitte einen Admin um Hilfe."
  },
  "check": {
    "missing": "Das darf nicht leer sein.",
    "hidden": "Hier steht ein unsichtbares Zeichen ({{code}}, an Stelle {{place}}). Lösche es.",
    "username-space": "Ein Benutzername darf keine Leerzeichen enthalten.",
    "username-character": "Ein Benutzername darf „{{character}}“ nicht enthalten. Verwende Buchstaben, Ziffern, Punkte, Binde- und Unterstriche.",
    "username-start": "Ein Benutzername beginnt mit einem Buchstaben, nicht mit „{{character}}“.",
    "username-short": "Ein Benutzername hat mindestens 2 Zeichen.",
    "username-long": "Zu lang um {{count}}: Ein Benutzername hat höchstens 32 Zeichen.",
    "username-alphabet": "„{{character}}“ ({{code}}) stammt aus einem anderen Alphabet als die übrigen Buchstaben. Verwende nur eines.",
    "name-long": "Zu lang um {{count}}: Ein Anzeigename hat höchstens 64 Zeichen.",
    "status-long": "Zu lang um {{count}}: Ein Status hat höchstens 80 Zeichen.",
    "name-marks": "„{{character}}“ hat zu viele Zeichen über oder unter dem Buchstaben. Verwende höchstens drei.",
    "name-character": "Ein Anzeigename darf „{{character}}“ nicht enthalten.",
    "name-invisible": "Ein Anzeigename braucht mindestens einen Buchstaben."
  },
  "strength": {
    "empty": "Mindestens 8 Zeichen. Vier oder fünf Wörter kann man sich gut merken.",
    "short_one": "Noch {{count}} Zeichen.",
    "short_other": "Noch {{count}} Zeichen.",
    "guessable": "Leicht zu erraten. Wähle ein anderes.",
    "fair": "Mittel. Ein paar Wörter mehr machen es stark.",
    "strong": "Stark."
  },
  "step": {
    "password": "Passwort wird geprüft …",
    "account": "Dein Konto wird erstellt …",
    "set-password": "Passwort wird gesetzt …",
    "code": "Code wird geprüft …",
    "rooms": "Deine Räume werden geöffnet …",
    "keys": "Deine Schlüssel werden erstellt …",
    "vault": "Sie werden sicher gespeichert …"
  },
  "wait": {
    "seconds_one": "{{count}} Sekunde",
    "seconds_other": "{{count}} Sekunden",
    "minutes_one": "etwa {{count}} Minute",
    "minutes_other": "etwa {{count}} Minuten"
  },
  "http": {
    "title": "Diese Verbindung ist nicht privat",
    "why": "Du hast den Chat über einfaches http geöffnet. Dort können Browser keine Nachrichten verschlüsseln, und jede Person im selben Netz könnte die Seite unterwegs verändern.",
    "instead": "Öffne stattdessen die Adresse, die mit https beginnt. Wenn dein Browser beim ersten Mal vor dem Zertifikat warnt, frage einen Admin, ob das so sein soll.",
    "open": "{{server}} über https öffnen"
  },
  "blocked": {
    "storage": {
      "title": "Erlaube dieser Website, Daten zu speichern",
      "why": "Secure Chat bewahrt deine Schlüssel und nicht gesendete Nachrichten in diesem Browser auf, und der Browser lässt diese Website nichts speichern.",
      "instead": "Öffne die Website-Einstellungen des Browsers für diese Adresse und erlaube Cookies und Websitedaten. Falls ein privates Fenster oder eine Erweiterung sie blockiert, nimm ein normales Fenster oder mache eine Ausnahme. Versuche es dann erneut."
    },
    "cookies": {
      "why": "Secure Chat hält dich mit einem eigenen Cookie angemeldet, und der Browser blockiert Cookies für diese Website."
    },
    "websocket": {
      "title": "Erlaube Live-Verbindungen",
      "why": "Nachrichten kommen über eine WebSocket-Verbindung an, und dieser Browser hat keine: Eine Erweiterung oder Einstellung hat sie abgeschaltet.",
      "instead": "Schalte sie für diese Website ein oder verwende einen anderen Browser. Versuche es dann erneut."
    }
  },
  "old": {
    "title": "Dein Browser wird nicht unterstützt",
    "why": "Nachrichten werden im Browser verschlüsselt, und diesem fehlt etwas, das dafür nötig ist (Ed25519-Signaturen).",
    "instead": "Es geht ab Chrome und Edge 137, Firefox 129 und Safari 17. Aktualisiere deinen Browser oder nimm einen anderen."
  },
  "certificate": {
    "title": "Zertifikat installieren",
    "why": "Der Server hat dieses Zertifikat selbst erstellt, deshalb kennen Geräte es noch nicht. Sobald es installiert ist, warnt der Browser nicht mehr, und der Chat funktioniert auch auf iPhones und iPads.",
    "download": "Zertifikat herunterladen",
    "ios": {
      "name": "iPhone und iPad",
      "steps": "Öffne diese Seite in Safari, tippe auf den Link oben und erlaube den Download. Öffne Einstellungen, Allgemein, VPN und Geräteverwaltung, tippe auf das geladene Profil und installiere es. Öffne dann Einstellungen, Allgemein, Info, Zertifikatsvertrauenseinstellungen, und schalte es ein."
    },
    "android": {
      "name": "Android",
      "steps": "Lade das Zertifikat herunter, öffne dann die Einstellungen und suche nach „CA-Zertifikat“. Wähle „Trotzdem installieren“ und dann die Datei."
    },
    "mac": {
      "name": "Mac",
      "steps": "Öffne die Datei. Doppelklicke in der Schlüsselbundverwaltung auf das Zertifikat, öffne „Vertrauen“ und wähle „Immer vertrauen“."
    },
    "windows": {
      "name": "Windows",
      "steps": "Öffne die Datei und wähle „Zertifikat installieren“, „Aktueller Benutzer“ und den Speicher „Vertrauenswürdige Stammzertifizierungsstellen“."
    },
    "firefox": {
      "name": "Firefox",
      "steps": "Öffne Einstellungen, Datenschutz & Sicherheit, Zertifikate anzeigen, Zertifizierungsstellen, Importieren. Wähle die Datei und vertraue ihr für Websites."
    },
    "chrome": {
      "name": "Chrome unter Linux",
      "steps": "Öffne Einstellungen, Datenschutz und Sicherheit, Sicherheit, Zertifikate verwalten, und importiere die Datei als vertrauenswürdiges Zertifikat."
    },
    "compare": "Vergleiche vor der Installation den Fingerabdruck mit dem, den dir ein Admin dieses Servers gibt. Der Server zeigt ihn beim ersten Start an.",
    "fingerprint": "SHA-256-Fingerabdruck:"
  },
  "code": {
    "title": "Wiederherstellungscode",
    "text": "Wenn du dein Passwort vergisst, stellt dieser Code alles wieder her. Schreibe ihn auf Papier und verwahre ihn, wo niemand sonst nachsieht. Er wird einmal angezeigt.",
    "done": "Dein Wiederherstellungscode ist gesetzt.",
    "keys-title": "Schlüssel ändern",
    "keys-text": "Tu das, wenn jemand Zugang zu deinem entsperrten Computer gehabt haben könnte. Deine bisherigen Schlüssel bestätigen die neuen, alles bleibt lesbar, und andere sehen, dass du es getan hast. Das wird dein Wiederherstellungscode. Er wird einmal angezeigt.",
    "keys-done": "Du hast neue Schlüssel.",
    "wrong": "Gruppe {{number}} stimmt nicht. Prüfe deine Abschrift.",
    "written": "Ich habe ihn aufgeschrieben",
    "ask": "Gib zwei Gruppen von deinem Papier und dein Passwort ein.",
    "group": "Gruppe {{number}}",
    "again": "Noch einmal zeigen"
  }
};
