package io.securechat.client;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Another process, which holds the lock of a file until it is closed.
public final class LockHolder implements AutoCloseable {

  private final Process process;

  private LockHolder(Process process) {
    this.process = process;
  }

  static LockHolder of(Path file) throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes().toString(),
                LockHolder.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // It says so once it holds the lock.
    if (process.getInputStream().read() < 0) {
      throw new IOException("it does not get the lock");
    }
    return new LockHolder(process);
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(LockHolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /// Runs in the other process, until its standard input ends.
  public static void main(String[] arguments) throws IOException {
    try (var channel =
            FileChannel.open(
                Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      System.out.write('!');
      System.out.flush();
      System.in.readAllBytes();
    }
  }

  @Override
  public void close() throws InterruptedException, IOException {
    process.getOutputStream().close();
    process.waitFor();
  }
}
