export default {
  "time": {
    "today": "Heute",
    "yesterday": "Gestern"
  },
  "action": {
    "retry": "Noch einmal versuchen",
    "close": "Schließen",
    "cancel": "Abbrechen",
    "done": "Fertig",
    "edit": "Bearbeiten",
    "delete": "Löschen",
    "not-now": "Nicht jetzt",
    "compare": "Vergleichen …",
    "dismiss": "Ausblenden",
    "busy": "Einen Moment …",
    "leave-room": "Raum verlassen",
    "invite": "Personen einladen",
    "new-room": "Neuer Raum",
    "rename": "Raum umbenennen"
  },
  "copy": {
    "done": "Kopiert.",
    "failed": "Dieser Browser erlaubt das Kopieren nicht.",
    "code": "Code kopieren"
  },
  "mode": {
    "managed": {
      "badge": "Vom Server verwaltete Schlüssel",
      "row": "vom Server verwaltete Schlüssel"
    },
    "end-to-end": {
      "badge": "Nur Mitglieder können das lesen",
      "row": "nur Mitglieder können das lesen"
    },
    "unknown": {
      "badge": "Noch nicht geprüft",
      "row": "noch nicht geprüft"
    },
    "broken": {
      "badge": "Kann nicht geprüft werden",
      "row": "kann nicht geprüft werden"
    }
  },
  "presence": {
    "online": "online",
    "offline": "offline",
    "seen": "zuletzt gesehen {{when}}"
  },
  "person": {
    "someone": "Jemand",
    "server": "der Server"
  },
  "mark": {
    "you": "du",
    "verified": "verifiziert",
    "owner": "Besitzer",
    "admin": "Admin",
    "suspended": "gesperrt"
  },
  "list": {
    "more_one": "{{count}} weitere Person",
    "more_other": "{{count}} weitere"
  },
  "connection": {
    "headers": "Der Proxy vor diesem Server gibt {{headers}} nicht weiter. Sag es deinem Admin.",
    "blocked": "Der Server antwortet, aber etwas auf dem Weg blockiert Live-Verbindungen: ein Proxy, eine Firewall oder eine Browser-Erweiterung. Sag deinem Admin, dass WebSocket-Verbindungen zu dieser Adresse durchgelassen werden müssen. Deine Nachrichten warten.",
    "not-kept": "Der Speicher dieses Browsers ist voll oder gesperrt. Nachrichten werden gesendet, aber was noch nicht gesendet ist, geht verloren, wenn du diese Seite schließt. Schaffe Platz oder verlasse den privaten Modus.",
    "trying": "Der Server ist nicht erreichbar. Neuer Versuch …",
    "offline": "Du bist offline. Nachrichten werden gesendet, sobald du wieder online bist.",
    "reconnecting": "Verbindung wird wiederhergestellt … Deine Nachrichten werden automatisch gesendet.",
    "now": "Jetzt versuchen",
    "clocks": "Die Uhren des Servers und dieses Geräts weichen um {{duration}} voneinander ab.{{hint}} Prüfe Datum und Uhrzeit dieses Geräts. Wenn sie stimmen, sag es deinem Admin.",
    "clock-device": " Andere haben spätere Zeiten signiert, als dieses Gerät anzeigt.",
    "clock-server": " Andere haben spätere Zeiten signiert, als der Server anzeigt."
  },
  "chat": {
    "opening": "Deine Räume werden geöffnet …",
    "skip": "Zur Unterhaltung springen",
    "go-to": "Gehe zu Raum",
    "room-name": "Name des Raums",
    "back": "Zurück zu den Räumen"
  },
  "keys": {
    "title": "Tastatur",
    "send": "senden",
    "new-line": "neue Zeile",
    "other-room": "anderer Raum",
    "unread-room": "nächster ungelesener Raum",
    "go": "gehe zu Raum",
    "move": "zwischen Nachrichten oder Räumen wechseln",
    "sees": "auf einer Nachricht: was der Server sieht",
    "copy": "auf einer Nachricht: kopieren",
    "close": "Oberstes schließen",
    "help": "diese Liste zeigen"
  },
  "composer": {
    "message": "Nachricht",
    "to": "Nachricht an {{room}}",
    "send": "Senden",
    "new-key": "Neuer Schlüssel",
    "issuing_one": "Ein neuer Schlüssel für {{count}} Person wird erstellt …",
    "issuing_other": "Ein neuer Schlüssel für {{count}} Personen wird erstellt …",
    "too-long": "Nachricht zu lang. Kürze sie oder teile sie in mehrere Nachrichten auf.",
    "almost": "Fast an der Längengrenze",
    "keys": "{{enter}} zum Senden, {{shift}} für eine neue Zeile"
  },
  "timeline": {
    "region": "Nachrichten in {{room}}",
    "opening": "Raum wird geöffnet …",
    "below_one": "{{count}} neue Nachricht",
    "below_other": "{{count}} neue Nachrichten",
    "latest": "Neueste",
    "new": "Neu"
  },
  "message": {
    "copy": "Text kopieren",
    "sees": "Was der Server sieht",
    "sending": "Wird gesendet …",
    "held": "Angehalten. Siehe Hinweis oben",
    "waiting": "Wartet auf Verbindung",
    "not-sent": "Nicht gesendet. {{reason}}",
    "sent": "gesendet",
    "from": "von {{name}}, {{time}}"
  },
  "reason": {
    "not-in-room": "Du warst zu dieser Zeit kein Mitglied dieses Raums.",
    "not-shown": "Der Server sagt, dass er diese Nachricht hat, zeigt sie aber nicht."
  },
  "locked": {
    "before-joining": {
      "cause": "Gesendet, bevor du beigetreten bist",
      "text": "Neue Mitglieder können frühere Nachrichten hier nicht sehen. Ein Besitzer kann das ändern."
    },
    "checking": {
      "cause": "Nachricht wird geprüft",
      "text": "Sie erscheint, sobald klar ist, dass sie keine Wiederholung ist."
    },
    "withheld": {
      "cause": "Vom Server zurückgehalten",
      "text": "Du darfst diese Nachricht lesen, aber der Server liefert sie nicht aus. Andere haben sie vielleicht."
    },
    "forged": {
      "cause": "Änderung abgelehnt",
      "text": "Sie ist nicht von einem Mitglied signiert, das sie vornehmen durfte, und wurde deshalb ignoriert."
    },
    "out-of-time": {
      "cause": "Veralteter Schlüssel",
      "text": "Diese Nachricht wurde mit einem nicht mehr gültigen Schlüssel verschlüsselt und wird deshalb nicht angezeigt."
    },
    "no-key": {
      "cause": "Kann noch nicht entschlüsselt werden"
    },
    "unreachable": {
      "cause": "Noch nicht geladen",
      "text": "Der Server ist nicht erreichbar. Diese Nachricht erscheint, sobald du wieder online bist."
    },
    "signature": {
      "cause": "Signatur stimmt nicht",
      "text": "Jemand könnte diese Nachricht verändert haben. Deshalb wird sie nicht angezeigt."
    },
    "wrong-sender": {
      "cause": "Absender stimmt nicht",
      "text": "Diese Nachricht stammt nicht von der Person, die sie nennt. Deshalb wird sie nicht angezeigt."
    },
    "wrong-room": {
      "cause": "Aus einem anderen Raum",
      "text": "Diese Nachricht wurde für einen anderen Raum geschrieben. Deshalb wird sie nicht angezeigt."
    },
    "repeated": {
      "cause": "Wiederholung",
      "text": "Diese Nachricht wurde schon angezeigt."
    },
    "damaged": {
      "cause": "Beschädigt",
      "text": "Diese Nachricht ist beschädigt und kann nicht angezeigt werden."
    },
    "record": {
      "cause": "Beschädigt",
      "text": "Der Schlüsseleintrag dieses Raumabschnitts ist nicht gültig."
    },
    "newer": {
      "cause": "Mit einer neueren Version von Secure Chat gesendet.",
      "text": "Lade die Seite neu, um sie zu lesen."
    }
  },
  "lacking": {
    "suspended": "Du warst gesperrt, als das gesendet wurde.",
    "not-member": "Du warst kein Mitglied, als das gesendet wurde.",
    "others": "Andere, die im Raum waren,",
    "not-asked": "Du hast den Schlüssel noch nicht. Teilen können ihn: {{names}}.",
    "asked_one": "Du hast den Schlüssel noch nicht. {{names}} kann ihn teilen und wurde um {{time}} gefragt. Die Nachricht erscheint hier von selbst.",
    "asked_other": "Du hast den Schlüssel noch nicht. {{names}} können ihn teilen und wurden um {{time}} gefragt. Die Nachricht erscheint hier von selbst."
  },
  "system": {
    "created": "{{actor}} hat diesen Raum erstellt.",
    "invited": "{{actor}} hat {{subject}} eingeladen.",
    "withdrawn": "{{actor}} hat die Einladung von {{subject}} widerrufen.",
    "declined": "{{subject}} hat die Einladung abgelehnt.",
    "joined": "{{subject}} ist beigetreten und kann ab jetzt Nachrichten lesen.",
    "joined-full": "{{subject}} ist beigetreten und kann frühere Nachrichten lesen.",
    "left": "{{subject}} hat den Raum verlassen.",
    "removed": "{{actor}} hat {{subject}} entfernt.",
    "renamed": "{{actor}} hat den Raum in {{room}} umbenannt.",
    "owner": "{{subject}} ist jetzt Besitzer.",
    "not-owner": "{{subject}} ist nicht mehr Besitzer.",
    "former": "{{subject}} wird mit früheren Schlüsseln gezeigt, die schon ersetzt waren. Vergleiche, bevor du ihnen vertraust.",
    "reset": "{{subject}} hat eine neue Sicherheitsnummer. Vergleiche sie, bevor du etwas Privates teilst.",
    "keys": "{{subject}} hat neue Schlüssel. Sie sind durch die vorherigen bestätigt.",
    "rekeyed": "{{actor}} konnte den Schlüssel nicht öffnen und hat einen neuen erstellt.",
    "rekeyed-of": "{{actor}} konnte den Schlüssel von {{subject}} nicht öffnen und hat einen neuen erstellt.",
    "suspended": "Ein Admin hat {{subject}} gesperrt.",
    "resumed": "{{subject}} ist zurück.",
    "history-full": "{{actor}} hat frühere Nachrichten für neue Mitglieder sichtbar gemacht.",
    "history-none": "{{actor}} hat frühere Nachrichten vor neuen Mitgliedern verborgen.",
    "other": "Der Raum hat sich geändert."
  },
  "room": {
    "people_one": "Personen in diesem Raum, {{count}}",
    "people_other": "Personen in diesem Raum, {{count}}",
    "people-unknown": "Personen in diesem Raum, noch nicht bekannt"
  },
  "link": {
    "lookalike": "ähnlich aussehende Buchstaben: {{host}}",
    "leads": "führt zu {{host}}",
    "gone-title": "Dieser Link funktioniert nicht mehr",
    "gone-join": "Er wurde benutzt, ist abgelaufen oder unvollständig. Bitte die Person, die ihn geschickt hat, um einen neuen.",
    "gone-reset": "Er wurde benutzt, ist abgelaufen oder unvollständig. Bitte einen Admin um einen neuen."
  },
  "direction": "ltr",
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
    "incomplete": "Gib deinen Benutzernamen und dein Passwort ein.",
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
  "old": {
    "title": "Dein Browser wird nicht unterstützt",
    "why": "Nachrichten werden im Browser verschlüsselt, und diesem fehlt etwas, das dafür nötig ist (Ed25519-Signaturen).",
    "instead": "Es geht ab Chrome und Edge 137, Firefox 129 und Safari 17. Aktualisiere deinen Browser oder nimm einen anderen."
  },
  "certificate": {
    "title": "Zertifikat installieren",
    "fingerprint": "SHA-256-Fingerabdruck:"
  },
  "problem": {
    "failed": "Etwas ist schiefgelaufen. Nichts wurde geändert. Versuche es noch einmal.",
    "browser": "Etwas ist schiefgelaufen. Lade die Seite neu und versuche es noch einmal.",
    "unreachable": "Der Server ist nicht erreichbar. Prüfe deine Verbindung und versuche es noch einmal.",
    "already-invited": "Diese Person ist bereits eingeladen.",
    "already-member": "Diese Person ist bereits Mitglied.",
    "bad-days": "Ein Link kann 1 bis 30 Tage gelten.",
    "bad-envelope": "Der Server hat diese Nachricht nicht angenommen.",
    "bad-epoch": "Der Server hat die Mitgliederliste dieses Schlüssels nicht angenommen.",
    "bad-event": "Der Server hat diese Änderung nicht angenommen.",
    "bad-grant": "Der Server hat nicht angenommen, was geteilt wurde.",
    "bad-identity": "Die Schlüssel, die dein Browser erstellt hat, sind nicht gültig.",
    "bad-name": "Raumnamen haben 1 bis 64 Zeichen, ohne Leerzeichen am Anfang oder Ende.",
    "bad-display-name": "Anzeigenamen haben 1 bis 64 sichtbare Zeichen.",
    "bad-username": "Benutzernamen haben 2 bis 32 Buchstaben, Ziffern, Punkte, Binde- oder Unterstriche, beginnen mit einem Buchstaben und enden mit einem Buchstaben oder einer Ziffer.",
    "bad-password": "Wähle ein anderes Passwort mit 8 bis 256 Zeichen.",
    "bad-salt": "Der Server hat Anmeldedaten geschickt, die nicht stimmen können. Dein Passwort wurde nicht verwendet. Sag es deinem Admin.",
    "salt-changed": "Die Anmeldedaten dieses Kontos haben sich geändert, seit du dich zuletzt mit diesem Browser angemeldet hast. Das ist normal, wenn dein Passwort auf einem anderen Gerät geändert wurde. Wenn nicht, brich hier ab und frage deinen Admin. Dein Passwort wurde noch nicht verwendet.",
    "salt-unexpected": "Der Server hat andere Anmeldedaten geschickt als die, mit denen du dich angemeldet hast. Dein Passwort wurde nicht verwendet. Melde dich ab und wieder an. Wenn das so bleibt, sag es deinem Admin.",
    "busy": "Der Server ist ausgelastet. Versuche es gleich noch einmal.",
    "challenge-gone": "Das hat zu lange gedauert. Versuche es noch einmal.",
    "challenge-wrong": "Dieser Browser konnte nicht zeigen, dass er seine Schlüssel hat.",
    "clock-wrong": "Die Uhr deines Geräts geht um mehr als einen Tag falsch.",
    "confirm-password": "Bestätige dein Passwort, um fortzufahren.",
    "csrf": "Diese Seite ist veraltet. Lade sie neu.",
    "display-name-taken": "Jemand hier hat diesen oder einen ähnlichen Namen. Ergänze etwas, damit man euch unterscheiden kann.",
    "imitating-name": "Ein Name darf nicht wie der Server, ein Admin, „du“ oder „verifiziert“ aussehen.",
    "epoch-needed": "Der Browser eines Mitglieds muss den nächsten Schlüssel dieses Raums erstellen.",
    "epoch-open": "Jemand anderes war schneller. Dessen Schlüssel wird verwendet.",
    "epoch-stale": "Der Raum hat sich geändert. Ein neuer Schlüssel wird erstellt …",
    "stale-epoch": "Der Server gibt einen veralteten Schlüssel als den aktuellen aus.",
    "identity-changed": "Die Schlüssel dieser Person haben sich gerade geändert. Versuche es noch einmal.",
    "identity-exists": "Ein anderes deiner Geräte war schneller. Dessen Schlüssel werden verwendet.",
    "invitation-gone": "Diese Einladung ist abgelaufen.",
    "last-admin": "Der einzige Admin kann nicht entfernt werden.",
    "last-owner": "Mache zuerst jemand anderen zum Besitzer.",
    "link-gone": "Dieser Link wurde benutzt, ist abgelaufen oder ungültig.",
    "lock-changed": "Dein Passwort wurde auf einem anderen Gerät geändert. Lade die Seite neu.",
    "malformed": "Ungültige Anfrage.",
    "name-taken": "Dieser Benutzername ist vergeben.",
    "no-change": "Es gibt nichts zu ändern.",
    "no-identity": "Diese Person hat sich noch nie angemeldet.",
    "no-such-person": "Niemand hier hat diesen Namen.",
    "not-allowed": "Das kann nur ein Besitzer.",
    "not-found": "Nicht gefunden.",
    "not-in-room": "Diese Person ist kein Mitglied.",
    "not-stored": "Der Server konnte das nicht speichern. Versuche es gleich noch einmal.",
    "pins-changed": "Ein anderes deiner Geräte war schneller. Versuche es noch einmal.",
    "room-exists": "Diesen Raum gibt es schon.",
    "room-full": "Dieser Raum ist voll (1.000 Personen).",
    "signed-out": "Melde dich an, um fortzufahren.",
    "stale-head": "Jemand anderes hat diesen Raum gerade geändert. Versuche es noch einmal.",
    "suspended": "Dieses Konto ist gesperrt. Wende dich an einen Admin.",
    "timeout": "Die Anfrage hat zu lange gedauert. Versuche es noch einmal.",
    "tls-needed": "Zum Anmelden ist eine sichere Verbindung nötig (https).",
    "too-large": "Das ist zu groß.",
    "too-many": "Das machst du zu oft. Versuche es gleich noch einmal.",
    "too-many-attempts": "Zu viele Versuche. Versuche es später noch einmal.",
    "too-many-links": "Es gibt schon 100 offene Einladungen. Widerrufe einige.",
    "too-many-rooms": "Du hast die Grenze von 1.000 Räumen erreicht.",
    "wrong-credentials": "Benutzername oder Passwort ist falsch.",
    "wrong-password": "Falsches Passwort.",
    "wrong-method": "Ungültige Anfrage.",
    "wrong-type": "Ungültige Anfrage."
  },
  "trouble": {
    "pins-missing": "Der Server gibt die Liste der Personen, die deine Geräte kennen, nicht zurück, obwohl er eine hat.",
    "pins-damaged": "Die Liste der Personen, die deine Geräte kennen, lässt sich nicht entschlüsseln. Jemand könnte sie ausgetauscht haben.",
    "pins-old": "Der Server zeigt eine ältere Liste der Personen, die du kennst, als zuvor.",
    "server-key": "Dieser Server signiert mit einem neuen Schlüssel, der durch den vorherigen nicht bestätigt ist.",
    "signature": "Eine Änderung dieses Raums hat keine gültige Signatur.",
    "other-room": "Hier wurde eine Änderung gezeigt, die zu einem anderen Raum gehört.",
    "order": "Ein Teil des Verlaufs dieses Raums fehlt, ist doppelt oder in falscher Reihenfolge.",
    "beginning": "Der Anfang des Verlaufs dieses Raums ist nicht gültig.",
    "by-server": "Der Server selbst hat eine Änderung signiert, die nur Mitglieder vornehmen dürfen.",
    "not-invited": "{{name}} wird in diesem Raum gezeigt, aber kein Mitglied hat sie eingeladen.",
    "not-allowed": "Eine Änderung im Namen von {{name}} war nicht erlaubt.",
    "not-owner": "{{name}} ist kein Besitzer, soll aber eine Änderung vorgenommen haben, die nur Besitzer vornehmen können.",
    "not-a-member": "Eine Änderung betrifft {{name}}, die nicht in diesem Raum ist.",
    "suspended": "Eine Änderung im Namen von {{name}} wurde während einer Sperre vorgenommen.",
    "standing": "{{name}} wird ein zweites Mal als gesperrt oder als zurück gezeigt.",
    "identity": "Eine Änderung im Namen von {{name}} wurde mit Schlüsseln signiert, die dieser Raum nicht kennt.",
    "two-stories": "Der Server zeigt einen anderen Verlauf dieses Raums als zuvor.",
    "rolled-back": "Der Server zeigt einen älteren Stand dieses Raums, als deine Geräte gesehen haben.",
    "restored": "Der Server zeigt einen älteren Stand dieser Unterhaltung als diese Seite: Etwas, das hier war, fehlt oder ist jetzt anders.",
    "mode": "Dieser Raum wird mit vom Server verwalteten Schlüsseln gezeigt. Er wurde anders erstellt.",
    "kind-end-to-end": "Der Server sagt, dass er die Schlüssel dieses Raums verwaltet. Er wurde als Raum erstellt, den nur Mitglieder lesen können.",
    "kind-managed": "Der Server sagt, dass nur Mitglieder diesen Raum lesen können. Er wurde mit vom Server verwalteten Schlüsseln erstellt.",
    "record-signature": "Die Liste der Lesenden hat keine gültige Signatur.",
    "place": "Die Liste der Lesenden wurde an eine andere Stelle verschoben.",
    "ghost": "{{name}} kann jetzt mitlesen, aber kein Mitglied hat sie eingeladen.",
    "swapped": "In der Liste der Lesenden stehen die Schlüssel von jemand anderem an der Stelle von {{name}}.",
    "rows": "Die Liste der Lesenden stimmt bei {{name}} nicht.",
    "reason": "Jemand hat einen selbst erstellten Schlüssel dieses Raums ersetzt, als ließe er sich nicht öffnen.",
    "chain": "Die Liste der Lesenden folgt nicht auf die vorherige.",
    "own-identity": "Dieser Raum kennt dich mit anderen Schlüsseln als denen in diesem Browser.",
    "new-identity": "{{name}} hat eine neue Sicherheitsnummer, die durch die vorherige nicht bestätigt ist.",
    "former-identity": "{{name}} wird mit früheren Schlüsseln gezeigt, die schon ersetzt waren.",
    "identity-again": "Der Server kündigt neue Schlüssel von {{name}} an, aber es sind dieselben wie zuvor.",
    "withheld-change": "Der Server hält eine Änderung dieses Raums von dir zurück.",
    "withheld": "Der Server hält Nachrichten von dir zurück, die du lesen darfst.",
    "unreadable-key": "Der aktuelle Schlüssel dieses Raums, den {{name}} erstellt hat, lässt sich hier nicht öffnen.",
    "torn": "Zwei Teile dieser Unterhaltung passen nicht zusammen: Der Server hat etwas ausgelassen oder verändert.",
    "views": "{{name}} hat diese Unterhaltung anders gesehen."
  },
  "way": {
    "blocked": "Du kannst hier keine Nachrichten senden, bis das geklärt ist.",
    "pins": "Frage deinen Admin, was passiert ist. Wenn es einen guten Grund gibt, beginne eine neue Liste und verifiziere deine Kontakte noch einmal.",
    "server-key": "Frage deinen Admin, ob das so sein soll.",
    "new-identity": "Das passiert nach einem vergessenen Passwort und wenn sich jemand als diese Person ausgibt. Vergleicht am Telefon oder persönlich.",
    "former-identity": "Wer diese Schlüssel noch hat, könnte mitlesen. Frage am Telefon oder persönlich, welche Schlüssel benutzt werden, und vergleicht die Zahlen.",
    "own-identity": "Lade die Seite neu. Wenn das so bleibt, frage deinen Admin.",
    "restored": "Das passiert, wenn der Server aus einer Sicherung wiederhergestellt wurde, und wenn etwas verborgen werden soll. Frage deinen Admin. Nicht gesendete Nachrichten bleiben erhalten. Was du siehst, bleibt, bis du die Seite neu lädst oder fortfährst.",
    "views": "Ab Nachricht {{number}}. Nichts ist verborgen: Fragt einander, was ihr seht.",
    "withheld": "Sie sind unten markiert. Frage die anderen, was darin steht, und sag es deinem Admin.",
    "unreadable-key": "Diese Person oder der Server hat deine Kopie beschädigt. Deine nächste Nachricht erstellt einen neuen Schlüssel für alle. Wenn es wieder passiert, sprecht miteinander: Ein Besitzer kann sie entfernen.",
    "torn": "Nichts ist verborgen. Lade die Seite neu. Wenn das so bleibt, frage deinen Admin.",
    "broken": "Sag es deinem Admin.",
    "other": "Was du siehst, war bis dahin gültig. Sag es den anderen und deinem Admin.",
    "start-list": "Neue Liste beginnen",
    "go-on": "Mit dem Stand des Servers fortfahren",
    "trust-server": "Diesem Server vertrauen"
  },
  "renamed": {
    "title": "Der Server nennt {{old}} jetzt anders: {{new}}.",
    "moved": "Benutzernamen ändern sich nicht: Der Server könnte eine Person als eine andere ausgeben. Frage sie auf einem Weg, dem du vertraust. Bis du den neuen Namen übernimmst, bleibt der bekannte.",
    "same-keys": "Die Schlüssel sind dieselben wie zuvor. Wenn du nichts von der Änderung weißt, frage zuerst nach. Bis du den neuen Namen übernimmst, bleibt der bekannte.",
    "use": "Neuen Namen verwenden"
  },
  "notice": {
    "signed-in-elsewhere": "Die Sitzung dieses Tabs war beendet. Du bist jetzt als {{name}} angemeldet.",
    "invited": "{{name}} hat dich in {{room}} eingeladen.",
    "gone": "Du bist nicht mehr Mitglied von {{room}}.",
    "gone-unread": "Du bist in einem Raum nicht mehr Mitglied."
  },
  "rail": {
    "label": "Räume und Personen",
    "invitations": "Einladungen",
    "rooms": "Räume",
    "none": "Noch keine Räume",
    "people": "Personen",
    "online": "{{number}} online",
    "spare-title": "Erstelle einen Wiederherstellungscode.",
    "spare": "Wenn du dein Passwort vergisst, führt nur er zurück zu deinen Nachrichten.",
    "spare-go": "Code erstellen",
    "me": "{{name}}: Einstellungen und Abmelden",
    "is-online": "Online",
    "not-connected": "Nicht verbunden",
    "draft": "Entwurf",
    "unread": "{{number}} ungelesen",
    "row": "{{name}}, {{kind}}",
    "row-unread": "{{name}}, {{unread}}, {{kind}}",
    "unverified": "{{kind}}, noch nicht geprüft",
    "foreign-former": "Der Server führt einen Raum auf, in dem du nicht mehr bist: {{room}}. Er wird nicht angezeigt.",
    "foreign": "Der Server führt einen Raum auf, dem du nicht beigetreten bist: {{room}}. Er wird nicht angezeigt.",
    "foreign-more_one": "Es gibt noch {{count}} weiteren.",
    "foreign-more_other": "Es gibt noch {{count}} weitere."
  },
  "menu": {
    "admin": "Personen auf diesem Server",
    "safety": "Deine Sicherheitsnummer …",
    "new-code": "Neuer Wiederherstellungscode …",
    "code": "Wiederherstellungscode erstellen …",
    "password": "Passwort ändern …",
    "language": "Sprache",
    "sign-out": "Abmelden"
  },
  "sign-out": {
    "title": "Abmelden und nicht gesendete Nachrichten verlieren?",
    "text": "Noch nicht gesendet: {{unsent}}. Beim Abmelden wird dieser Browser geleert und alles nicht Gesendete gelöscht.",
    "messages_one": "{{count}} Nachricht",
    "messages_other": "{{count}} Nachrichten",
    "drafts_one": "{{count}} Entwurf",
    "drafts_other": "{{count}} Entwürfe"
  },
  "people": {
    "in": "Personen in {{room}}",
    "title": "Personen in diesem Raum",
    "online": "Online, {{number}}",
    "offline": "Offline, {{number}}",
    "invited": "Eingeladen, {{number}}",
    "invited-by": "Eingeladen von {{name}} · {{presence}}",
    "actions": "Aktionen für {{name}}",
    "make-owner": "Zum Besitzer machen",
    "remove-owner": "Als Besitzer entfernen",
    "remove": "Aus dem Raum entfernen …",
    "revoke": "Widerrufen",
    "remove-title": "{{name}} entfernen?",
    "remove-text": "Diese Person sieht keine neuen Nachrichten. Was sie schon gelesen hat, behält sie.",
    "remove-go": "Entfernen",
    "leave-title": "{{room}} verlassen?",
    "leave-last": "Du bist das letzte Mitglied. Der Raum wird endgültig geschlossen.",
    "leave-text": "Du siehst keine neuen Nachrichten und brauchst eine neue Einladung, um zurückzukommen. Andere sehen, dass du gegangen bist.",
    "leave-go": "Verlassen",
    "only-owner": "Du bist der einzige Besitzer. Mache jemand anderen zum Besitzer, bevor du gehst."
  },
  "history": {
    "full": "Neue Mitglieder sehen frühere Nachrichten",
    "none": "Neue Mitglieder sehen nur neue Nachrichten",
    "show-title": "Neuen Mitgliedern frühere Nachrichten zeigen?",
    "hide-title": "Frühere Nachrichten vor neuen Mitgliedern verbergen?",
    "show-text": "Alle, die beitreten, und alle hier können lesen, was vor ihnen geschrieben wurde. Die Browser der Mitglieder teilen die Schlüssel. Alle sehen, dass du das gewählt hast.",
    "hide-text": "Wer ab jetzt beitritt, kann frühere Nachrichten nicht lesen. Wer sie schon lesen kann, kann es weiterhin.",
    "show": "Frühere Nachrichten zeigen",
    "hide": "Frühere Nachrichten verbergen"
  },
  "names": {
    "placeholder": "Namen hinzufügen",
    "remove": "{{name}} entfernen",
    "people": "Personen"
  },
  "outcome": {
    "online": "Eingeladen · online",
    "offline": "Eingeladen · offline, sieht es beim nächsten Mal",
    "already-here": "Schon Mitglied",
    "already-invited": "Schon eingeladen",
    "unknown": "Nicht gefunden. Prüfe die Schreibweise",
    "somebody-else": "Nicht eingeladen. Der Server nennt unter diesem Benutzernamen jemand anderen als zuvor. Frage deinen Admin",
    "failed": "Nicht eingeladen. Versuche es noch einmal",
    "suggestion": "{{outcome}}. Meintest du {{name}}?"
  },
  "form": {
    "name": "Name",
    "create": "Raum erstellen",
    "creating": "Wird erstellt …",
    "about": "Worum geht es?",
    "invite-optional": "Personen einladen (optional)",
    "who": "Wer kann ihn lesen?",
    "members": "Nur Mitglieder",
    "members-text": "Schlüssel entstehen in den Browsern der Mitglieder. Der Server hat sie nie.",
    "managed-text": "Der Server erstellt die Schlüssel, gibt sie den Mitgliedern und löscht seine Kopie. Du vertraust denen, die den Server betreiben.",
    "forever": "Das lässt sich später nicht ändern.",
    "invite-to": "Personen in {{room}} einladen",
    "invite": "Einladen",
    "inviting": "Wird eingeladen …",
    "people": "Personen",
    "reads-all": "Sie können alles lesen, auch frühere Nachrichten. Ein Besitzer hat das gewählt.",
    "reads-new": "Sie sehen nur neue Nachrichten.",
    "rename": "Umbenennen",
    "password-title": "Passwort ändern",
    "password-go": "Ändern",
    "changing": "Wird geändert …",
    "current": "Aktuelles Passwort",
    "password-hint": "Mindestens 8 Zeichen. Auf deinen anderen Geräten wirst du abgemeldet.",
    "password-done": "Dein Passwort ist geändert. Auf deinen anderen Geräten bist du abgemeldet."
  },
  "empty": {
    "invited": "Du bist eingeladen",
    "choose": "Wähle einen Raum",
    "choose-text": "Oder erstelle einen neuen.",
    "welcome": "Willkommen, {{name}}",
    "text": "Erstelle einen Raum oder warte auf eine Einladung."
  },
  "card": {
    "from": "{{name}} hat dich eingeladen in",
    "members_one": "{{kind}}. {{count}} Mitglied.",
    "members_other": "{{kind}}. {{count}} Mitglieder.",
    "until": "Gültig bis {{when}}.",
    "invitation": "Eine Einladung",
    "title": "Einladung in {{room}} von {{name}}",
    "joining": "Beitritt läuft …",
    "accept": "Annehmen",
    "decline": "Ablehnen",
    "checking": "Signaturen werden geprüft …",
    "expired": "Diese Einladung ist abgelaufen.",
    "unreachable": "Der Server hat nicht geantwortet. Die Einladung ist noch nicht geprüft.",
    "differs": "Der Server beschreibt diese Einladung anders, als sie signiert ist: als „{{room}}“ ({{kind}}), von {{name}}. Du kannst sie nicht annehmen. Sag es deinem Admin.",
    "not-invited": "Der Server sagt, dass du eingeladen bist, aber kein Mitglied hat eine Einladung für dich signiert. Du kannst sie nicht annehmen.",
    "other-keys": "Diese Einladung wurde für Schlüssel signiert, die nicht deine sind. Bitte um eine neue Einladung.",
    "new-identity": "{{name}} hat eine neue Sicherheitsnummer. Vergleiche sie, bevor du annimmst.",
    "broken": "Was der Server von diesem Raum zeigt, folgt nicht aus dem, was die Mitglieder signiert haben. Du kannst die Einladung nicht annehmen."
  },
  "compare": {
    "code": "Dieselben Ziffern als Code",
    "title": "Mit {{name}} vergleichen",
    "text": "Ruf {{name}} an oder trefft euch. Beide Bildschirme müssen dieselben Zahlen in derselben Reihenfolge zeigen.",
    "differ": "Sie stimmen nicht überein",
    "warning": "Teile nichts Privates mit {{name}}. Sag es deinem Admin.",
    "accept": "Ohne Vergleich annehmen",
    "accepted": "{{name}} ist mit der neuen Sicherheitsnummer angenommen.",
    "share": "Sie stimmen überein, auch frühere Nachrichten teilen",
    "shared": "{{name}} kann auch frühere Nachrichten lesen.",
    "same": "Sie stimmen überein",
    "verified": "{{name}} ist verifiziert."
  },
  "safety": {
    "title": "Deine Sicherheitsnummer",
    "text": "Andere vergleichen diese Zahlen mit dem, was ihr Bildschirm für dich zeigt. Sie sind auf allen deinen Geräten gleich.",
    "new-keys": "Schlüssel ändern …"
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
  },
  "sees": {
    "you": "Du siehst",
    "unreadable": "Eine Nachricht, die hier nicht entschlüsselt werden kann.",
    "keeps": "Der Server speichert",
    "bytes_one": "{{count}} Byte, wie in seiner Datenbank.",
    "bytes_other": "{{count}} Byte, wie in seiner Datenbank.",
    "can": "Er kann erkennen",
    "sender": "dass {{name}} sie geschrieben hat, in diesem Raum",
    "when": "wann sie ankam: {{when}}, als Nummer {{number}}; und wann sie geschrieben wurde, falls sie warten musste",
    "length": "ungefähr, wie lang sie ist, auf 64 Byte genau, und dass sie keine Bearbeitung, Reaktion oder Anheftung ist",
    "length-quiet": "ungefähr, wie lang sie ist, auf 64 Byte genau, und dass sie eine Bearbeitung, Reaktion oder Anheftung ist",
    "order": "dass sie Nachricht {{number}} ist, seit die Seite geöffnet wurde, mit Schlüssel Nummer {{key}} dieses Raums",
    "cannot": "Er kann nicht",
    "content": "erkennen, was darin steht oder ob sie einen Link enthält",
    "change": "einen Buchstaben ändern oder sie als die von jemand anderem ausgeben: Alle, die sie lesen, prüfen das",
    "open-members": "sie jetzt oder später entschlüsseln: Der Schlüssel entstand im Browser eines Mitglieds und kam nie zum Server",
    "open-managed": "sie später entschlüsseln: Der Schlüssel wurde gelöscht, sobald die Mitglieder ihn hatten. Wer den Server betreibt, könnte dieses Programm geändert haben. Deshalb steht am Raum „Vom Server verwaltete Schlüssel“"
  },
  "admin": {
    "title": "Personen auf diesem Server",
    "back": "Zurück zum Chat",
    "link": "Einladungslink erstellen",
    "link-title": "Einladung für eine neue Person",
    "link-text": "Schicke ihn der Person auf einem Weg, dem du vertraust. Er gilt einmal und läuft in sieben Tagen ab. Wer ihn öffnet, wählt Namen und Passwort und ist im Chat.",
    "reset-title": "Neues Passwort für {{name}}?",
    "reset-text": "Mit dem Link wählt diese Person ein neues Passwort und bekommt eine neue Sicherheitsnummer. Sie verliert den Zugriff auf frühere Nachrichten. Bevor der Link benutzt wird, ändert sich nichts.",
    "reset-go": "Link erstellen",
    "reset-link": "Link für {{name}}",
    "reset-link-text": "Er gilt einmal und läuft in zwei Tagen ab.",
    "suspend-title": "{{name}} sperren?",
    "suspend-text": "Diese Person wird sofort überall abgemeldet und kann sich nicht anmelden, bis du das Konto wieder freigibst. Räume und Namen bleiben, wie sie sind.",
    "suspend": "Sperren",
    "reinstate": "Freigeben",
    "people": "Personen",
    "name": "Name",
    "joined": "Beigetreten",
    "status": "Status",
    "actions": "Aktionen",
    "more": "Mehr anzeigen",
    "links": "Offene Einladungen",
    "no-links": "Noch keine Einladungen. Mit jedem Link kann eine Person beitreten.",
    "link-new": "Neue Person, erstellt {{created}}, gültig bis {{expires}}",
    "link-reset": "Neues Passwort, erstellt {{created}}, gültig bis {{expires}}",
    "never": "nie angemeldet",
    "url": "Link",
    "copy": "Kopieren",
    "copied": "Kopiert"
  },
  "who": {
    "label": "Wer kann {{room}} lesen?",
    "title": "Wer kann das lesen?",
    "checking": "Signaturen werden geprüft …",
    "basis": "Anhand der Signaturen der Mitglieder",
    "save": "Als Text speichern",
    "file": "{{room}}, wer es lesen kann.txt",
    "only_one": "Nur du.",
    "only_other": "Nur diese {{count}} Personen.",
    "managed_one": "Du und der Server, falls er seine Kopie nicht löscht.",
    "managed_other": "Diese {{count}} Personen und der Server, falls er seine Kopie nicht löscht.",
    "managed-text": "Der Server erstellt die Schlüssel des Raums, verschlüsselt sie für jedes Mitglied und löscht seine Kopie. Wer den Server betreibt, könnte das ändern.",
    "members-text": "Die Schlüssel des Raums entstanden im Browser eines Mitglieds. Der Server speichert die Nachrichten und kann sie nicht entschlüsseln.",
    "now": "Jetzt, {{number}}",
    "server-text": "erstellt jeden Schlüssel und löscht ihn",
    "suspended": "Gesperrt, {{number}}",
    "suspended-text": "kann nichts lesen, bis ein Admin das Konto freigibt",
    "former": "Nicht mehr, {{number}}",
    "history": "Verlauf",
    "history-text": "Jedes Mal, wenn jemand beitritt oder geht, entsteht ein neuer Schlüssel. Diese Tabelle zeigt, wer welchen hat. Ring mit Punkt: erstellt oder benutzt. Leerer Ring: erhalten, noch nicht bestätigt.",
    "board": "Wer welchen Schlüssel hat",
    "from": "Geschrieben ab",
    "state": {
      "has": "kann es lesen",
      "given": "hat den Schlüssel erhalten, noch nicht bestätigt",
      "shared": "ein Mitglied hat den Schlüssel geteilt, noch nicht bestätigt",
      "closed": "kann hier nicht entschlüsselt werden",
      "waits": "wartet seit {{when}}",
      "absent": "war kein Mitglied"
    },
    "came-invited": "eingeladen von {{name}}, beigetreten {{when}}",
    "came-created": "hat den Raum erstellt, {{when}}",
    "gone-removed": "von {{name}} entfernt, konnte lesen bis {{when}}",
    "gone-left": "hat den Raum verlassen, konnte lesen bis {{when}}",
    "gone-server": "vom Server entfernt, konnte lesen bis {{when}}",
    "withheld_one": "Der Server hält eine Nachricht von dir zurück, die andere lesen können.",
    "withheld_other": "Der Server hält {{count}} Nachrichten von dir zurück, die andere lesen können.",
    "differs": "{{name}} hat hier etwas anderes gesehen.",
    "confirmed": "{{name}} hat dieselbe Unterhaltung gesehen wie du, bis Nachricht {{number}}.",
    "unconfirmed": "Noch nicht bestätigt. Die nächste Nachricht eines anderen Mitglieds bestätigt, dass ihr dieselbe Unterhaltung seht.",
    "text-title": "Wer kann „{{room}}“ lesen",
    "text-person": "{{name}} ({{id}}), {{words}}",
    "text-verified": "verifiziert, Sicherheitsnummer {{id}}",
    "text-unverified": "nicht verifiziert, Sicherheitsnummer {{id}}",
    "text-part": "ab {{when}} (Nachricht {{number}}): {{cells}}"
  }
};
