package io.securechat.roomkeys;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.identities.ServerKey;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.testing.Secrets;
import io.securechat.testing.TestModules;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/// Generating and storing epochs, with a real database.
class RoomKeysTest {

  /// Lets the test see the generated secrets and their arrays.
  static final class Watched extends SecureRandom {
    private static final long serialVersionUID = 1;

    transient List<byte[]> places = new ArrayList<>();
    transient List<byte[]> drawn = new ArrayList<>();
    boolean failing;

    @Override
    public void nextBytes(byte[] bytes) {
      super.nextBytes(bytes);
      places.add(bytes);
      drawn.add(bytes.clone());
      if (failing) {
        throw new IllegalStateException("out of randomness");
      }
    }
  }

  static class Randomness {
    @Bean
    @Primary
    Watched watched() {
      return new Watched();
    }
  }

  @TempDir static Path folder;
  private static TestModules modules;
  private static RoomKeys keys;
  private static Watched random;

  private final RoomId room = new RoomId(UUID.randomUUID());
  private Recipient alice;
  private Recipient bob;

  @BeforeAll
  static void start() {
    modules = TestModules.start(folder, Randomness.class);
    keys = modules.bean(RoomKeys.class);
    random = modules.bean(Watched.class);
  }

  @AfterAll
  static void stop() {
    modules.close();
  }

  @BeforeEach
  void gather() {
    alice = Recipient.in(modules);
    bob = Recipient.in(modules);
    random.places.clear();
    random.drawn.clear();
  }

  private EpochDraft draw(int epoch, EpochRow... rows) {
    return keys.draw(room, epoch, 7, new byte[32], List.of(rows));
  }

  private static void save(EpochDraft draft, long pos) {
    modules.bean(TransactionTemplate.class).executeWithoutResult(_ -> keys.save(draft, pos));
  }

  @Test
  void everyRowsGrantOpensToTheSecretOfTheRecord() throws Exception {
    var draft = draw(1, alice.row(0), bob.row(1));
    byte[] secret = random.drawn.getFirst();
    var record = EpochRecord.parse(draft.record());
    byte[] salt = new ByteWriter().bytes(room.bytes()).u32(1).done();
    byte[] info = "SC1C".getBytes(StandardCharsets.US_ASCII);
    assertThat(record.commit()).isEqualTo(Secrets.hkdf(secret, salt, info));
    assertThat(draft.grants()).containsOnlyKeys(alice.user(), bob.user());
    for (var who : List.of(alice, bob)) {
      byte[] grant = requireNonNull(draft.grants().get(who.user()));
      assertThat(grant).hasSize(457);
      assertThat(who.open(grant)).isEqualTo(secret);
      assertThat(Grant.parse(grant).recordHash()).isEqualTo(draft.recordHash());
      assertThat(Grant.parse(grant).identity()).isEqualTo(who.identity());
    }
    assertThat(EpochRecord.hash(draft.record())).isEqualTo(draft.recordHash());
  }

  @Test
  void theServerSignsTheRecordAndRowsAreInOrderOfTheirBytes() {
    var high = new EpochRow(UserId.of(filled(0xff)), alice.identity(), 0);
    var low = new EpochRow(UserId.of(filled(0x01)), bob.identity(), 1);
    var draft = draw(1, high, low);
    var record = EpochRecord.parse(draft.record());
    assertThat(record.rows()).as("bytes are unsigned").containsExactly(low, high);
    var server = modules.bean(ServerKey.class);
    assertThat(record.issuer()).isEqualTo(server.id());
    assertThat(record.time()).isEqualTo(modules.clock().millis());
    byte[] bytes = draft.record();
    byte[] signature = Arrays.copyOfRange(bytes, bytes.length - 64, bytes.length);
    assertThat(server.verify(Arrays.copyOf(bytes, bytes.length - 64), signature)).isTrue();
    assertThat(bytes).hasSize(222 + 2 * 33);
  }

  @Test
  void theSecretIsErasedAfterUse() {
    draw(1, alice.row(0));
    assertThat(random.drawn.getFirst()).hasSize(32).isNotEqualTo(new byte[32]);
    assertThat(random.places.getFirst()).containsOnly(0);
  }

  @Test
  void theSecretIsErasedIfGeneratingFails() {
    random.failing = true;
    try {
      assertThatThrownBy(() -> draw(1, alice.row(0))).hasMessage("out of randomness");
    } finally {
      random.failing = false;
    }
    assertThat(random.places.getFirst()).containsOnly(0);
  }

