package io.securechat.browser;

/// What a browser has stored for the page.
final class Stored {

  private Stored() {}

  static String in(Person person) {
    return String.valueOf(
        person.page.evaluate(
            """
            async () => {
              const found = [JSON.stringify({ ...localStorage, ...sessionStorage })];
              for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((done) => {
                  const asked = indexedDB.open(name);
                  asked.onsuccess = () => done(asked.result);
                });
                for (const store of db.objectStoreNames) {
                  const rows = await new Promise((done) => {
                    const asked = db.transaction(store).objectStore(store).getAll();
                    asked.onsuccess = () => done(asked.result);
                  });
                  found.push(JSON.stringify(rows));
                }
                db.close();
              }
              return found.join(' ');
            }
            """));
  }
}
