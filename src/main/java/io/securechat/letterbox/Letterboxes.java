package io.securechat.letterbox;

import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.protocol.Letter;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Letterbox;
import io.securechat.protocol.ledger.RoomProblems;
import io.securechat.roomlog.RoomLog;
import io.securechat.rooms.Rooms;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Opens letterboxes, and takes in what programs write. What a token allows is one letter more in
/// its box, within the rate; it lets nobody read anything.
@Component
class Letterboxes {

  private static final Allowance CHANGES = new Allowance(60, Duration.ofHours(1));
  private static final Allowance LETTERS = new Allowance(60, Duration.ofMinutes(1));
  private static final Allowance UNKNOWN_TOKENS = new Allowance(120, Duration.ofMinutes(10));

  private final RoomLog log;
  private final Rooms rooms;
  private final BoxTokens tokens;
  private final Limits limits;
  private final JsonMapper json;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Letterboxes(
      RoomLog log, Rooms rooms, BoxTokens tokens, Limits limits, JsonMapper json, Clock clock) {
    this.log = log;
    this.rooms = rooms;
    this.tokens = tokens;
    this.limits = limits;
    this.json = json;
    this.clock = clock;
  }

  List<LetterboxApi.Box> boxes(UserId caller, RoomId id) {
    var room = rooms.requireMember(id, caller);
    var used = tokens.lastUsed(id);
    return room.boxes().all().stream()
        .map(Letterbox::number)
        .map(box -> new LetterboxApi.Box(box, used.get(box), log.seedGrants(caller, id, box)))
        .toList();
  }

  /// Opens a box by event 18, with one grant of its seed for each row, and returns its token.
  LetterboxApi.Opened open(UserId caller, RoomId id, byte[] event, List<byte[]> grants) {
    limits.take("box-change", caller, CHANGES);
    byte[] token = tokens.draw();
    long box =
        log.openBox(
            caller,
            id,
            event,
            grants,
            number -> tokens.save(new BoxTokens.Place(id, number), token));
    return new LetterboxApi.Opened(box, BoxTokens.text(token));
  }

  String replaceToken(UserId caller, RoomId id, long box) {
    limits.take("box-change", caller, CHANGES);
    var room = rooms.requireMember(id, caller);
    var member = room.member(caller).orElseThrow();
    require(!member.suspended(), RoomProblems.SUSPENDED);
    require(member.isOwner(), RoomProblems.NOT_ALLOWED);
    require(room.boxes().open(box).isPresent(), CommonProblems.NOT_FOUND);
    byte[] token = tokens.draw();
    tokens.save(new BoxTokens.Place(id, box), token);
    return BoxTokens.text(token);
  }

  /// Appends a letter that a program has sealed.
  ///
  /// @param address of the client, whose unknown tokens are counted
  void letter(String token, Object address, byte[] bytes) {
    var place = require(token, address, false).place();
    var letter = parse(bytes);
    if (!letter.room().equals(place.room()) || letter.box() != place.box()) {
      throw new Refusal(CommonProblems.MALFORMED);
    }
    append(place, bytes);
  }

  private static Letter parse(byte[] bytes) {
    if (bytes.length > Letter.LONGEST) {
      throw new Refusal(CommonProblems.TOO_LARGE);
    }
    return Letter.parse(bytes);
  }

  /// Seals a text that came by a webhook; false if it is too long.
  boolean post(Target target, String text) {
    var content = json.createObjectNode();
    content.put("t", "text").put("b", text).put("at", clock.millis());
    byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > Letter.LONGEST_JSON) {
      return false;
    }
    byte[] ephemeral = new byte[32];
    random.nextBytes(ephemeral);
    try {
      var place = target.place();
      append(place, Letter.seal(place.room(), place.box(), target.box().key(), ephemeral, bytes));
      return true;
    } finally {
      Arrays.fill(ephemeral, (byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// A box that takes what comes.
  record Target(BoxTokens.Place place, Letterbox box) {}

  /// The open box of this kind that the token is for; refuses with `not-found` if there is none,
  /// whatever the reason.
  Target require(String token, Object address, boolean webhook) {
    var found =
        tokens
            .find(token)
            .flatMap(place -> open(place).map(box -> new Target(place, box)))
            .filter(target -> target.box().webhook() == webhook);
    if (found.isEmpty()) {
      limits.take("box-unknown", address, UNKNOWN_TOKENS);
      throw new Refusal(CommonProblems.NOT_FOUND);
    }
    limits.take("box-letter", found.get().place(), LETTERS);
    return found.get();
  }

  private Optional<Letterbox> open(BoxTokens.Place place) {
    return rooms.find(place.room()).flatMap(room -> room.boxes().open(place.box()));
  }

  private void append(BoxTokens.Place place, byte[] bytes) {
    if (!log.appendLetter(place.room(), place.box(), bytes)) {
      throw new Refusal(CommonProblems.NOT_FOUND);
    }
    tokens.used(place);
  }

  private static void require(boolean holds, Problem otherwise) {
    if (!holds) {
      throw new Refusal(otherwise);
    }
  }
}
