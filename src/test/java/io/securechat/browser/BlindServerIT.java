package io.securechat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.securechat.SecureChatApplication;
import io.securechat.bytes.Base64Text;
import io.securechat.client.ChatClient;
import io.securechat.client.RoomSearch;
import io.securechat.client.ServerAddress;
import io.securechat.client.Session;
import io.securechat.client.SignIn;
import io.securechat.client.StateFolder;
import io.securechat.client.search.SearchQuery;
import io.securechat.protocol.RoomId;
import io.securechat.testing.Canary;
import io.securechat.testing.CanarySearch;
import io.securechat.testing.RecordingRelay;
import io.securechat.testing.Secrets;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Two users with real browsers write and send files in a room of each kind, and search. Their
/// messages, files, thumbnails, queries, passwords, recovery code and the key of the end-to-end
/// room are then searched for in everything that the server received, stored, logged and has in
/// memory. A control value that the server may know is found in each of these places, which proves
/// that the search works.
class BlindServerIT {

  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final String PART_OF_THUMBNAIL =
      """
      async () => {
        const chips = [...document.querySelectorAll('sc-file-chip')];
        const { thumbnail } = chips.find(({ upload }) => upload.thumbnail).upload;
        const bytes = new Uint8Array(await thumbnail.arrayBuffer());
        const middle = Math.floor(bytes.length / 2);
        return btoa(String.fromCharCode(...bytes.subarray(middle, middle + 24)));
      }\
      """;

  private final Canary control = Canary.word("control");
  private final Canary privateLine = Canary.word("line that only members can read");
  private final Canary managedLine = Canary.word("line under the server's key");
  private final Canary fileName = Canary.word("name of a file");
  private final Canary fileText = Canary.word("text of a file");
  private final Canary query = Canary.word("query");
  private final Canary password = Canary.word("password");
  private final Canary nextPassword = Canary.word("changed password");
  private final List<Canary> canaries =
      new ArrayList<>(
          List.of(
              control,
              privateLine,
              managedLine,
              fileName,
              fileText,
              query,
              password,
              nextPassword));

  @Test
  void whatPeopleWriteAndTheirSecretsAreNowhereOnTheServer() throws Exception {
    var data = TestServer.demoFolder();
    try (var server =
            ServerProcess.start(
                data,
                SecureChatApplication.class,
                talkative("root"),
                talkative("io.securechat"),
                talkative("org.eclipse.jetty"),
                talkative("org.springframework.http"),
                talkative("org.springframework.jdbc"),
                talkative("org.springframework.security"),
                talkative("org.springframework.session"),
                talkative("org.springframework.web"));
        var relay = RecordingRelay.before(server.uri());
        var witness = ChatClient.at(server.uri(), "alice", "wonderland");
        var mei = newcomer(relay, witness, "mei");
        var tove = newcomer(relay, witness, "tove")) {
      talk(mei, tove, witness, "Managed", managedLine);
      String room = talk(mei, tove, witness, "Private", privateLine);
      canaries.add(new Canary("secret of the room", witness.openEpoch(room).secret));
      search(mei);
      searchWithoutAPage(relay, "tove");
      changePassword(mei);
      canaries.add(recoveryCode(mei));
      canaries.add(vaultLock(witness));
      plantControls(mei, server);

      assertFoundOnTheWire(relay, witness);
      var search = new CanarySearch(canaries);
      assertThat(search.in(relay.raw())).as("the wire").containsExactly("control");
      assertThat(search.in(relay.frames())).as("the frames").containsExactly("control");
      assertThat(search.in(heap(server, false))).as("the heap").containsExactly("control");
      assertThat(search.in(heap(server, true))).as("the live heap").containsExactly("control");
      assertThat(search.in(data)).as("the database").containsExactly("control");
      assertThat(search.in(server.logFile())).as("the log").containsExactly("control");
      assertThat(search.in(server.temporary())).as("temporary files").containsExactly("control");
    }
  }

  /// Sets each logger by name, because the root's level does not affect those with their own.
  private static String talkative(String logger) {
    return "--logging.level." + logger + "=debug";
  }

  /// Registers a user: for the demo's users, the server itself derives the first passwords.
  private Person newcomer(RecordingRelay relay, ChatClient admin, String name) {
    String url = admin.api.post("/api/admin/links", Map.of("days", 1)).text("url");
    var person = Person.at(relay.uri()).open(url.substring(url.indexOf("/register")));
    person.page.locator("#username").fill(name);
    person.page.locator("#display-name").fill(name + " " + control.text());
    person.page.locator("#password").fill(password.text() + " of " + name);
    person.button("Join").click();
    return person.atHome();
  }

  /// Both write and the witness reads it, so that what is searched for was really sent.
  private String talk(Person mei, Person tove, ChatClient witness, String kind, Canary line) {
    String name = kind + " " + control.text();
    String people = "tove, alice";
    if (kind.equals("Private")) {
      mei.createPrivateRoom(name, people);
    } else {
      mei.createRoom(name, people);
    }
    tove.open("/").atHome().accept(name);
    String room = RoomId.parse(mei.page.url().replaceAll(".*/", "")).toString();
    witness.join(room);
    mei.sees("Alice joined").say("Meet me at " + line.text());
    tove.seesOnce("Meet me at " + line.text()).say("I come to " + line.text());
    mei.seesOnce("I come to " + line.text());
    assertThat(witness.texts(room).values())
        .containsExactly("Meet me at " + line.text(), "I come to " + line.text());
    sendFiles(mei, tove);
    return room;
  }

