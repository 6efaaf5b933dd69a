package io.securechat.signin;

import io.securechat.accounts.Username;
import io.securechat.credentials.KnownBrowsers;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/// Rate-limits sign-in attempts by account and address. Counts each attempt before checking it and
/// returns it on success, so that parallel attempts cannot bypass the limit.
///
/// Checks the narrowest limit first, so that guessing from one address does not use up the others'
/// limits. Sessions, and browsers in which the user has signed in before, have limits of their own
/// that nobody else can use up.
@Component
public class SignInThrottle {

  private static final Allowance BY_NAME_AND_ADDRESS = new Allowance(10, Duration.ofMinutes(5));
  private static final Allowance BY_ADDRESS = new Allowance(120, Duration.ofMinutes(10));
  private static final Allowance BY_NAME = new Allowance(120, Duration.ofMinutes(30));
  private static final Allowance BY_BROWSER = new Allowance(10, Duration.ofMinutes(5));
  private static final Allowance SALTS = new Allowance(300, Duration.ofMinutes(5));
  private static final Allowance DERIVATIONS = new Allowance(120, Duration.ofMinutes(1));
  private static final Allowance IN_SESSION = new Allowance(10, Duration.ofMinutes(5));

  /// Names cannot be longer; all longer input counts as one name.
  private static final int LONGEST_NAME = 64;

  private record NameAndAddress(String name, String address) {}

  private final Limits limits;
  private final KnownBrowsers browsers;

  SignInThrottle(Limits limits, KnownBrowsers browsers) {
    this.limits = limits;
    this.browsers = browsers;
  }

  void takeSalt(HttpServletRequest request) {
    take("signin-salt", address(request), SALTS);
  }

  void take(String typedName, HttpServletRequest request) {
    String name = name(typedName);
    var known = browsers.find(name, request);
    if (known.isPresent()) {
      take("signin-browser", known.get(), BY_BROWSER);
      return;
    }
    String address = address(request);
    take("signin-both", new NameAndAddress(name, address), BY_NAME_AND_ADDRESS);
    take("signin-address", address, BY_ADDRESS);
    take("signin-name", name, BY_NAME);
  }

  void succeeded(String typedName, HttpServletRequest request) {
    String name = name(typedName);
    var known = browsers.find(name, request);
    if (known.isPresent()) {
      limits.restoreShared("signin-browser", known.get());
      return;
    }
    String address = address(request);
    limits.restoreShared("signin-both", new NameAndAddress(name, address));
    limits.giveBackShared("signin-address", address, BY_ADDRESS);
    limits.giveBackShared("signin-name", name, BY_NAME);
  }

  /// From now on counts this browser's attempts for this name separately.
  void remember(Username name, HttpServletRequest request, HttpServletResponse response) {
    browsers.remember(name.value(), request, response);
  }

  /// Counts each derivation by the server, before it runs and whether or not the password is right.
  void takeDerivation(HttpServletRequest request) {
    take("signin-derive", address(request), DERIVATIONS);
  }

  void takeInSession(String sessionKey) {
    take("signin-session", sessionKey, IN_SESSION);
  }

  void succeededInSession(String sessionKey) {
    limits.restoreShared("signin-session", sessionKey);
  }

  /// Counts each use of a link, valid or not.
  public void takeLink(HttpServletRequest request) {
    take("signin-link", address(request), BY_ADDRESS);
  }

  private static String name(String typed) {
    String canonical = Username.canonical(typed);
    return canonical.length() > LONGEST_NAME ? "" : canonical;
  }

  private void take(String bucket, Object key, Allowance allowance) {
    long wait = limits.spendShared(bucket, key, allowance);
    if (wait > 0) {
      throw new Refusal(SignInProblems.TOO_MANY_ATTEMPTS).with("retryAfter", (wait + 999) / 1000);
    }
  }

  /// The IPv4 address, or the /64 network of an IPv6 address.
  public static String address(HttpServletRequest request) {
    try {
      byte[] bytes = InetAddress.getByName(request.getRemoteAddr()).getAddress();
      return HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 16 ? 8 : 4));
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
