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
  },
  "retention": {
    "open": "Nachrichten aufbewahren",
    "label": "Nachrichten aufbewahren für",
    "for-ever": "Unbegrenzt",
    "hint": "Ältere Nachrichten werden für alle gelöscht, auf dem Server und in jedem Browser. Ältere Sicherungskopien des Servers enthalten sie weiterhin, und andere können sie kopiert haben.",
    "hint-direct": "Ältere Nachrichten werden hier für alle gelöscht, auf dem Server und in jedem Browser. Alle in dieser Unterhaltung können das ändern. Ältere Sicherungskopien des Servers enthalten sie weiterhin.",
    "after-minutes_one": "nach {{count}} Minute",
    "after-minutes_other": "nach {{count}} Minuten",
    "after-hours_one": "nach {{count}} Stunde",
    "after-hours_other": "nach {{count}} Stunden",
    "after-days_one": "nach {{count}} Tag",
    "after-days_other": "nach {{count}} Tagen",
    "after-years_one": "nach {{count}} Jahr",
    "after-years_other": "nach {{count}} Jahren",
    "kept": "Nachrichten werden {{after}} gelöscht",
    "kept-for-ever": "Nachrichten werden unbegrenzt aufbewahrt",
    "confirm-title": "Nachrichten {{after}} löschen?",
    "confirm": "Nachrichten, die älter sind als {{period}}, werden sofort für alle gelöscht. Das lässt sich nicht rückgängig machen.",
    "confirm-here_one": "{{count}} der hier gezeigten Nachrichten ist so alt.",
    "confirm-here_other": "{{count}} der hier gezeigten Nachrichten sind so alt.",
    "go": "Ältere Nachrichten löschen",
    "changed": "{{actor}} hat eingestellt, dass Nachrichten {{after}} gelöscht werden.",
    "changed-off": "{{actor}} hat eingestellt, dass Nachrichten unbegrenzt aufbewahrt werden.",
    "expired": "Diese Nachricht ist abgelaufen"
  }
};
