package io.securechat.letterbox;

import io.securechat.accounts.Caller;
import io.securechat.bytes.Base64Text;
import io.securechat.protocol.RoomId;
import io.securechat.signin.SignInThrottle;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for letterboxes, and the one at which sealed letters arrive.
@RestController
class LetterboxApi {

  /// A box, with when a letter last came, and the caller's own grants (SC1W) of its seed.
  record Box(long box, @Nullable Long lastUsed, List<byte[]> grants) {}

  record Boxes(List<Box> boxes) {}

  /// Event 18, with one grant (SC1W) of the seed for each row.
  record NewBox(String event, List<String> grants) {

    NewBox {
      grants = List.copyOf(grants);
    }
  }

  record Opened(long box, String token) {}

  record Replaced(String token) {}

  private final Letterboxes letterboxes;

  LetterboxApi(Letterboxes letterboxes) {
    this.letterboxes = letterboxes;
  }

  @GetMapping("/api/rooms/{id}/boxes")
  Boxes boxes(Caller caller, @PathVariable String id) {
    return new Boxes(letterboxes.boxes(caller.id(), RoomId.parse(id)));
  }

  @PostMapping("/api/rooms/{id}/boxes")
  @ResponseStatus(HttpStatus.CREATED)
  Opened open(Caller caller, @PathVariable String id, @RequestBody NewBox box) {
    return letterboxes.open(
        caller.id(),
        RoomId.parse(id),
        Base64Text.parse(box.event()),
        box.grants().stream().map(Base64Text::parse).toList());
  }

  /// Replaces the token of an open box; the old address ends at once.
  @PostMapping("/api/rooms/{id}/boxes/{box}/token")
  Replaced replace(Caller caller, @PathVariable String id, @PathVariable long box) {
    return new Replaced(letterboxes.replaceToken(caller.id(), RoomId.parse(id), box));
  }

  /// Takes a sealed letter (SC1B). Needs no session.
  @PostMapping("/box/{token}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void letter(@PathVariable String token, @RequestBody byte[] letter, HttpServletRequest request) {
    letterboxes.letter(token, SignInThrottle.address(request), letter);
  }
}
