package io.securechat.attachments;

import static io.securechat.client.FileClient.begin;
import static io.securechat.client.FileClient.path;
import static io.securechat.client.FileClient.put;
import static io.securechat.client.FileClient.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What all files of a user, of a room, or of the server may take.
class QuotasTest {

  private static final long SIZE = 600_000;

  private static String begun(ChatClient who, String room) {
    var answer = begin(who, room, SIZE);
    return answer.status() + " " + answer.code();
  }

  @ParameterizedTest
  @CsvSource({
    "per-person, 409 quota-person, 201 ",
    "per-room, 409 quota-room, 409 quota-room",
    "total, 503 storage-full, 503 storage-full"
  })
  void anUploadCountsFromItsBeginningUntilItIsDeleted(
      String setting, String again, String byAnother) {
    try (var rig = new FilesRig("--secure-chat.attachments." + setting + "=1MB")) {
      String room = rig.room("Quota");
      String file = begin(rig.alice, room, SIZE).text("fileId");
      assertThat(begun(rig.alice, room)).isEqualTo(again);
      assertThat(begun(rig.bob, room).strip()).isEqualTo(byAnother.strip());
      if (setting.equals("per-room")) {
        assertThat(begun(rig.alice, rig.alice.createRoom("Another"))).isEqualTo("201 ");
      }
      assertThat(rig.alice.api.delete(path(room, file)).status()).isEqualTo(204);
      assertThat(begun(rig.alice, room)).isEqualTo("201 ");
    }
  }

  @Test
  void theSpaceThatIsKeptFreeIsNeverUsed() {
    try (var rig = new FilesRig("--secure-chat.attachments.keep-free=900000GB")) {
      String room = rig.room("Full");
      assertThat(begun(rig.alice, room)).isEqualTo("503 storage-full");
      rig.alice.say(room, "messages go on");
    }
  }

  @Test
  void withoutFilesEveryOneIsTooLarge() {
    try (var rig = new FilesRig("--secure-chat.attachments.max-file-size=0")) {
      String room = rig.room("None");
      var answer = begin(rig.alice, room, 1_040);
      assertThat(answer.code()).isEqualTo("file-too-large");
      assertThat(put(rig.alice, room, room, 0, random(1_040, 1)).status()).isEqualTo(404);
    }
  }
}
