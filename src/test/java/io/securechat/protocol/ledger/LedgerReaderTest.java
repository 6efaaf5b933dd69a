package io.securechat.protocol.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks the test client's ledger against `ledger.json` and `ledger-boxes.json`, by the reader's
/// rules, as for the page.
class LedgerReaderTest {

  private static final JsonNode V = read("ledger.json");
  private static final JsonNode BOXES = read("ledger-boxes.json");

  private static final LedgerReader.Directory DIRECTORY =
      new LedgerReader.Directory() {

        private final Map<IdentityId, IdentityRecord> identities = new HashMap<>();

        @Override
        public Optional<IdentityRecord> identity(IdentityId id) {
          if (identities.isEmpty()) {
            for (var one : V.path("identities")) {
              var record = IdentityRecord.parse(Base64Text.parse(one.path("record").asString()));
              identities.put(record.id(), record);
            }
          }
          return Optional.ofNullable(identities.get(id));
        }

        @Override
        public Optional<byte[]> serverKey(IdentityId id) {
          var server = V.path("server");
          return Optional.of(Base64Text.parse(server.path("edKey").asString()))
              .filter(_ -> server.path("serverId").asString().equals(id.toString()));
        }
      };

  private static JsonNode read(String name) {
    try {
      return JsonMapper.shared()
          .readTree(Files.readString(Path.of("src/test/resources/vectors", name)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> everySequenceComesToWhatTheVectorsSay() {
    return Stream.of(V, BOXES)
        .flatMap(file -> StreamSupport.stream(file.path("cases").spliterator(), false))
        .map(one -> DynamicTest.dynamicTest(one.path("name").asString(), () -> requireCase(one)));
  }

  /// Whoever holds the hash of a message alone does not know whose it was, but that it was nobody's
  /// letter.
  @Test
  void aMessageCannotBeDeletedAsALetter() {
    byte[] bytes = {1, 2, 3};
    var ref = Deletion.Ref.of(1, bytes);
    var message = new LedgerReader.Written(true, Sha256.of(bytes), null);
    var letter = new LedgerReader.Written(true, Sha256.of(bytes), RoomEvent.SERVER);
    var somebody = UserId.random();
    assertThat(message.fits(ref, somebody)).isTrue();
    assertThat(message.fits(ref, RoomEvent.SERVER)).isFalse();
    assertThat(letter.fits(ref, RoomEvent.SERVER)).isTrue();
    assertThat(letter.fits(ref, somebody)).isFalse();
  }

  private static void requireCase(JsonNode one) {
    var ledger =
        new LedgerReader(RoomId.parse(V.path("roomId").asString()), directory(one.path("log")));
    var events = StreamSupport.stream(one.path("events").spliterator(), false).toList();
    for (int i = 0; i < events.size() - 1; i++) {
      take(ledger, events.get(i), position(one, i));
    }
    long last = position(one, events.size() - 1);
    var rule = one.path("refused").path("reader");
    if (rule.isString()) {
      var before = ledger.members();
      assertThatThrownBy(() -> take(ledger, events.getLast(), last))
          .isInstanceOfSatisfying(
              LedgerReader.Forged.class,
              forged -> assertThat(forged.rule).isEqualTo(rule.asString()));
      assertThat(ledger.members()).isEqualTo(before);
      return;
    }
    take(ledger, events.getLast(), last);
    if (one.has("then")) {
      requireState(ledger, one.path("then"));
    }
  }

  private static void take(LedgerReader ledger, JsonNode event, long pos) {
    ledger.take(Base64Text.parse(event.asString()), pos);
  }

  private static long position(JsonNode one, int i) {
    return one.has("positions") ? one.path("positions").get(i).asLong() : i + 1L;
  }

  private static LedgerReader.Directory directory(JsonNode log) {
    return new LedgerReader.Directory() {

      @Override
      public Optional<IdentityRecord> identity(IdentityId id) {
        return DIRECTORY.identity(id);
      }

      @Override
      public Optional<byte[]> serverKey(IdentityId id) {
        return DIRECTORY.serverKey(id);
      }

      @Override
      public Optional<LedgerReader.Written> entry(long pos) {
        return StreamSupport.stream(log.spliterator(), false)
            .filter(entry -> entry.path("pos").asLong() == pos)
            .findFirst()
            .map(entry -> written(entry));
      }
    };
  }

  private static LedgerReader.Written written(JsonNode entry) {
    boolean isMessage = entry.path("userId").isString();
    boolean isKnown = isMessage && !entry.path("erased").asBoolean();
    return new LedgerReader.Written(
        isMessage,
        Base64Text.parse(entry.path("hash").asString()),
        isKnown ? UserId.parse(entry.path("userId").asString()) : null);
  }

  private static void requireState(LedgerReader ledger, JsonNode then) {
    var members = new HashMap<UserId, LedgerReader.Standing>();
    for (var member : then.path("members")) {
      members.put(
          UserId.parse(member.path("userId").asString()),
          new LedgerReader.Standing(
              IdentityId.parse(member.path("identityId").asString()),
              member.path("role").asInt(),
              member.path("suspended").asBoolean()));
    }
    assertThat(ledger.members()).isEqualTo(members);
    var invitations = new HashMap<UserId, UserId>();
    for (var open : then.path("invitations")) {
      invitations.put(
          UserId.parse(open.path("userId").asString()), UserId.parse(open.path("by").asString()));
    }
    assertThat(ledger.invitations()).isEqualTo(invitations);
    int policy = (ledger.ownersInvite() ? 1 : 0) + (ledger.ownersWrite() ? 2 : 0);
    assertThat(policy).isEqualTo(then.path("policy").asInt());
    assertThat(ledger.retention()).isEqualTo(then.path("retention").asLong());
    assertThat(ledger.topic()).isEqualTo(then.path("topic").asString());
    for (var pos : then.path("deleted")) {
      assertThat(ledger.deletion(pos.asLong())).isPresent();
    }
    assertThat(LetterboxVectors.of(ledger.boxes())).isEqualTo(LetterboxVectors.of(then));
    assertThat(ledger.rows())
        .hasSize((int) members.values().stream().filter(one -> !one.suspended()).count());
  }
}
