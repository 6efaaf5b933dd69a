package io.securechat.browser;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a browser keeps of rooms, decrypted with the key that only the browser can use.
final class Kept {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MESSAGE = 1;

  private Kept() {}

  /// Rows by their key, those whose key begins so.
  static Map<String, JsonNode> rows(Person person, String prefix) {
    Object found =
        person.page.evaluate(
            """
            async (prefix) => {
              const answer = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
              const found = {};
              for (const { name } of await indexedDB.databases()) {
                const db = await answer(indexedDB.open(name));
                if (!db.objectStoreNames.contains('history')) {
                  db.close();
                  continue;
                }
                const key = await answer(db.transaction('keys').objectStore('keys').get('history'));
                const store = () => db.transaction('history').objectStore('history');
                for (const row of await answer(store().getAllKeys())) {
                  if (!row.startsWith(prefix)) continue;
                  const kept = await answer(store().get(row));
                  if (!kept) continue;
                  const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.nonce }, key, kept.sealed);
                  found[row] = new TextDecoder().decode(bytes);
                }
                db.close();
              }
              return JSON.stringify(found);
            }
            """,
            prefix);
    var rows = new java.util.TreeMap<String, JsonNode>();
    JSON.readTree(String.valueOf(found))
        .properties()
        .forEach(row -> rows.put(row.getKey(), JSON.readTree(row.getValue().asString())));
    return rows;
  }

  /// The numbers of the messages of a room whose bytes are kept.
  static List<Long> bytesOf(Person person, String room) {
    return rows(person, room + "/log/").values().stream()
        .flatMap(row -> row.get("entries").valueStream())
        .filter(entry -> entry.get("type").asInt() == MESSAGE && entry.has("entry"))
        .map(entry -> entry.get("pos").asLong())
        .toList();
  }

  /// The lowest number of a room's log that is kept; 0 for none.
  static long firstOf(Person person, String room) {
    return rows(person, room + "/log/").values().stream()
        .flatMapToLong(row -> LongStream.of(row.get("entries").get(0).get("pos").asLong()))
        .min()
        .orElse(0);
  }
}
