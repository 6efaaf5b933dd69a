package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.Letter;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Opens the messages of a verified log, and applies what edits, reactions and pins say (R7, R8). A
/// message is opened when it is first looked at. Not thread-safe.
final class Timeline {

  private static final int HASH = 16;

  /// An opened message, or why it is not.
  private record Opened(
      @Nullable UserId sender,
      @Nullable IdentityId identity,
      @Nullable Content content,
      String reason) {

    static Opened locked(@Nullable UserId sender, String reason) {
      return new Opened(sender, null, null, reason);
    }
  }

  /// Something that refers to a message.
  private record Related(long pos, UserId sender, IdentityId identity, Content content) {}

  private final RoomReader reader;
  private final RoomKeys keys;
  private final Clock clock;
  private final Seeds seeds;
  private final Map<Long, Opened> opened = new HashMap<>();
  private final Map<Long, TreeMap<Long, Related>> related = new HashMap<>();
  private @Nullable UserId witnessAgainst;

  Timeline(RoomReader reader, RoomKeys keys, Seeds seeds, Clock clock) {
    this.seeds = seeds;
    this.reader = reader;
    this.keys = keys;
    this.clock = clock;
  }

  /// The items from a position on, each with the effect of all that is open.
  List<Item> from(long pos) {
    for (long i = Math.max(1, pos); i <= reader.last(); i++) {
      if (reader.entry(i) instanceof LogEntry.Message message) {
        opened(message);
      }
    }
    var items = new ArrayList<Item>();
    for (long i = Math.max(1, pos); i <= reader.last(); i++) {
      items.add(item(i));
    }
    return items;
  }

  Item item(long pos) {
    return switch (reader.entry(pos)) {
      case LogEntry.Event event -> new Item.Happened(pos, event.at(), event.event());
      case LogEntry.NewEpoch epoch -> new Item.NewEpoch(pos, epoch.at(), replacing(epoch));
      case LogEntry.Bare hidden -> bare(hidden);
      case LogEntry.Message message -> message(message);
      case LogEntry.Letter letter -> letter(letter);
      case null -> throw new IllegalArgumentException("no such position");
    };
  }

  private static Optional<UserId> replacing(LogEntry.NewEpoch epoch) {
    return epoch.reason() == EpochRecord.GRANT_UNREADABLE ? epoch.issuer() : Optional.empty();
  }

  private Item bare(LogEntry.Bare hidden) {
    long pos = hidden.pos();
    if (!reader.ledger().mayRead(pos)) {
      return new Item.Locked(pos, hidden.at(), Optional.empty(), "before-joining");
    }
    if (reader.isDeleted(pos)) {
      return gone(pos, hidden.at());
    }
    return reader.isWithheld(pos)
        ? new Item.Locked(pos, hidden.at(), Optional.empty(), "withheld")
        : new Item.Expired(pos, hidden.at());
  }

  private Item.Gone gone(long pos, long at) {
    var subject = reader.ledger().deletion(pos).orElseThrow().sender();
    for (long i = pos + 1; i <= reader.last(); i++) {
      if (reader.entry(i) instanceof LogEntry.Event(_, _, RoomEvent.Deleted event, _)
          && event.deletion().messages().stream().anyMatch(one -> one.pos() == pos)) {
        // A letter has no sender (B8).
        var sender = subject.equals(RoomEvent.SERVER) ? event.actorUser() : subject;
        return new Item.Gone(pos, at, sender, event.actorUser());
      }
    }
    return new Item.Gone(pos, at, subject, subject);
  }

  private Item letter(LogEntry.Letter letter) {
    long pos = letter.pos();
    if (reader.isDeleted(pos)) {
      return gone(pos, letter.at());
    }
    if (reader.ledger().expiry().hasExpired(pos, letter.at(), clock.millis())) {
      return new Item.Expired(pos, letter.at());
    }
    var box = letter.box();
    if (box == null || letter.fault() != null) {
      String reason = letter.fault() == null ? "damaged" : letter.fault();
      return new Item.Locked(pos, letter.at(), Optional.empty(), reason);
    }
    var seed = seeds.of(box);
    if (seed.isEmpty()) {
      return new Item.Locked(pos, letter.at(), Optional.empty(), "no-key");
    }
    try {
      byte[] json = Letter.open(letter.bytes(), reader.room(), box.number(), seed.get());
      var text = ContentCodec.letter(json);
      if (text.isPresent()) {
        return new Item.Letter(pos, letter.at(), box.name(), box.webhook(), text.get().text());
      }
    } catch (Letter.Unopened e) {
      // Falls through: the same reason for everything that is not as it should be.
    }
    return new Item.Locked(pos, letter.at(), Optional.empty(), "damaged");
  }

  private Item message(LogEntry.Message message) {
    long pos = message.pos();
    if (reader.isDeleted(pos)) {
      return gone(pos, message.at());
    }
    if (reader.ledger().expiry().hasExpired(pos, message.at(), clock.millis())) {
      return new Item.Expired(pos, message.at());
    }
    var one = opened(message);
    var sender = one.sender();
    var content = one.content();
    if (sender == null || content == null) {
      return new Item.Locked(pos, message.at(), Optional.ofNullable(sender), one.reason());
    }
    return content instanceof Content.Text text
        ? said(message, text, sender, one.identity())
        : new Item.Relation(pos, message.at(), sender, content);
  }

