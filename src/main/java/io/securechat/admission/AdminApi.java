package io.securechat.admission;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.accounts.Caller;
import io.securechat.api.Slice;
import io.securechat.bytes.Uuids;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.presence.Presence;
import io.securechat.problems.Refusal;
import io.securechat.protocol.UserId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for administrators. The security rules guard `/api/admin/**` as a whole and
/// answer "not found" to everyone else.
@RestController
class AdminApi {

  private static final int PAGE = 100;
  private static final int LONGEST_DAYS = 30;
  private static final Duration RESET_VALIDITY = Duration.ofDays(2);
  private static final Allowance ACTS = new Allowance(120, Duration.ofMinutes(10));

  record Person(
      UserId userId,
      String username,
      String displayName,
      String role,
      boolean suspended,
      long created,
      @Nullable Long lastSeen,
      boolean online) {}

  record Days(int days) {}

  record MadeLink(UUID linkId, String url, long expires) {}

  record OpenLink(
      UUID linkId, String kind, long created, long expires, @Nullable UserId createdBy) {}

  record OpenLinks(List<OpenLink> items) {}

  private final Accounts accounts;
  private final Links links;
  private final Presence presence;
  private final Limits limits;
  private final String publicUrl;

  AdminApi(
      Accounts accounts,
      Links links,
      Presence presence,
      Limits limits,
      @Value("${secure-chat.public-url:}") String publicUrl) {
    this.publicUrl = publicUrl.strip().replaceAll("/+$", "");
    this.accounts = accounts;
    this.links = links;
    this.presence = presence;
    this.limits = limits;
  }

  @GetMapping("/api/admin/users")
  Slice<Person> users(
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    int count = Math.clamp(limit, 1, PAGE);
    var found = accounts.after(cursor, count + 1);
    var page = found.subList(0, Math.min(count, found.size()));
    String next = found.size() > count ? page.getLast().username().value() : null;
    return new Slice<>(page.stream().map(this::shown).toList(), next);
  }

  private Person shown(Account account) {
    var seen = presence.lastSeen(account.id());
    return new Person(
        account.id(),
        account.username().value(),
        account.displayName(),
        account.role().toString(),
        account.suspended(),
        account.created(),
        seen.isPresent() ? seen.getAsLong() : null,
        presence.isOnline(account.id()));
  }

  @PostMapping("/api/admin/links")
  @ResponseStatus(HttpStatus.CREATED)
  MadeLink makeLink(Caller caller, @RequestBody Days days) {
    act(caller);
    if (days.days() < 1 || days.days() > LONGEST_DAYS) {
      throw new Refusal(AdmissionProblems.BAD_DAYS);
    }
    var validity = Duration.ofDays(days.days());
    return shown(links.make(Links.Kind.REGISTER, null, caller.id(), validity));
  }

  @GetMapping("/api/admin/links")
  OpenLinks openLinks() {
    return new OpenLinks(
        links.open().stream()
            .map(link ->
                new OpenLink(
                    link.id(),
                    link.kind().word(),
                    link.created(),
                    link.expires(),
                    link.createdBy()))
            .toList());
  }

  @DeleteMapping("/api/admin/links/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdrawLink(Caller caller, @PathVariable String id) {
    act(caller);
    links.withdraw(Uuids.parse(id));
  }

  @PostMapping("/api/admin/users/{id}/suspend")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void suspend(Caller caller, @PathVariable String id) {
    act(caller);
    accounts.suspend(UserId.parse(id));
  }

  @PostMapping("/api/admin/users/{id}/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resume(Caller caller, @PathVariable String id) {
    act(caller);
    accounts.resume(UserId.parse(id));
  }

  @PostMapping("/api/admin/users/{id}/reset-link")
  @ResponseStatus(HttpStatus.CREATED)
  MadeLink resetLink(Caller caller, @PathVariable String id) {
    act(caller);
    var user = accounts.require(UserId.parse(id)).id();
    return shown(links.make(Links.Kind.RESET, user, caller.id(), RESET_VALIDITY));
  }

  /// Takes the server's address from the settings, never from the request, which may be forged.
  /// Without that setting, the page prepends its own address.
  private MadeLink shown(Links.Made made) {
    return new MadeLink(made.link().id(), publicUrl + made.path(), made.link().expires());
  }

  private void act(Caller caller) {
    limits.take("admin", caller.id(), ACTS);
  }
}
