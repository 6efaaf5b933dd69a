package io.securechat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journey of the original program in two pseudo-terminals: real bytes, real sockets.
class TerminalIT {

  private final TestServer server = TestServer.shared();

  @TempDir private Path folder;

  private Pty client(String state, String... arguments) throws Exception {
    var all = new String[arguments.length + 1];
    all[0] = server.uri("/").toString();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Pty.start(folder.resolve(state), all);
  }

  @Test
  void twoTerminalsMeetTalkAndLeave() throws Exception {
    try (var alice = client("a");
        var bob = client("b", "--user", "bob")) {
      // Rows 3 and 4: the password is not shown, a wrong one may be tried again, then the lobby.
      alice.shows("User name:").enter("alice").shows("Password:").enter("wrong");
      alice.shows("Wrong name or password").shows("User name:").enter("alice");
      alice.shows("Password:").enter("wonderland").shows("You are signed in as alice");
      bob.shows("Password:").enter("the builder").shows("You are signed in as bob");
      assertThat(alice.raw()).doesNotContain("wonderland");

      meetTalkAndLeave(alice, bob, "", "The Shire", "end-to-end");
      meetTalkAndLeave(alice, bob, "managed ", "Bree", "managed");
      bob.enter("/quit");
      assertThat(bob.exitCode()).isZero();

      // Row 9: who was invited while offline is told at the sign-in, and can enter.
      try (var darth = client("d", "--user", "darth")) {
        darth.shows("Password:").enter("maul").shows("alice has invited you to The Shire");
        darth.shows("alice has invited you to Bree").enter("/accept Bree");
        darth.shows("— Bree (managed) —").enter("hello again");
        alice.shows("darth joined.").shows("darth: hello again");
        darth.enter("/quit");
        assertThat(darth.exitCode()).isZero();
      }
      alice.enter("/quit");
      assertThat(alice.exitCode()).isZero();
    }
  }

  private static void meetTalkAndLeave(Pty alice, Pty bob, String option, String name, String kind)
      throws Exception {
    // Rows 13, 5, 7 and 8.
    String opened = "— " + name + " (" + kind + ") —";
    alice.shows("> ").enter("/online").shows("alice, bob");
    alice.enter("/create " + option + name).shows(opened);
    alice.enter("/invite bob darth nobody-here");
    alice.shows("bob: invited, is online").shows("darth: invited, is offline");
    alice.shows("nobody-here: there is nobody of this name");

    // Rows 10, 6 and 14.
    bob.shows("alice has invited you to " + name).enter("/accept");
    bob.shows(opened).enter("/who").shows("alice (owner), bob");
    alice.shows("bob joined.");

    // Rows 12 and 16: both talk, and what arrives does not tear what is being typed.
    alice.type("half a li");
    bob.enter("hello **alice**").shows("bob: hello alice");
    alice.shows("bob: hello alice").enter("ne").shows("alice: half a line");
    bob.shows("alice: half a line");

    // Row 15.
    bob.enter("/leave").shows("You have left the room.");
    alice.shows("bob left.");
  }

  @Test
  void aWindowThatIsResizedWhileOneTypesTearsNothing() throws Exception {
    try (var darth = ChatClient.at(server, "darth", "maul");
        var alice = ChatClient.at(server, "alice", "wonderland");
        var terminal = client("e", "--user", "alice")) {
      String room = alice.createRoom("Narrow", darth);
      darth.join(room);
      terminal.shows("Password:").enter("wonderland").shows("lobby>");
      terminal.enter("/open Narrow").shows("— Narrow (").shows("> ");
      terminal.type("typed while the window had eighty columns");
      terminal.shows("eighty columns").resize(10, 30);
      darth.say(room, "said to a window of thirty");
      terminal.shows("darth: said to a window of thirty");
      // The line editor folds the line at the new width.
      terminal.shows("> typed while the windo");
      terminal.resize(24, 80).enter(", and thirty in between");
      darth.hears(room, "typed while the window had eighty columns, and thirty in between");
      terminal.enter("/quit");
      assertThat(terminal.exitCode()).isZero();
    }
  }

