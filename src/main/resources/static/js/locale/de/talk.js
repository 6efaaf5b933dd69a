export default {
  "format": {
    "label": "Formatierung",
    "bold": "Fett",
    "italic": "Kursiv",
    "strike": "Durchgestrichen",
    "link": "Link",
    "code": "Code",
    "block": "Codeblock",
    "list": "Liste",
    "quote": "Zitat",
    "pasted": "Als Code eingefügt.",
    "paste-plain": "Als einfachen Text einfügen"
  },
  "quote": {
    "reply": "Antwort auf",
    "reply-action": "Antworten",
    "to": "Antwort an {{name}}: {{text}}",
    "go": "Zu dieser Nachricht",
    "end": "Nicht auf diese Nachricht antworten",
    "deleted": "Gelöscht",
    "expired": "Nachricht abgelaufen",
    "locked": "eine Nachricht, die nicht angezeigt werden kann",
    "earlier": "eine frühere Nachricht",
    "missing": "eine Nachricht, die hier nicht vorhanden ist"
  },
  "find": {
    "looking": "Die Nachricht wird gesucht",
    "progress": "Frühere Nachrichten werden geladen: {{done}} von {{of}}",
    "stop": "Anhalten",
    "missing": "Diese Nachricht ist nicht im Raum oder kann hier nicht angezeigt werden.",
    "failed": "Die früheren Nachrichten können gerade nicht geladen werden. Versuche es noch einmal."
  },
  "completion": {
    "people": "Personen in diesem Raum",
    "emoji": "Emoji",
    "commands": "Befehle",
    "everyone_one": "Das einzige Mitglied benachrichtigen",
    "everyone_other": "Alle {{count}} Personen in diesem Raum benachrichtigen",
    "count_one": "{{count}} Vorschlag",
    "count_other": "{{count}} Vorschläge"
  },
  "command": {
    "title": "Befehle",
    "all": "Alle Befehle anzeigen",
    "invite": "Personen einladen",
    "who": "anzeigen, wer hier ist",
    "topic": "das Thema dieses Raums ändern",
    "me": "sagen, was du gerade tust",
    "shrug": "ein Schulterzucken anfügen",
    "dm": "eine Direktnachricht schreiben",
    "nobody": "Hier gibt es niemanden mit dem Namen {{name}}.",
    "mute": "diesen Raum stumm schalten oder wieder laut",
    "search": "die Nachrichten dieses Raums durchsuchen",
    "leave": "diesen Raum verlassen",
    "help": "alle Befehle anzeigen",
    "slash": "eine Nachricht senden, die mit einem Schrägstrich beginnt",
    "takes": {
      "name": "Name",
      "names": "Namen",
      "text": "Text"
    },
    "unknown-text": "Den Befehl {{command}} gibt es nicht, darum wurde nichts gesendet. Tippe zwei Schrägstriche, um ihn als Nachricht zu senden.",
    "lacks-text": "Schreibe nach {{command}} noch etwas."
  },
  "split": {
    "send_one": "In {{count}} Nachricht senden",
    "send_other": "In {{count}} Nachrichten senden"
  },
  "pins": {
    "all": "Angeheftete Nachrichten",
    "pinned": "Angeheftet",
    "of": "{{number}} von {{count}}",
    "list": "Alle angehefteten Nachrichten anzeigen",
    "by": "Angeheftet von {{name}}",
    "failed": "Die Nachricht wurde nicht angeheftet oder gelöst.",
    "pin": "Für alle anheften",
    "unpin": "Nicht mehr anheften"
  },
  "address": {
    "copy": "Link zur Nachricht kopieren",
    "message": "Link zu einer Nachricht oder einem Raum",
    "not-member": "Dieser Link führt in einen Raum, in dem du nicht bist. Bitte ein Mitglied, dich einzuladen."
  },
  "thread": {
    "also": "Auch an {{room}} senden",
    "title": "Thread",
    "in": "Thread in {{room}}",
    "open": "Im Thread antworten",
    "write": "Im Thread antworten",
    "key": "auf einer Nachricht: in ihrem Thread antworten",
    "messages": "Nachrichten des Threads",
    "replies-list": "Antworten",
    "none": "Noch keine Antworten",
    "earlier": "Frühere Antworten zeigen",
    "last": "zuletzt {{time}}",
    "replies_one": "{{count}} Antwort",
    "replies_other": "{{count}} Antworten",
    "news_one": "Neue Antworten in einem Thread",
    "news_other": "Neue Antworten in {{count}} Threads"
  }
};
