export default {
  "typing": {
    "one": "{{name}} schreibt…",
    "two": "{{first}} und {{second}} schreiben…",
    "several": "Mehrere Personen schreiben…"
  },
  "seen": {
    "by_one": "Gesehen von {{count}}",
    "by_other": "Gesehen von {{count}}",
    "who": "Gesehen von",
    "unknown": "Zeit nicht bekannt"
  }
};