  @Test
  void noTwoDrawsShareASecret() {
    draw(1, alice.row(0));
    draw(1, alice.row(0));
    assertThat(random.drawn.get(0)).isNotEqualTo(random.drawn.get(1));
  }

  @Test
  void nothingIsDrawnInsideATransaction() {
    var transaction = modules.bean(TransactionTemplate.class);
    assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> draw(1, alice.row(0))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(random.drawn).isEmpty();
  }

  @Test
  void noEpochIsGeneratedForNobodyOrForAUserTwice() {
    assertThatThrownBy(() -> draw(1)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> draw(1, alice.row(0), alice.row(1))).isInstanceOf(Malformed.class);
  }

  @Test
  void eachRecordFollowsThePreviousOneAndNamesItsReason() {
    var first = draw(1, alice.row(1));
    save(first, 8);
    var second = draw(2, alice.row(1), bob.row(0));
    save(second, 12);
    var third = draw(3, bob.row(0), alice.row(1));
    assertThat(List.of(read(first).reason(), read(second).reason(), read(third).reason()))
        .containsExactly(EpochRecord.FIRST, EpochRecord.ROWS_CHANGED, EpochRecord.SCHEDULED);
    assertThat(read(first).prevRecord()).containsOnly(0);
    assertThat(read(second).prevRecord()).isEqualTo(first.recordHash());
    assertThat(read(third).prevRecord()).isEqualTo(second.recordHash());
    assertThat(keys.last(room)).contains(2);
    assertThat(keys.positions(room, 1, 5)).containsExactly(8L, 12L);
  }

  @Test
  void everyoneGetsOnlyTheirOwnGrants() {
    save(draw(1, alice.row(1)), 8);
    var second = draw(2, alice.row(1), bob.row(0));
    save(second, 9);
    assertThat(keys.grants(alice.user(), room, 1, 9)).hasSize(2);
    assertThat(keys.grants(bob.user(), room, 1, 9))
        .containsExactly(second.grants().get(bob.user()));
    assertThat(keys.grants(bob.user(), room, 1, 1)).isEmpty();
    assertThat(keys.grants(bob.user(), new RoomId(UUID.randomUUID()), 1, 9)).isEmpty();
  }

  @Test
  void anEpochIsKeptOnceAndNeverOverwritten() {
    var kept = draw(1, alice.row(1));
    var loser = draw(1, alice.row(1));
    save(kept, 8);
    assertThatThrownBy(() -> save(loser, 8)).isInstanceOf(DataAccessException.class);
    assertThat(keys.grants(alice.user(), room, 1, 1))
        .containsExactly(kept.grants().get(alice.user()));
  }

  @Test
  void rolledBackEpochsAreNotStored() {
    var draft = draw(1, alice.row(1));
    modules
        .bean(TransactionTemplate.class)
        .executeWithoutResult(status -> {
          keys.save(draft, 8);
          status.setRollbackOnly();
        });
    assertThat(keys.last(room)).isEmpty();
    assertThat(keys.grants(alice.user(), room, 1, 1)).isEmpty();
  }

  @Test
  void anEpochForAThousandMembersIsGeneratedQuickly() {
    var rows = new ArrayList<EpochRow>();
    var wrapped = new HashSet<Integer>();
    for (var identity : Recipient.crowd(modules, 1000)) {
      rows.add(new EpochRow(UserId.random(), identity, 0));
    }
    keys.draw(room, 1, 7, new byte[32], rows);
    long begin = cpuMillis();
    var draft = keys.draw(room, 1, 7, new byte[32], rows);
    // About 80 ms on an idle machine; eleven seconds if each key were validated again.
    assertThat(cpuMillis() - begin).isLessThan(1500);
    draft.grants().values().forEach(grant -> wrapped.add(Arrays.hashCode(grant)));
    assertThat(wrapped).hasSizeGreaterThan(990);
    save(draft, 8);
    assertThat(keys.grants(rows.getLast().user(), room, 1, 1)).hasSize(1);
    assertThatThrownBy(
            () -> {
              rows.add(new EpochRow(UserId.random(), alice.identity(), 0));
              keys.draw(room, 2, 8, new byte[32], rows);
            })
        .isInstanceOf(Malformed.class);
  }

  private static long cpuMillis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
  }

  private static EpochRecord read(EpochDraft draft) {
    return EpochRecord.parse(draft.record());
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[16];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void aRowOfAnUnknownUserIsRefused() {
    var unknown = new EpochRow(UserId.random(), new IdentityId(UUID.randomUUID()), 0);
    assertThatThrownBy(() -> draw(1, unknown)).isInstanceOf(RuntimeException.class);
    assertThat(random.drawn).as("nothing was generated for it").isEmpty();
  }
}
