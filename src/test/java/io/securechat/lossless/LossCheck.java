package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.securechat.browser.Person;
import io.securechat.client.ChatClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What must hold after any failure: each acknowledged message exists once, at the promised
/// position; positions have no gap; time does not run backwards; and everyone reads the same in the
/// same order.
final class LossCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private LossCheck() {}

  /// Checks all of this and returns the room's final content.
  static SortedMap<Long, String> holds(
      String room, List<SteadyWriter> scribes, ChatClient... readers) {
    var log = readers[0].log(room);
    long pos = 0;
    long at = 0;
    for (JsonNode entry : log) {
      assertThat(entry.path("pos").asLong()).as("positions without a gap").isEqualTo(++pos);
      assertThat(entry.path("at").asLong()).as("time of " + pos).isGreaterThanOrEqualTo(at);
      at = entry.path("at").asLong();
    }
    var texts = readers[0].texts(room);
    assertThat(texts.values()).doesNotHaveDuplicates();
    for (var scribe : scribes) {
      assertThat(scribe.acknowledged()).isNotEmpty();
      assertThat(texts).containsAllEntriesOf(scribe.acknowledged());
    }
    for (var reader : readers) {
      assertThat(reader.log(room)).isEqualTo(log);
      assertThat(reader.texts(room)).isEqualTo(texts);
    }
    return texts;
  }

  /// Everything that was written in this page was sent.
  static void isSent(Person person) {
    var waiting = person.page.locator(".message--sending, .message--waiting, .failed");
    PlaywrightAssertions.assertThat(waiting)
        .hasCount(
            0, new LocatorAssertions.HasCountOptions().setTimeout((double) PATIENCE.toMillis()));
  }

  /// A page that was open all the time shows the same messages in the same order, without a reload,
  /// when scrolled up to the first one. It draws about 200 at a time.
  static void isShown(Person person, SortedMap<Long, String> texts) {
    var shown = new TreeMap<Long, String>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!shown.equals(texts) && System.nanoTime() < end) {
      drawn(person).forEach(shown::put);
      person.page.evaluate("document.querySelector('.scroll').scrollTop = 0");
      person.page.waitForTimeout(100);
    }
    assertThat(shown).isEqualTo(texts);
    person.page.evaluate(
        "const s = document.querySelector('.scroll'); s.scrollTop = s.scrollHeight");
  }

  /// The texts on the page now, by position in the log.
  private static SortedMap<Long, String> drawn(Person person) {
    var rows =
        (Map<?, ?>)
            person.page.evaluate(
                """
                () => Object.fromEntries([...document.querySelectorAll('.log > li.message')]
                  .filter((row) => row.querySelector('.message__text'))
                  .map((row) => [row.dataset.key, row.querySelector('.message__text').innerText]))\
                """);
    var drawn = new TreeMap<Long, String>();
    rows.forEach((key, text) -> drawn.put(position(key), text.toString().strip()));
    return drawn;
  }

  /// The key of a row is its position.
  private static long position(Object key) {
    return Long.parseLong(key.toString().substring(1));
  }
}
