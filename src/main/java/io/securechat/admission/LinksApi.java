package io.securechat.admission;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.accounts.Username;
import io.securechat.signin.LogIns;
import io.securechat.signin.Passwords;
import io.securechat.signin.SignInThrottle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for the pages that links open. Tokens travel only in request bodies.
@RestController
class LinksApi {

  record Token(String token) {}

  record Shown(
      String kind, @Nullable String username, @Nullable String displayName, long expires) {}

  record NewPerson(
      String token, String username, String displayName, String salt, String authSecret) {}

  record NewPassword(String token, String salt, String authSecret) {}

  private final Links links;
  private final Registration registration;
  private final Passwords passwords;
  private final LogIns logIns;
  private final Accounts accounts;
  private final SignInThrottle throttle;

  LinksApi(
      Links links,
      Registration registration,
      Passwords passwords,
      LogIns logIns,
      Accounts accounts,
      SignInThrottle throttle) {
    this.links = links;
    this.registration = registration;
    this.passwords = passwords;
    this.logIns = logIns;
    this.accounts = accounts;
    this.throttle = throttle;
  }

  @PostMapping("/api/links/check")
  Shown check(@RequestBody Token token, HttpServletRequest request) {
    throttle.takeLink(request);
    var link = links.require(token.token());
    Optional<Account> owner = Optional.ofNullable(link.user()).flatMap(accounts::find);
    return new Shown(
        link.kind().word(),
        owner.map(account -> account.username().value()).orElse(null),
        owner.map(Account::displayName).orElse(null),
        link.expires());
  }

  @PostMapping("/api/links/register")
  @ResponseStatus(HttpStatus.CREATED)
  LogIns.Self register(
      @RequestBody NewPerson person, HttpServletRequest request, HttpServletResponse response) {
    throttle.takeLink(request);
    links.require(person.token());
    var name = Username.of(person.username());
    var secret = passwords.next(person.salt(), person.authSecret());
    var user = registration.register(person.token(), name, person.displayName(), secret);
    return logIns.begin(user, request, response);
  }

  @PostMapping("/api/links/reset")
  LogIns.Self reset(
      @RequestBody NewPassword password, HttpServletRequest request, HttpServletResponse response) {
    throttle.takeLink(request);
    registration.requireReset(password.token());
    var secret = passwords.next(password.salt(), password.authSecret());
    var user = registration.reset(password.token(), secret);
    return logIns.begin(user, request, response);
  }
}
