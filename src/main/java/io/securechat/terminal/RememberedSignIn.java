package io.securechat.terminal;

import io.securechat.client.Session;
import io.securechat.client.SignIn;
import java.io.Console;
import java.io.PrintStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Continues the session that this device keeps under a passphrase (`--remember`), or signs in and
/// keeps one.
final class RememberedSignIn {

  private static final int SHORTEST = 12;
  private static final int TRIES = 5;

  private final SignInOptions options;
  private final Console console;
  private final PrintStream err;

  RememberedSignIn(SignInOptions options, PrintStream err) {
    this.options = options;
    this.console =
        SignInOptions.console()
            .orElseThrow(() ->
                new Failure.Stop(
                    ExitCode.USAGE, "--remember asks for a passphrase, so it needs a terminal."));
    this.err = err;
  }

  Session at(String address) {
    options.user = options.name();
    var signIn = options.at(address);
    var session = signIn.isRemembered(options.user) ? continued(signIn, options.user) : null;
    if (session == null) {
      session = options.signInAgain(address, err);
      keep(session);
    }
    return session;
  }

  /// Null if the user wants to sign in again, or has to.
  private @Nullable Session continued(SignIn signIn, String name) {
    for (int left = TRIES; left > 0; left--) {
      char[] passphrase = console.readPassword("Passphrase (empty to use your password): ");
      if (passphrase == null || passphrase.length == 0) {
        return null;
      }
      try {
        return signIn.remembered(name, passphrase);
      } catch (SignIn.WrongPassphrase e) {
        err.println(e.getMessage());
      } catch (Session.Refused e) {
        if (!e.code().equals("signed-out")) {
          throw e;
        }
        err.println(e.getMessage());
        return null;
      } finally {
        Arrays.fill(passphrase, '\0');
      }
    }
    throw new Failure.Stop(ExitCode.SIGN_IN, "This was the wrong passphrase, too.");
  }

  /// Asks twice, because a passphrase that was mistyped opens nothing.
  private void keep(Session session) {
    while (true) {
      char[] first =
          console.readPassword(
              "New passphrase for this device (%d characters or more): ", SHORTEST);
      if (first == null || first.length == 0) {
        err.println("Nothing is kept on this device.");
        return;
      }
      if (first.length < SHORTEST) {
        err.println("This is too short: anyone with this file could guess it.");
        continue;
      }
      char[] second = console.readPassword("The passphrase again: ");
      boolean same = second != null && Arrays.equals(first, second);
      if (same) {
        session.remember(first);
      }
      Arrays.fill(first, '\0');
      if (same) {
        Arrays.fill(second, '\0');
        return;
      }
      err.println("These two differ.");
    }
  }
}
