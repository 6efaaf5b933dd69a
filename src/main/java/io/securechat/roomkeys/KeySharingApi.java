package io.securechat.roomkeys;

import io.securechat.accounts.Caller;
import io.securechat.bytes.Base64Text;
import io.securechat.protocol.RoomId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for keys of older epochs: open requests, and grants between members. For members
/// only.
@RestController
@RequestMapping("/api/rooms/{id}/keys")
class KeySharingApi {

  record Keys(List<KeyRequest> wanted, List<SharedKey> shared) {}

  record Wanted(List<Long> epochs) {

    Wanted {
      epochs = List.copyOf(epochs);
    }
  }

  record Wrapped(List<String> grants) {

    Wrapped {
      grants = List.copyOf(grants);
    }
  }

  private final KeySharing sharing;

  KeySharingApi(KeySharing sharing) {
    this.sharing = sharing;
  }

  @GetMapping
  Keys keys(Caller caller, @PathVariable String id) {
    return sharing.keys(caller.id(), RoomId.parse(id));
  }

  /// Requests the keys of 1 to 200 epochs, or seeds of letterboxes by their number; members' open
  /// pages are notified.
  @PostMapping("/wanted")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void want(Caller caller, @PathVariable String id, @RequestBody Wanted wanted) {
    sharing.want(caller.id(), RoomId.parse(id), wanted.epochs());
  }

  /// Submits 1 to 200 grants (SC1W) for members; they never replace existing ones.
  @PostMapping("/shared")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void share(Caller caller, @PathVariable String id, @RequestBody Wrapped wrapped) {
    sharing.share(
        caller.id(), RoomId.parse(id), wrapped.grants().stream().map(Base64Text::parse).toList());
  }
}
