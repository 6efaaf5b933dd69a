package io.securechat.signin;

import io.securechat.accounts.Username;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/// Slows down who guesses. Each attempt is paid for before it is weighed and paid back when it was
/// right, so that many at once do not slip through.
///
/// None of this touches a session that somebody has: confirming a password in it is counted by
/// session, and nobody else can use that up.
@Component
class Attempts {

  private static final Allowance BY_NAME_AND_ADDRESS = new Allowance(10, Duration.ofMinutes(5));
  private static final Allowance BY_NAME = new Allowance(60, Duration.ofMinutes(30));
  private static final Allowance BY_ADDRESS = new Allowance(120, Duration.ofMinutes(10));
  private static final Allowance SALTS = new Allowance(300, Duration.ofMinutes(5));
  private static final Allowance DERIVATIONS = new Allowance(120, Duration.ofMinutes(1));
  private static final Allowance IN_SESSION = new Allowance(10, Duration.ofMinutes(5));

  private record NameAndAddress(String name, String address) {}

  private final Limits limits;

  Attempts(Limits limits) {
    this.limits = limits;
  }

  void takeSalt(HttpServletRequest request) {
    take("signin-salt", address(request), SALTS);
  }

  void take(String typedName, HttpServletRequest request) {
    String name = Username.canonical(typedName);
    String address = address(request);
    take("signin-address", address, BY_ADDRESS);
    take("signin-name", name, BY_NAME);
    take("signin-both", new NameAndAddress(name, address), BY_NAME_AND_ADDRESS);
  }

  void succeeded(String typedName, HttpServletRequest request) {
    String name = Username.canonical(typedName);
    String address = address(request);
    limits.giveBack("signin-address", address, BY_ADDRESS);
    limits.giveBack("signin-name", name, BY_NAME);
    limits.restore("signin-both", new NameAndAddress(name, address));
  }

  /// Whoever lets the server derive pays before it does.
  void takeDerivation(String typedName, HttpServletRequest request) {
    String name = Username.canonical(typedName);
    take("signin-derive", new NameAndAddress(name, address(request)), DERIVATIONS);
  }

  void takeInSession(String sessionKey) {
    take("signin-session", sessionKey, IN_SESSION);
  }

  void succeededInSession(String sessionKey) {
    limits.restore("signin-session", sessionKey);
  }

  void takeLink(HttpServletRequest request) {
    take("signin-link", address(request), BY_ADDRESS);
  }

  private void take(String bucket, Object key, Allowance allowance) {
    long wait = limits.spend(bucket, key, allowance);
    if (wait > 0) {
      throw new Refusal(SignInProblems.TOO_MANY_ATTEMPTS).with("retryAfter", (wait + 999) / 1000);
    }
  }

  /// An IPv4 address, or the /64 network that an IPv6 host chooses its addresses from.
  private static String address(HttpServletRequest request) {
    try {
      byte[] bytes = InetAddress.getByName(request.getRemoteAddr()).getAddress();
      return HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 16 ? 8 : 4));
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
