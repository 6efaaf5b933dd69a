export default {
  "typing": {
    "one": "{{name}} schreibt…",
    "two": "{{first}} und {{second}} schreiben…",
    "several": "Mehrere Personen schreiben…"
  },
  "unread": {
    "jump": "Zu den ungelesenen",
    "all": "Alle als gelesen markieren",
    "mark": "Als ungelesen markieren",
    "key": "auf einer Nachricht: sie und alle folgenden als ungelesen markieren"
  },
  "seen": {
    "by_one": "Gesehen von {{count}}",
    "by_other": "Gesehen von {{count}}",
    "who": "Gesehen von",
    "unknown": "Zeit nicht bekannt",
    "open": "Wer sie gesehen hat",
    "none": "Noch niemand hat diese Nachricht gesehen."
  }
};
