package io.securechat.attachments;

import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A server with three users, and what its disk and its database have of files.
final class FilesRig implements AutoCloseable {

  final TestServer server;
  final ChatClient alice;
  final ChatClient bob;
  final ChatClient darth;

  FilesRig(String... settings) {
    var arguments = Stream.concat(Stream.of("--spring.profiles.active=demo"), Stream.of(settings));
    server = TestServer.start(arguments.toArray(String[]::new));
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
    darth = ChatClient.at(server, "darth", "maul");
  }

  /// A room of Alice's and Bob's.
  String room(String name) {
    String room = alice.createRoom(name, bob);
    bob.join(room);
    return room;
  }

  /// The paths of all stored bytes of this file.
  List<Path> onDisk(String file) {
    try (var paths = Files.walk(server.data().resolve("files"))) {
      return paths.filter(path -> path.getFileName().toString().startsWith(file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether nothing of this file is left, neither on the disk nor in the database.
  boolean isGone(String file) {
    return onDisk(file).isEmpty() && rows(file) == 0;
  }

  int rows(String file) {
    byte[] id = io.securechat.protocol.FileId.parse(file).bytes();
    return server
            .bean(JdbcClient.class)
            .sql("select count(*) from attachments_file where file_id = ?")
            .param(id)
            .query(Integer.class)
            .single()
        + server
            .bean(JdbcClient.class)
            .sql("select count(*) from attachments_chunk where file_id = ?")
            .param(id)
            .query(Integer.class)
            .single();
  }

  @Override
  public void close() {
    alice.close();
    bob.close();
    darth.close();
    server.close();
  }
}
