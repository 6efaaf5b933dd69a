package io.securechat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Another release of the pages: the same server with its own copy of their bundles.
public final class OtherRelease {

  private static final String FILES = "bundles/";
  private static final String INDEX = FILES + "index.properties";

  private final Path folder = TestServer.newFolder();

  /// A copy in which this is appended to a bundle, such as `styles.css`.
  public OtherRelease(String file, String added) {
    Path from = Path.of("target", "classes", "bundles");
    try (var all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path to = folder.resolve(FILES).resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(to);
        } else {
          Files.copy(path, to);
        }
      }
      Files.writeString(folder.resolve(FILES + file), added, StandardOpenOption.APPEND);
      for (String compressed : List.of(".br", ".gz")) {
        Files.delete(folder.resolve(FILES + file + compressed));
      }
      // Of a name that is there twice the last one counts.
      Files.writeString(
          folder.resolve(INDEX), "\ndigest=" + added.strip() + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestServer start(Path data, String... arguments) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(new Loader(folder.toUri().toURL(), before));
      return TestServer.start(data, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /// Finds the pages' files in the copy alone.
  private static final class Loader extends URLClassLoader {

    Loader(URL folder, ClassLoader parent) {
      super(new URL[] {folder}, parent);
    }

    @Override
    public @Nullable URL getResource(String name) {
      return name.startsWith(FILES) ? findResource(name) : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      if (!name.startsWith(FILES)) {
        return super.getResources(name);
      }
      var found = findResource(name);
      return found == null
          ? Collections.emptyEnumeration()
          : Collections.enumeration(Collections.singleton(found));
    }
  }
}
