export default {
  "part": {
    "not-loaded": "Dieser Teil der Seite konnte nicht geladen werden. Prüfe die Verbindung und versuche es erneut."
  },
  "release": {
    "ready": "Eine neue Version ist bereit.",
    "reload": "Neu laden"
  },
  "chat": {
    "opening": "Deine Räume werden geöffnet …",
    "skip": "Zur Unterhaltung springen",
    "back": "Zurück zu den Räumen"
  },
  "keys": {
    "title": "Tastatur",
    "send": "senden",
    "new-line": "neue Zeile",
    "other-room": "anderer Raum",
    "unread-room": "nächster ungelesener Raum",
    "go": "gehe zu Raum, Person oder Aktion",
    "search": "Nachrichten durchsuchen",
    "move": "zwischen Nachrichten oder Räumen wechseln",
    "page": "seitenweise, zur ersten oder neuesten Nachricht",
    "inside": "auf einer Nachricht: ihre Links und Schaltflächen",
    "sees": "auf einer Nachricht: was der Server sieht",
    "copy": "auf einer Nachricht: kopieren",
    "edit": "auf deiner Nachricht: bearbeiten",
    "reply": "auf einer Nachricht: auf sie antworten",
    "react": "auf einer Nachricht: reagieren",
    "delete": "auf einer Nachricht: löschen, mit Rückfrage",
    "close": "Oberstes schließen",
    "help": "diese Liste zeigen"
  },
  "room": {
    "people_one": "Personen in diesem Raum, {{count}}",
    "people_other": "Personen in diesem Raum, {{count}}",
    "people-unknown": "Personen in diesem Raum, noch nicht bekannt",
    "more": "Mehr für diesen Raum",
    "mute": "Stummschalten",
    "unmute": "Stummschaltung aufheben",
    "favourite": "Zu Favoriten hinzufügen",
    "unfavourite": "Aus Favoriten entfernen"
  },
  "renamed": {
    "title": "Der Server nennt {{old}} jetzt anders: {{new}}.",
    "moved": "Benutzernamen ändern sich nicht: Der Server könnte eine Person als eine andere ausgeben. Frage sie auf einem Weg, dem du vertraust. Bis du den neuen Namen übernimmst, bleibt der bekannte.",
    "same-keys": "Jemand anders hier heißt so oder so ähnlich. Wenn du von der Änderung nichts weißt, frag zuerst nach. Bis du den neuen Namen annimmst, bleibt der bekannte.",
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
    "me": "Einstellungen und Abmelden",
    "is-online": "Online",
    "not-connected": "Nicht verbunden",
    "draft": "Entwurf",
    "unread": "{{number}} ungelesen",
    "mentions": ", erwähnt dich",
    "row": ", {{kind}}",
    "row-unread": ", {{unread}}, {{kind}}",
    "unverified": "{{kind}}, noch nicht geprüft",
    "foreign-former": "Der Server führt einen Raum auf, in dem du nicht mehr bist: {{room}}. Er wird nicht angezeigt.",
    "foreign": "Der Server führt einen Raum auf, dem du nicht beigetreten bist: {{room}}. Er wird nicht angezeigt.",
    "foreign-more_one": "Es gibt noch {{count}} weiteren.",
    "foreign-more_other": "Es gibt noch {{count}} weitere.",
    "favourites": "Favoriten",
    "direct": "Direktnachrichten",
    "muted": "{{kind}}, stumm",
    "order": "Sortieren und filtern",
    "sort": "Sortieren",
    "latest": "Neueste zuerst",
    "by-name": "Nach Namen",
    "show": "Anzeigen",
    "all": "Alle",
    "only-unread": "Nur ungelesene",
    "no-unread": "Nichts ungelesen",
    "fetching": "Frühere Nachrichten werden geladen: {number} %",
    "fetched": "Geladene frühere Nachrichten",
    "full": "Dieser Browser hat keinen Platz für mehr Nachrichten. Ältere werden geladen, wenn du zu ihnen blätterst."
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
  "empty": {
    "invited": "Du bist eingeladen",
    "choose": "Wähle einen Raum",
    "choose-text": "Oder erstelle einen neuen.",
    "welcome": "Willkommen, {{name}}",
    "text": "Erstelle einen Raum oder warte auf eine Einladung.",
    "alone": "Bisher bist du allein hier. Erstelle einen Link und schicke ihn jemandem: Mit ihm kann eine Person beitreten.",
    "invite-first": "Lade die erste Person ein"
  }
};
