package io.securechat.terminal;

import io.securechat.client.ClientRoom;
import io.securechat.client.Session;
import io.securechat.client.SignIn;
import io.securechat.client.Vault;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/// A failure as its user is told: one or two sentences and an exit code.
record Failure(int code, String words) {

  /// Thrown by commands for what the user can put right.
  static final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    Stop(int code, String words) {
      super(words);
      this.failure = new Failure(code, words);
    }
  }

  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case Stop stop -> stop.failure;
      case ClientRoom.Blocked blocked -> new Failure(ExitCode.NOT_TRUSTED, words(blocked));
      case SignIn.SaltChanged changed ->
          new Failure(
              ExitCode.NOT_TRUSTED,
              words(changed)
                  + " If your password was changed elsewhere, say so with --password-changed.");
      case Session.Refused refused -> refused(refused);
      case Vault.Closed closed -> new Failure(ExitCode.NOT_TRUSTED, words(closed));
      case UncheckedIOException e when e.getCause() instanceof FileSystemException file ->
          new Failure(ExitCode.FAILED, words(file));
      case UncheckedIOException e -> unreachable(e);
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case SSLException e -> certificate(e);
      default -> new Failure(ExitCode.FAILED, "Failed: " + thrown.getClass().getSimpleName() + ".");
    };
  }

  private static Failure refused(Session.Refused refused) {
    return switch (refused.code()) {
      case "wrong-credentials", "suspended", "too-many-attempts", "signed-out" ->
          new Failure(ExitCode.SIGN_IN, words(refused));
      case "" ->
          new Failure(
              ExitCode.FAILED,
              words(refused) + " It may be of another version, or no Secure Chat.");
      default -> new Failure(ExitCode.FAILED, words(refused));
    };
  }

  private static String words(FileSystemException e) {
    String file = SafeText.line(String.valueOf(e.getFile()));
    return switch (e) {
      case NoSuchFileException _ -> "There is no " + file + ".";
      case AccessDeniedException _ -> file + " may not be used by you.";
      default ->
          file + " can’t be used" + (e.getReason() == null ? "." : ": " + e.getReason() + ".");
    };
  }

  private static Failure unreachable(UncheckedIOException e) {
    if (find(e, SSLException.class).isPresent()) {
      return certificate(e);
    }
    if (find(e, UnresolvedAddressException.class).isPresent()
        || find(e, UnknownHostException.class).isPresent()) {
      return new Failure(ExitCode.UNREACHABLE, "There is no host of this name.");
    }
    if (find(e, HttpTimeoutException.class).isPresent()) {
      return new Failure(ExitCode.UNREACHABLE, "The server doesn’t answer.");
    }
    if (find(e, ConnectException.class).isPresent()) {
      return new Failure(
          ExitCode.UNREACHABLE, "Nothing answers at this address. Is the port right?");
    }
    return new Failure(ExitCode.UNREACHABLE, "The connection to the server broke.");
  }

  private static Failure certificate(Exception e) {
    String all = causes(e);
    if (all.contains("plaintext") || all.contains("Unsupported or unrecognized SSL message")) {
      return new Failure(ExitCode.CERTIFICATE, "The server doesn’t speak https at this port.");
    }
    return new Failure(
        ExitCode.CERTIFICATE,
        all.contains("another fingerprint")
            ? "The server’s certificate has another fingerprint than --self-signed says."
            : "The server’s certificate isn’t trusted. If it is self-signed, pass the fingerprint"
                + " that your admin gave you: --self-signed FINGERPRINT");
  }

  private static String causes(Throwable thrown) {
    var all = new StringBuilder();
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      all.append(one.getMessage()).append('\n');
    }
    return all.toString();
  }

  private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (type.isInstance(one)) {
        return Optional.of(type.cast(one));
      }
    }
    return Optional.empty();
  }

  private static String words(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }
}