  @Test
  void aSearchMarksWhatItFindsAndOpensIt() throws Exception {
    try (var darth = ChatClient.at(server, "darth", "maul");
        var alice = ChatClient.at(server, "alice", "wonderland");
        var terminal = client("s", "--user", "alice")) {
      String room = alice.createRoom("Searched", darth);
      darth.join(room);
      darth.say(room, "a mushroom of unusual size");
      terminal.shows("Password:").enter("wonderland").shows("lobby>");
      terminal.type("/search in:searched UNUSUAL men\t").shows("mentions:me");
      // Ctrl-U clears the line.
      terminal.type("\u0015").enter("/search in:searched UNUSUAL");
      terminal.shows("Searched  darth: a mushroom of unusual size").shows("/result NUMBER");
      assertThat(terminal.raw()).containsPattern("\u001b\\[[0-9;]*4[0-9;]*munusual");
      terminal.enter("/result 1").shows("— Searched (").shows("darth: a mushroom");
      terminal.enter("/quit");
      assertThat(terminal.exitCode()).isZero();
    }
  }

  @Test
  void aSessionThatIsKeptIsContinuedWithItsPassphrase() throws Exception {
    try (var first = client("f", "--user", "bob", "--remember")) {
      first.shows("Password:").enter("the builder").shows("New passphrase").enter("short");
      first.shows("This is too short").shows("New passphrase").enter("correct horse battery");
      first.shows("again:").enter("correct horse battery").shows("You are signed in as bob");
      first.enter("/quit");
      assertThat(first.exitCode()).isZero();
      assertThat(first.raw()).doesNotContain("correct horse");
    }
    try (var second = client("f", "--user", "bob", "--remember")) {
      second.shows("Passphrase").enter("wrong").shows("Wrong passphrase").shows("Passphrase");
      second.enter("correct horse battery").shows("You are signed in as bob").enter("/forget");
      assertThat(second.exitCode()).isZero();
    }
    try (var third = client("f", "--user", "bob", "--remember")) {
      third.shows("Password:");
    }
  }

  @Test
  void whatOthersWriteMovesNoCursorAndTheirChangesAreShown() throws Exception {
    try (var darth = ChatClient.at(server, "darth", "maul");
        var alice = ChatClient.at(server, "alice", "wonderland");
        var terminal = client("c", "--user", "alice")) {
      String room = alice.createRoom("Hostile", darth);
      darth.join(room);
      darth.say(room, "a\u001b]0;title\u0007b\u001b[2Jc\u009b1;1Hd\u202Ee\r\nnext");
      terminal.shows("Password:").enter("wonderland").shows("lobby>").enter("/open Hostile");
      terminal.shows("darth: a\uFFFD]0;title\uFFFDb\uFFFD[2Jc\uFFFD1;1Hd\uFFFDe").shows("next");
      assertThat(terminal.raw()).doesNotContain("\u001b]0;title").doesNotContain("\u001b[2Jc");

      long pos = darth.say(room, "first words");
      terminal.shows(pos + " ").shows("first words").enter("/reply " + pos + " an answer");
      terminal.shows("> darth: first words").shows("alice: an answer");
      terminal.enter("/edit " + (pos + 1) + " another answer").shows("alice edited " + (pos + 1));
      terminal.enter("/react " + (pos + 1) + " 👍").shows("alice reacted to " + (pos + 1) + ": 👍");
      terminal.enter("/open Hostile").shows("another answer").shows("(edited)").shows("👍 1");
      terminal.enter("/delete " + (pos + 1)).shows("alice deleted");
      terminal.enter("/open Hostile").shows("alice deleted this message.");
      terminal.enter("/quit");
      assertThat(terminal.exitCode()).isZero();
    }
  }
}
