export default {
  "delete": {
    "open": "Löschen …",
    "title": "Diese Nachricht löschen?",
    "text": "Sie wird für alle gelöscht, mit ihren Reaktionen und früheren Fassungen. Ältere Sicherungskopien des Servers enthalten sie weiterhin.",
    "text-other": "Die Nachricht von {{name}} wird für alle gelöscht. Im Raum steht, dass du sie gelöscht hast.",
    "done": "Nachricht gelöscht",
    "you": "Du hast diese Nachricht gelöscht",
    "removed": "{{name}} (Besitzer) hat diese Nachricht gelöscht",
    "undo": "Rückgängig",
    "failed": "Die Nachricht konnte nicht gelöscht werden."
  },
  "topic": {
    "label": "Thema",
    "change": "Thema ändern",
    "hint": "Worum es in diesem Raum geht, für alle darin. Der Server kann es lesen.",
    "changed": "{{actor}} hat das Thema in „{{room}}“ geändert.",
    "removed": "{{actor}} hat das Thema entfernt."
  },
  "policy": {
    "open": "Wer schreiben und einladen kann",
    "write": "Nur Besitzer können schreiben",
    "write-hint": "Alle anderen können lesen, reagieren und ihre eigenen Nachrichten bearbeiten oder löschen.",
    "invite": "Nur Besitzer können Personen einladen",
    "invite-hint": "Offene Einladungen bleiben gültig.",
    "read-only": "In diesem Raum können nur Besitzer schreiben.",
    "invite-owners": "Nur Besitzer können Personen in diesen Raum einladen.",
    "changed-0": "{{actor}} hat den Raum geändert: Alle können schreiben und Personen einladen.",
    "changed-1": "{{actor}} hat den Raum geändert: Alle können schreiben, nur Besitzer können Personen einladen.",
    "changed-2": "{{actor}} hat den Raum geändert: Jetzt können nur Besitzer schreiben. Alle können Personen einladen.",
    "changed-3": "{{actor}} hat den Raum geändert: Jetzt können nur Besitzer schreiben und Personen einladen."
  }
};
