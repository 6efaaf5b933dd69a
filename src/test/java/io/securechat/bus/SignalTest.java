package io.securechat.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signals between nodes, and signals that are refused.
class SignalTest {

  private static final UserId ALICE = UserId.parse("11111111-2222-4333-8444-555555555555");

  private record Moved(UserId user, long pos, boolean changed, List<byte[]> grants) {

    static final Topic<Moved> TOPIC = new Topic<>("MOVED", Moved.class);

    Moved {
      if (pos < 1) {
        throw new IllegalArgumentException("no number");
      }
    }
  }

  private final Listeners listeners = new Listeners();
  private final List<Moved> heard = new ArrayList<>();

  @Test
  void arrivesAsTheRecordThatWasSent() {
    listeners.add(Moved.TOPIC, heard::add);
    deliver(SignalCodec.write("n1", "MOVED", new Moved(ALICE, 7, true, List.of(new byte[] {1}))));
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().user()).isEqualTo(ALICE);
    assertThat(heard.getFirst().pos()).isEqualTo(7);
    assertThat(heard.getFirst().changed()).isTrue();
    assertThat(heard.getFirst().grants()).containsExactly(new byte[] {1});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"text\"",
        "{\"user\":\"U\",\"pos\":7,\"changed\":true}",
        "{\"user\":\"U\",\"pos\":7,\"changed\":true,\"grants\":null}",
        "{\"user\":\"U\",\"pos\":7,\"changed\":true,\"grants\":[],\"more\":1}",
        "{\"user\":\"U\",\"pos\":\"7\",\"changed\":true,\"grants\":[]}",
        "{\"user\":\"U\",\"pos\":7.5,\"changed\":true,\"grants\":[]}",
        "{\"user\":\"U\",\"pos\":7,\"changed\":\"true\",\"grants\":[]}",
        "{\"user\":\"U\",\"pos\":7,\"changed\":1,\"grants\":[]}",
        "{\"user\":\"nobody\",\"pos\":7,\"changed\":true,\"grants\":[]}",
        "{\"user\":7,\"pos\":7,\"changed\":true,\"grants\":[]}",
        "{\"user\":\"U\",\"pos\":0,\"changed\":true,\"grants\":[]}",
        "{\"user\":\"U\",\"pos\":7,\"changed\":true,\"grants\":[\"!\"]}"
      })
  void aSignalThatIsNotItsTopicsRecordReachesNobody(String signal) {
    listeners.add(Moved.TOPIC, heard::add);
    deliver(
        "{\"node\":\"n1\",\"topic\":\"MOVED\",\"signal\":" + signal.replace("U", "" + ALICE) + "}");
    assertThat(heard).isEmpty();

    deliver(SignalCodec.write("n1", "MOVED", new Moved(ALICE, 7, true, List.of())));
    assertThat(heard).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n1 MOVED text",
        "{",
        "[]",
        "{\"node\":\"n1\",\"topic\":\"MOVED\"}",
        "{\"node\":\"n1\",\"topic\":null,\"signal\":{}}",
        "{\"node\":1,\"topic\":\"MOVED\",\"signal\":{}}",
        "{\"node\":\"n1\",\"topic\":\"MOVED\",\"signal\":{},\"more\":1}",
        "{\"node\":\"n1\",\"node\":\"n2\",\"topic\":\"MOVED\",\"signal\":{}}",
        "{\"node\":\"n1\",\"topic\":\"MOVED\",\"signal\":{\"pos\":1,\"pos\":2}}",
        "{\"node\":\"n1\",\"topic\":\"MOVED\",\"signal\":{}} more"
      })
  void aMessageThatIsNoSignalIsRefused(String text) {
    assertThatThrownBy(() -> SignalCodec.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMessageThatIsTooLongIsRefusedUnread() {
    var text = " ".repeat(SignalCodec.LONGEST) + SignalCodec.write("n1", "MOVED", null);
    assertThatThrownBy(() -> SignalCodec.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUnknownTopicReachesNobody() {
    listeners.add(Moved.TOPIC, heard::add);
    deliver(SignalCodec.write("n1", "LATER", new Moved(ALICE, 7, true, List.of())));
    assertThat(heard).isEmpty();
  }

  @Test
  void aListenerThatThrowsDoesNotKeepTheSignalFromTheOthers() {
    listeners.add(
        Moved.TOPIC,
        _ -> {
          throw new IllegalStateException("no");
        });
    listeners.add(Moved.TOPIC, heard::add);
    deliver(SignalCodec.write("n1", "MOVED", new Moved(ALICE, 7, true, List.of())));
    assertThat(heard).hasSize(1);
  }

  private void deliver(String text) {
    listeners.deliver(SignalCodec.read(text));
  }
}
