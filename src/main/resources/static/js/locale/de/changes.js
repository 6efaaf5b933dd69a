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
  }
};
