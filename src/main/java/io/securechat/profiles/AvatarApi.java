package io.securechat.profiles;

import io.securechat.accounts.Caller;
import io.securechat.bytes.Base64Text;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for users' pictures.
@RestController
class AvatarApi {

  private static final Allowance CHANGES = new Allowance(20, Duration.ofMinutes(10));

  /// Nothing in an image is run or loaded, even if a browser is made to show it as a page.
  private static final String POLICY = "default-src 'none'; sandbox";

  record NewAvatar(String image) {}

  private final Avatars avatars;
  private final Limits limits;

  AvatarApi(Avatars avatars, Limits limits) {
    this.avatars = avatars;
    this.limits = limits;
  }

  @PutMapping("/api/me/avatar")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void replace(Caller caller, @RequestBody NewAvatar fresh) {
    limits.take("avatar", caller.id(), CHANGES);
    avatars.replace(caller.id(), AvatarImage.of(Base64Text.parse(fresh.image())));
  }

  @DeleteMapping("/api/me/avatar")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller) {
    limits.take("avatar", caller.id(), CHANGES);
    avatars.remove(caller.id());
  }

  /// Another picture has another address: what a browser keeps never changes.
  @GetMapping(
      path = "/api/avatars/{hash}",
      produces = {ImageHead.JPEG, ImageHead.WEBP})
  ResponseEntity<byte[]> image(Caller caller, @PathVariable String hash) {
    var image = avatars.find(hash).orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(image.type()))
        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
        .header("Content-Security-Policy", POLICY)
        .body(image.bytes());
  }
}
