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
    "save": "Speichern",
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
      "name": "Ein Raum, der sich nicht prüfen lässt",
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
    "server": "der Server",
    "unknown": "Unbekannte Person {{id}}"
  },
  "mark": {
    "renamed": "neuer Name",
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
  "link": {
    "lookalike": "ähnlich aussehende Buchstaben: {{host}}",
    "leads": "führt zu {{host}}",
    "gone-title": "Dieser Link funktioniert nicht mehr",
    "gone-join": "Er wurde benutzt, ist abgelaufen oder unvollständig. Bitte die Person, die ihn geschickt hat, um einen neuen.",
    "gone-reset": "Er wurde benutzt, ist abgelaufen oder unvollständig. Bitte einen Admin um einen neuen."
  },
  "direction": "ltr",
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
    "suggestion": "{{outcome}}. Meintest du {{name}}?",
    "refused": "Nicht eingeladen. Du kannst diese Person nicht einladen"
  }
};