  private Item.Said said(
      LogEntry.Message message, Content.Text text, UserId sender, @Nullable IdentityId identity) {
    String shown = text.text();
    var mentions = text.mentions();
    boolean edited = false;
    boolean pinned = false;
    var reactions = new LinkedHashMap<String, Set<UserId>>();
    for (var one : related.getOrDefault(message.pos(), new TreeMap<>()).values()) {
      if (!isEffective(one, message)) {
        continue;
      }
      switch (one.content()) {
        case Content.Edit edit -> {
          boolean own = one.sender().equals(sender) && one.identity().equals(identity);
          boolean fits = !edit.text().isEmpty() || !text.files().isEmpty();
          if (own && fits) {
            shown = edit.text();
            mentions = edit.mentions();
            edited = true;
          }
        }
        case Content.React react -> {
          var who = reactions.computeIfAbsent(react.emoji(), _ -> new LinkedHashSet<>());
          if (react.on()) {
            who.add(one.sender());
          } else {
            who.remove(one.sender());
          }
        }
        case Content.Pin pin -> pinned = pin.on();
        case Content.Text _ -> {}
      }
    }
    reactions.values().removeIf(Set::isEmpty);
    return new Item.Said(
        message.pos(), message.at(), sender, text, shown, mentions, edited, reactions, pinned);
  }

  private boolean isEffective(Related one, LogEntry.Message target) {
    return one.pos() > target.pos()
        && target(one.content()).filter(ref -> matches(ref, target)).isPresent()
        && !reader.isDeleted(one.pos());
  }

  private static boolean matches(Content.Ref ref, LogEntry.Message target) {
    return ref.hash().equals(Base64Text.of(Arrays.copyOf(target.hash(), HASH)));
  }

  private static Optional<Content.Ref> target(Content content) {
    return switch (content) {
      case Content.Text _ -> Optional.empty();
      case Content.Edit edit -> Optional.of(edit.of());
      case Content.React react -> Optional.of(react.of());
      case Content.Pin pin -> Optional.of(pin.of());
    };
  }

  private Opened opened(LogEntry.Message message) {
    var known = opened.get(message.pos());
    // A key may have come since.
    if (known != null && !known.reason().equals("no-key")) {
      return known;
    }
    var one = open(message);
    opened.put(message.pos(), one);
    var content = one.content();
    if (content != null && one.sender() != null && one.identity() != null) {
      var relation = new Related(message.pos(), one.sender(), one.identity(), content);
      target(content)
          .ifPresent(ref ->
              related
                  .computeIfAbsent(ref.pos(), _ -> new TreeMap<>())
                  .put(message.pos(), relation));
    }
    return one;
  }

  private Opened open(LogEntry.Message message) {
    var sender = reader.sender(message).orElse(null);
    if (message.fault() != null) {
      return Opened.locked(sender, reason(message.fault()));
    }
    if (sender == null || !reader.isSigned(message)) {
      return Opened.locked(sender, "signature");
    }
    var epoch = keys.epoch(message.envelope().epoch());
    if (epoch.isEmpty()) {
      return Opened.locked(sender, "no-key");
    }
    try {
      noteWitness(message, sender, epoch.get().witness(message.bytes()));
      byte[] json = epoch.get().open(message.bytes()).getBytes(StandardCharsets.UTF_8);
      var content = ContentCodec.read(json).orElse(null);
      if (content == null) {
        return Opened.locked(sender, "newer");
      }
      boolean limited = content instanceof Content.Text || content instanceof Content.Pin;
      if (limited && !message.mayWrite()) {
        return Opened.locked(sender, "not-allowed");
      }
      return new Opened(sender, message.envelope().identityId(), content, "");
    } catch (GeneralSecurityException | Malformed e) {
      return Opened.locked(sender, "damaged");
    }
  }

  private static String reason(String fault) {
    return switch (fault) {
      case "is a repetition" -> "repeated";
      case "is by nobody in the epoch's rows" -> "wrong-sender";
      default -> "out-of-time";
    };
  }

  private void noteWitness(LogEntry.Message message, UserId sender, Epoch.Witness witness) {
    if (witness.pos() > 0 && !reader.hasSeen(message.pos(), witness)) {
      witnessAgainst = sender;
    }
  }

  /// Somebody who saw another log than this one (M3).
  Optional<UserId> witnessAgainst() {
    return Optional.ofNullable(witnessAgainst);
  }

  /// The open message at a position.
  Optional<Item.Said> said(long pos) {
    return pos >= 1 && pos <= reader.last() && item(pos) instanceof Item.Said said
        ? Optional.of(said)
        : Optional.empty();
  }

  /// A reference to a message that is held.
  Content.Ref ref(long pos) {
    if (reader.entry(pos) instanceof LogEntry.Message message) {
      return new Content.Ref(pos, Base64Text.of(Arrays.copyOf(message.hash(), HASH)));
    }
    throw new IllegalArgumentException("no message at " + pos);
  }

  /// The message at a position and this user's own edits of and reactions to it: what they delete
  /// together (D1). Ascending.
  List<Long> ownParts(long pos, UserId user) {
    var parts = new ArrayList<Long>();
    parts.add(pos);
    related.getOrDefault(pos, new TreeMap<>()).values().stream()
        .filter(one -> one.sender().equals(user) && !(one.content() instanceof Content.Pin))
        .filter(one -> !reader.isDeleted(one.pos()))
        .forEach(one -> parts.add(one.pos()));
    return parts;
  }
}
