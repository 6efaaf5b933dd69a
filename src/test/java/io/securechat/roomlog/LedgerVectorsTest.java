package io.securechat.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.identities.IdentityChanged;
import io.securechat.problems.Refusal;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.DeletionRules;
import io.securechat.protocol.ledger.LetterboxVectors;
import io.securechat.protocol.ledger.Membership;
import io.securechat.protocol.ledger.Room;
import io.securechat.protocol.ledger.RoomProblems;
import io.securechat.rooms.EventSignatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks the server's rules against the event sequences of `ledger.json` and `ledger-boxes.json`,
/// which the page's rules are checked against too (`ledger-vectors.test.js`).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerVectorsTest {

  private static final JsonNode V = read("ledger.json");
  private static final JsonNode BOXES = read("ledger-boxes.json");

  @TempDir static Path folder;
  private LogRig rig;
  private final Map<UserId, IdentityId> present = new HashMap<>();
  private final Set<Long> deleted = new HashSet<>();

  private static JsonNode read(String name) {
    try {
      return JsonMapper.shared()
          .readTree(Files.readString(Path.of("src/test/resources/vectors", name)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  void start() {
    rig = new LogRig(folder);
    V.path("people").properties().forEach(person -> insert(person.getKey(), person.getValue()));
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  private void insert(String name, JsonNode id) {
    rig.bean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            rig.bean(JdbcClient.class)
                .sql(
                    """
                    insert into accounts_user
                      (user_id, username, display_name, search_name, admin, suspended, created)
                    values (?, ?, ?, ?, false, false, 0)
                    """)
                .params(UserId.parse(id.asString()).bytes(), name, name, name)
                .update());
  }

  @TestFactory
  Stream<DynamicTest> everySequenceComesToWhatTheVectorsSay() {
    return Stream.of(V, BOXES)
        .flatMap(file -> StreamSupport.stream(file.path("cases").spliterator(), false))
        .map(one -> DynamicTest.dynamicTest(one.path("name").asString(), () -> requireCase(one)));
  }

  private void requireCase(JsonNode one) {
    begin();
    deleted.clear();
    var events = StreamSupport.stream(one.path("events").spliterator(), false).toList();
    Room room = null;
    for (int i = 0; i < events.size() - 1; i++) {
      room = next(one, room, i);
    }
    if (one.has("then")) {
      requireState(next(one, room, events.size() - 1), one.path("then"));
    } else {
      assertThat(refusal(one, room, events.size() - 1))
          .isEqualTo(one.path("refused").path("server").asString());
    }
  }

  /// Resets everyone to their first identity, not suspended.
  private void begin() {
    for (var identity : V.path("identities")) {
      if (identity.path("index").asInt() == 0) {
        use(IdentityId.parse(identity.path("identityId").asString()));
      }
    }
    V.path("people").properties().forEach(person -> suspend(user(person.getValue()), false));
  }

  private String refusal(JsonNode one, @Nullable Room room, int i) {
    try {
      next(one, room, i);
      return "";
    } catch (Refusal refusal) {
      return refusal.problem().code();
    }
  }

  /// Handles an event like the server: checks the signature, then the room.
  private Room next(JsonNode one, @Nullable Room room, int i) {
    var event = parsed(one.path("events").get(i));
    long pos = one.has("positions") ? one.path("positions").get(i).asLong() : i + 1L;
    var id = RoomId.parse(V.path("roomId").asString());
    if (event.byServer()) {
      requireServers(event);
      follow(event);
    } else {
      if (identity(event.actorIdentity()).isPresent()) {
        use(event.actorIdentity());
      }
      suspend(event.actorUser(), isSuspended(room, event.actorUser()));
      rig.bean(EventSignatures.class).require(event, id, event.actorUser());
    }
    var next = rig.rooms.next(room, event, pos, event.time());
    if (event instanceof RoomEvent.Deleted deletion) {
      DeletionRules.require(deletion, at -> named(one.path("log"), at));
      deletion.deletion().messages().forEach(message -> deleted.add(message.pos()));
    }
    return next;
  }

  private DeletionRules.@Nullable Named named(JsonNode log, long pos) {
    for (var entry : log) {
      if (entry.path("pos").asLong() == pos) {
        boolean isMessage = entry.path("userId").isString();
        return new DeletionRules.Named(
            isMessage ? user(entry.path("userId")) : null,
            Base64Text.parse(entry.path("hash").asString()),
            entry.path("erased").asBoolean() || deleted.contains(pos));
      }
    }
    return null;
  }

  private static boolean isSuspended(@Nullable Room room, UserId user) {
    return room != null && room.member(user).filter(Membership::suspended).isPresent();
  }

  private static RoomEvent parsed(JsonNode base64) {
    try {
      return RoomEvent.parse(Base64Text.parse(base64.asString()));
    } catch (Malformed e) {
      throw new Refusal(RoomProblems.BAD_EVENT);
    }
  }

  private static void requireServers(RoomEvent event) {
    byte[] key = Base64Text.parse(V.path("server").path("edKey").asString());
    if (!Signatures.verify(key, event.signed(), event.signature())) {
      throw new Refusal(RoomProblems.BAD_EVENT);
    }
  }

  /// Makes true what the event says, because the server announces nothing else.
  private void follow(RoomEvent event) {
    switch (event) {
      case RoomEvent.Suspended suspended -> suspend(suspended.subject(), true);
      case RoomEvent.Resumed resumed -> suspend(resumed.subject(), false);
      case RoomEvent.IdentityChanged changed -> use(changed.identity());
      default -> {}
    }
  }

  private void suspend(UserId user, boolean suspended) {
    var accounts = rig.bean(Accounts.class);
    if (accounts.find(user).filter(Account::suspended).isPresent() == suspended) {
      return;
    }
    if (suspended) {
      accounts.suspend(user);
    } else {
      accounts.resume(user);
    }
  }

  private static Optional<JsonNode> identity(IdentityId id) {
    return StreamSupport.stream(V.path("identities").spliterator(), false)
        .filter(one -> one.path("identityId").asString().equals(id.toString()))
        .findFirst();
  }

  /// Makes this its user's current identity.
  private void use(IdentityId id) {
    var identity = identity(id).orElseThrow();
    var user = user(identity.path("userId"));
    if (id.equals(present.put(user, id))) {
      return;
    }
    rig.bean(TransactionTemplate.class)
        .executeWithoutResult(_ -> {
          var jdbc = rig.bean(JdbcClient.class);
          jdbc.sql("delete from identities_record where user_id = ?").param(user.bytes()).update();
          jdbc.sql(
                  """
                  insert into identities_record
                    (identity_id, user_id, idx, record, active_since) values (?, ?, ?, ?, 0)
                  """)
              .params(
                  id.bytes(),
                  user.bytes(),
                  identity.path("index").asInt(),
                  Base64Text.parse(identity.path("record").asString()))
              .update();
          rig.publish(new IdentityChanged(user, id));
        });
  }

  private static UserId user(JsonNode id) {
    return UserId.parse(id.asString());
  }

  private static void requireState(Room room, JsonNode then) {
    assertThat(room.name()).isEqualTo(then.path("name").asString());
    assertThat(room.mode().word()).isEqualTo(then.path("mode").asString());
    assertThat(room.fullHistory()).isEqualTo(then.path("fullHistory").asBoolean());
    var rules = room.rules();
    int policy = (rules.ownersInvite() ? 1 : 0) + (rules.ownersWrite() ? 2 : 0);
    assertThat(policy).isEqualTo(then.path("policy").asInt());
    assertThat(rules.retention().seconds()).isEqualTo(then.path("retention").asLong());
    assertThat(members(room)).isEqualTo(members(then));
    assertThat(LetterboxVectors.of(room.boxes())).isEqualTo(LetterboxVectors.of(then));
    assertThat(invitations(room)).isEqualTo(invitations(then));
  }

  private static Set<List<Object>> members(Room room) {
    return room.members().entrySet().stream()
        .map(entry -> {
          var member = entry.getValue();
          return List.<Object>of(
              entry.getKey().toString(),
              member.identity().toString(),
              member.role().code(),
              member.joinedPos(),
              member.suspended());
        })
        .collect(Collectors.toSet());
  }

  private static Set<List<Object>> members(JsonNode then) {
    return StreamSupport.stream(then.path("members").spliterator(), false)
        .map(member ->
            List.<Object>of(
                member.path("userId").asString(),
                member.path("identityId").asString(),
                member.path("role").asInt(),
                member.path("joinedPos").asLong(),
                member.path("suspended").asBoolean()))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> invitations(Room room) {
    return room.invitations().entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().toString(),
                entry -> entry.getValue().invitedBy().toString()));
  }

  private static Map<String, String> invitations(JsonNode then) {
    return StreamSupport.stream(then.path("invitations").spliterator(), false)
        .collect(
            Collectors.toMap(
                one -> one.path("userId").asString(), one -> one.path("by").asString()));
  }
}