  private void sendFiles(Person mei, Person tove) {
    mei.page
        .locator("sc-composer input[type=file]")
        .setInputFiles(
            new FilePayload[] {
              SampleFiles.text(fileName.text() + ".txt", "The key lies at " + fileText.text()),
              SampleFiles.noise("map.png")
            });
    PlaywrightAssertions.assertThat(mei.page.locator(".fchip[data-state=done]")).hasCount(2);
    var thumbnail = (String) mei.page.evaluate(PART_OF_THUMBNAIL);
    canaries.add(new Canary("thumbnail", Base64Text.parse(thumbnail)));
    mei.button("Send").click();
    var message =
        tove.page
            .locator("sc-timeline li.message[data-key^=p]")
            .filter(new Locator.FilterOptions().setHasText(fileName.text()));
    message.scrollIntoViewIfNeeded();
    tove.page.waitForCondition(
        () -> (int) message.locator("img").last().evaluate("one => one.naturalWidth") > 0);
  }

  /// Finds what was written, and then nothing.
  private void search(Person mei) {
    mei.page.keyboard().press("Control+Shift+F");
    var field = mei.page.locator(".search__field input");
    var hits = mei.page.locator(".hit");
    field.fill(privateLine.text());
    PlaywrightAssertions.assertThat(hits).hasCount(2);
    field.fill(query.text() + " from:tove ");
    PlaywrightAssertions.assertThat(mei.page.locator(".search__none b")).containsText(query.text());
    PlaywrightAssertions.assertThat(hits).hasCount(0);
    field.press("Escape");
  }

  /// The same by what the terminal's search is made of.
  private void searchWithoutAPage(RecordingRelay relay, String name) {
    var server = ServerAddress.parse(relay.uri().toString(), Optional.empty());
    var signIn = new SignIn(server, StateFolder.inMemory(), Clock.systemUTC());
    var word = password.text() + " of " + name;
    try (var session = signIn.withPassword(name, word.toCharArray(), false)) {
      assertThat(hits(session, privateLine.text())).hasSize(2);
      assertThat(hits(session, query.text() + " from:mei")).isEmpty();
    }
  }

  private static List<RoomSearch.Hit> hits(Session session, String typed) {
    var query = SearchQuery.parse(typed, ZoneOffset.UTC);
    return new RoomSearch(session).search(query, _ -> true, 20, (_, _) -> {}).hits();
  }

  private void changePassword(Person mei) {
    mei.security("Change password…");
    mei.page.locator("#current").fill(password.text() + " of mei");
    mei.page.locator("#next").fill(nextPassword.text());
    mei.button("Change").click();
    PlaywrightAssertions.assertThat(mei.page.locator("dialog[open]")).hasCount(0);
    mei.closeSettings();
  }

  private Canary recoveryCode(Person mei) {
    mei.page.locator(".offer").getByText("Create code").click();
    String code = mei.writeDownTheCode(nextPassword.text()).replace("-", "");
    canaries.add(new Canary("recovery code", code.getBytes(StandardCharsets.US_ASCII)));
    var number = BigInteger.ZERO;
    for (int i = 0; i < code.length(); i++) {
      number = number.shiftLeft(5).or(BigInteger.valueOf(CROCKFORD.indexOf(code.charAt(i))));
    }
    byte[] bytes = number.setBit(160).toByteArray();
    return new Canary("bytes of the recovery code", Arrays.copyOfRange(bytes, 1, 21));
  }

  private Canary vaultLock(ChatClient witness) {
    return new Canary("vault lock", Secrets.vaultLock(nextPassword.text(), salt(witness)));
  }

  private static String salt(ChatClient witness) {
    return witness.api.get("/api/sign-in/salt?username=mei").text("salt");
  }

  /// The secret that the browser does send, derived from the same password, is found, which proves
  /// that the search is for the right one.
  private void assertFoundOnTheWire(RecordingRelay relay, ChatClient witness) {
    byte[] handedOver = Base64Text.parse(Secrets.authSecret(nextPassword.text(), salt(witness)));
    var search = new CanarySearch(List.of(new Canary("log-in secret", handedOver)));
    assertThat(search.in(relay.raw())).containsExactly("log-in secret");
  }

  private void plantControls(Person mei, ServerProcess server) throws IOException {
    mei.page.evaluate(
        """
        word => Promise.all([
          fetch('/api/users?query=' + word),
          new Promise(done => {
            const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws', 'secure-chat.v1');
            socket.onopen = () => socket.send(word);
            socket.onclose = done;
          })
        ])\
        """,
        control.text());
    Files.writeString(server.temporary().resolve("control"), control.text());
  }

  private static Path heap(ServerProcess server, boolean collected) {
    var file = TestServer.newFolder().resolve("server.hprof");
    server.dumpHeap(file, collected);
    file.toFile().deleteOnExit();
    return file;
  }
}
