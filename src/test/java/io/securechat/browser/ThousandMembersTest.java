package io.securechat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The key of a room with a thousand members is created off the page's main thread: the page shows
/// the progress and stays responsive.
class ThousandMembersTest {

  private static final int MEMBERS = 1000;

  /// A page without a timer tick for this long was blocked.
  private static final double STANDSTILL_MILLIS = 500;

  private static final String MAKE =
      """
      async members => {
        const { makeInWorker } = await import(new URL('../core/room/issuing.js', document.querySelector('script[src]').src));
        const rsa = await crypto.subtle.generateKey(
          { name: 'RSA-OAEP', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
          true, ['encrypt', 'decrypt']);
        const signing = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])).privateKey;
        const rsaSpki = new Uint8Array(await crypto.subtle.exportKey('spki', rsa.publicKey));
        const rows = members.map(id => ({ userId: id, identityId: id, role: 0, rsaSpki }));
        const ticks = [];
        const ticking = setInterval(() => ticks.push(performance.now()), 5);
        const told = [];
        const begun = performance.now();
        const { record, grants } = await makeInWorker({
          roomId: members[0], rows, logPos: 1, logHash: new Uint8Array(32), issuer: members[0], time: Date.now(),
          epoch: 1, prevRecord: new Uint8Array(32), rowsChanged: true,
        }, signing, done => told.push(done));
        const ended = performance.now();
        clearInterval(ticking);
        const times = [begun, ...ticks, ended];
        const gap = Math.max(...times.slice(1).map((time, i) => time - times[i]));
        return { told, gap, millis: ended - begun, record: record.length, grants: grants.map(grant => grant.length) };
      }\
      """;

  @Test
  @SuppressWarnings("unchecked")
  void theKeyForAThousandMembersIsCreatedWhileThePageStaysResponsive() {
    var members =
        IntStream.range(0, MEMBERS)
            .mapToObj(i -> "00000000-0000-4000-8000-%012x".formatted(i))
            .toList();
    try (var somebody = Person.at(TestServer.shared())) {
      // With its modules one by one, so that the page and this test share them.
      somebody.page.route(
          "**/bundles/pages/login.js",
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setContentType("text/javascript")
                      .setBody("import '../../js/pages/login.js';")));
      somebody.open("/login");
      // Its modules have run once the form can be sent.
      PlaywrightAssertions.assertThat(somebody.button("Sign in")).isEnabled();
      var made = (Map<String, Object>) somebody.page.evaluate(MAKE, members);
      double millis = ((Number) made.get("millis")).doubleValue();
      System.out.printf("an epoch for %d members took %.0f ms%n", MEMBERS, millis);
      assertThat(made.get("record")).isEqualTo(222 + 33 * MEMBERS);
      assertThat((List<Integer>) made.get("grants")).hasSize(MEMBERS).containsOnly(457);
      assertThat((List<Integer>) made.get("told")).hasSizeGreaterThan(10).isSorted();
      assertThat(((Number) made.get("gap")).doubleValue()).isLessThan(STANDSTILL_MILLIS);
    }
  }
}
