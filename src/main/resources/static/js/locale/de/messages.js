export default {
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
    "new": "Neu",
    "news": "Neue Nachrichten",
    "said": "{{name}}: {{text}}",
    "not-printed_one": "{{count}} Nachricht ist hier nicht geladen und wird nicht gedruckt.",
    "not-printed_other": "{{count}} Nachrichten sind hier nicht geladen und werden nicht gedruckt."
  },
  "save": {
    "open": "Nachrichten speichern …",
    "title": "Nachrichten speichern",
    "text": "Die hier geladenen Nachrichten werden als Datei auf diesem Gerät gespeichert. Wer die Datei hat, kann sie lesen, auch wenn sie hier gelöscht werden.",
    "left_one": "{{count}} Nachricht ist hier nicht geladen und fehlt in der Datei.",
    "left_other": "{{count}} Nachrichten sind hier nicht geladen und fehlen in der Datei.",
    "as-text": "Als Text speichern",
    "as-page": "Als Webseite speichern",
    "saved_one": "Gespeichert: {{time}}, {{count}} Nachricht oder Hinweis",
    "saved_other": "Gespeichert: {{time}}, {{count}} Nachrichten und Hinweise"
  },
  "message": {
    "actions": "Aktionen für die Nachricht",
    "more": "Weitere Aktionen",
    "copy": "Text kopieren",
    "sees": "Was der Server sieht",
    "sending": "Wird gesendet …",
    "held": "Angehalten. Siehe Hinweis oben",
    "waiting": "Wartet auf Verbindung",
    "not-sent": "Nicht gesendet. {{reason}}",
    "sent": "gesendet",
    "from": "von {{name}}, {{time}}"
  },
  "edit": {
    "edited": "bearbeitet",
    "label": "Nachricht bearbeiten",
    "history": "Versionen",
    "now": "Jetzt",
    "before": "Davor",
    "original": "Original",
    "keys": "{{escape}} zum Abbrechen, {{enter}} zum Speichern"
  },
  "reaction": {
    "all": "Reaktionen",
    "add": "Reaktion hinzufügen",
    "who": "Wer reagiert hat",
    "failed": "Deine Reaktion wurde nicht gesendet."
  },
  "emoji": {
    "choose": "Emoji auswählen",
    "search": "Auf Englisch suchen",
    "tone": "Hautton",
    "recent": "Zuletzt verwendet",
    "all": "Alle",
    "loading": "Wird geladen …",
    "none": "Nichts gefunden",
    "more": "Alle zeigen"
  },
  "reason": {
    "metadata-stays": "Dieser Browser kann die Metadaten eines Bildes nicht entfernen, etwa den Aufnahmeort.",
    "not-in-room": "Du warst zu dieser Zeit kein Mitglied dieses Raums.",
    "not-shown": "Der Server sagt, dass er diese Nachricht hat, zeigt sie aber nicht."
  },
  "locked": {
    "not-allowed": {
      "cause": "In diesem Raum nicht erlaubt",
      "text": "Als das gesendet wurde, konnten nur Besitzer schreiben, und der Absender war keiner. Es wird nicht angezeigt.",
      "texts": "Als sie gesendet wurden, konnten nur Besitzer schreiben, und die Absender waren keine. Sie werden nicht angezeigt."
    },
    "before-joining": {
      "cause": "Gesendet, bevor du beigetreten bist",
      "text": "Neue Mitglieder können frühere Nachrichten hier nicht sehen. Ein Besitzer kann das ändern.",
      "texts": "Neue Mitglieder können frühere Nachrichten hier nicht sehen. Ein Besitzer kann das ändern."
    },
    "checking": {
      "cause": "Nachricht wird geprüft",
      "text": "Sie erscheint, sobald klar ist, dass sie keine Wiederholung ist.",
      "texts": "Sie erscheinen, sobald klar ist, dass sie keine Wiederholungen sind."
    },
    "withheld": {
      "cause": "Vom Server zurückgehalten",
      "text": "Du darfst diese Nachricht lesen, aber der Server liefert sie nicht aus. Andere haben sie vielleicht.",
      "texts": "Du darfst diese Nachrichten lesen, aber der Server liefert sie nicht aus. Andere haben sie vielleicht."
    },
    "forged": {
      "cause": "Änderung abgelehnt",
      "text": "Sie ist nicht von einem Mitglied signiert, das sie vornehmen durfte, und wurde deshalb ignoriert.",
      "texts": "Sie sind nicht von einem Mitglied signiert, das sie vornehmen durfte, und wurden deshalb ignoriert."
    },
    "out-of-time": {
      "cause": "Veralteter Schlüssel",
      "text": "Diese Nachricht wurde mit einem nicht mehr gültigen Schlüssel verschlüsselt und wird deshalb nicht angezeigt.",
      "texts": "Diese Nachrichten wurden mit einem nicht mehr gültigen Schlüssel verschlüsselt und werden deshalb nicht angezeigt."
    },
    "no-key": {
      "cause": "Kann noch nicht entschlüsselt werden"
    },
    "unreachable": {
      "cause": "Noch nicht geladen",
      "text": "Der Server ist nicht erreichbar. Diese Nachricht erscheint, sobald du wieder online bist.",
      "texts": "Der Server ist nicht erreichbar. Diese Nachrichten erscheinen, sobald du wieder online bist."
    },
    "signature": {
      "cause": "Signatur stimmt nicht",
      "text": "Jemand könnte diese Nachricht verändert haben. Deshalb wird sie nicht angezeigt.",
      "texts": "Jemand könnte diese Nachrichten verändert haben. Deshalb werden sie nicht angezeigt."
    },
    "wrong-sender": {
      "cause": "Absender stimmt nicht",
      "text": "Diese Nachricht stammt nicht von der Person, die sie nennt. Deshalb wird sie nicht angezeigt.",
      "texts": "Diese Nachrichten stammen nicht von den Personen, die sie nennen. Deshalb werden sie nicht angezeigt."
    },
    "wrong-room": {
      "cause": "Aus einem anderen Raum",
      "text": "Diese Nachricht wurde für einen anderen Raum geschrieben. Deshalb wird sie nicht angezeigt.",
      "texts": "Diese Nachrichten wurden für einen anderen Raum geschrieben. Deshalb werden sie nicht angezeigt."
    },
    "repeated": {
      "cause": "Wiederholung",
      "text": "Diese Nachricht wurde schon angezeigt.",
      "texts": "Diese Nachrichten wurden schon angezeigt."
    },
    "damaged": {
      "cause": "Beschädigt",
      "text": "Diese Nachricht ist beschädigt und kann nicht angezeigt werden.",
      "texts": "Diese Nachrichten sind beschädigt und können nicht angezeigt werden."
    },
    "record": {
      "cause": "Beschädigt",
      "text": "Der Schlüsseleintrag dieses Raumabschnitts ist nicht gültig.",
      "texts": "Die Schlüsseleinträge dieses Raumabschnitts sind nicht gültig."
    },
    "newer": {
      "cause": "Mit einer neueren Version von Secure Chat gesendet.",
      "text": "Lade die Seite neu, um sie zu lesen.",
      "texts": "Lade die Seite neu, um sie zu lesen."
    },
    "closed-box": {
      "cause": "Briefkasten nicht offen",
      "text": "Dieser Brief kam durch einen Briefkasten, der da nicht offen war. Er wird nicht angezeigt.",
      "texts": "Diese Briefe kamen durch Briefkästen, die da nicht offen waren. Sie werden nicht angezeigt."
    },
    "unsupported": {
      "cause": "Dieser Browser kann keine Briefe entschlüsseln",
      "text": "Aktualisiere deinen Browser, um ihn zu lesen.",
      "texts": "Aktualisiere deinen Browser, um sie zu lesen."
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
    "appointed": "{{actor}} hat als Administrator {{subject}} zum Besitzer gemacht, weil kein Besitzer handeln konnte.",
    "appointed-by-admin": "Ein Administrator hat {{subject}} zum Besitzer gemacht, weil kein Besitzer handeln konnte.",
    "took-over": "{{subject}} hat als Besitzer übernommen, weil kein Besitzer handeln konnte.",
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
  "fold": {
    "joined_one": "{{names}} ist beigetreten.",
    "joined_other": "{{names}} sind beigetreten.",
    "returned_one": "{{names}} hat den Raum verlassen und ist zurück.",
    "returned_other": "{{names}} haben den Raum verlassen und sind zurück.",
    "visited_one": "{{names}} ist beigetreten und hat den Raum wieder verlassen.",
    "visited_other": "{{names}} sind beigetreten und haben den Raum wieder verlassen.",
    "left_one": "{{names}} hat den Raum verlassen.",
    "left_other": "{{names}} haben den Raum verlassen.",
    "removed_one": "{{names}} wurde entfernt.",
    "removed_other": "{{names}} wurden entfernt.",
    "invited_one": "{{names}} wurde eingeladen.",
    "invited_other": "{{names}} wurden eingeladen.",
    "declined_one": "{{names}} hat die Einladung abgelehnt.",
    "declined_other": "{{names}} haben die Einladung abgelehnt.",
    "withdrawn_one": "Die Einladung von {{names}} wurde widerrufen.",
    "withdrawn_other": "Die Einladungen von {{names}} wurden widerrufen.",
    "suspended_one": "Ein Admin hat {{names}} gesperrt.",
    "suspended_other": "Ein Admin hat {{names}} gesperrt.",
    "resumed_one": "{{names}} ist zurück.",
    "resumed_other": "{{names}} sind zurück.",
    "renamed_one": "Der Raum wurde in {{room}} umbenannt.",
    "renamed_other": "Der Raum wurde {{count}}-mal umbenannt, zuletzt in {{room}}.",
    "others_one": "{{count}} weitere Person",
    "others_other": "{{count}} weitere",
    "locked_one": "{{count}} Nachricht von {{names}}, {{time}}",
    "locked_other": "{{count}} Nachrichten von {{names}}, {{time}}",
    "locked-unknown": "{{count}} hintereinander, {{time}}"
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
    "files": "dass Dateien dazugehören: wie viele, ihre Größen mit einem Aufschlag von bis zu 12 %, und wer sie abruft; nicht ihre Namen, Arten oder Inhalte",
    "order": "dass sie Nachricht {{number}} ist, seit die Seite geöffnet wurde, mit Schlüssel Nummer {{key}} dieses Raums",
    "cannot": "Er kann nicht",
    "content": "erkennen, was darin steht oder ob sie einen Link enthält",
    "change": "einen Buchstaben ändern oder sie als die von jemand anderem ausgeben: Alle, die sie lesen, prüfen das",
    "open-members": "sie jetzt oder später entschlüsseln: Der Schlüssel entstand im Browser eines Mitglieds und kam nie zum Server",
    "open-managed": "sie später entschlüsseln: Der Schlüssel wurde gelöscht, sobald die Mitglieder ihn hatten. Wer den Server betreibt, könnte dieses Programm geändert haben. Deshalb steht am Raum „Vom Server verwaltete Schlüssel“"
  }
};
