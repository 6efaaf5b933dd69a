export default {
  "typing": {
    "one": "{{name}} is typing…",
    "two": "{{first}} and {{second}} are typing…",
    "several": "Several people are typing…"
  },
  "seen": {
    "by_one": "Seen by {{count}}",
    "by_other": "Seen by {{count}}",
    "who": "Seen by",
    "unknown": "Time not known"
  }
};
