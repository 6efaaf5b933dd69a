package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The jar contains a list (CycloneDX) of all libraries with their versions.
class SbomIT {

  private static final String SBOM = "META-INF/sbom/application.cdx.json";

  @Test
  void theJarListsEveryLibraryThatItHolds() throws IOException {
    try (var jar = new JarFile(Path.of("target", "secure-chat.jar").toFile())) {
      var entry = jar.getJarEntry(SBOM);
      assertThat(entry).isNotNull();
      var sbom = Api.JSON.readTree(jar.getInputStream(entry));
      assertThat(sbom.path("bomFormat").asString()).isEqualTo("CycloneDX");
      Set<String> listed =
          sbom.path("components")
              .valueStream()
              .map(c -> c.path("name").asString() + "-" + c.path("version").asString())
              .collect(Collectors.toSet());
      var held = new TreeSet<String>();
      for (Path library : libraries()) {
        if (holds(jar, library)) {
          held.add(library.getFileName().toString().replaceFirst("\\.jar$", ""));
        }
      }
      assertThat(held).hasSizeGreaterThan(50);
      held.removeAll(listed);
      assertThat(held).isEmpty();
    }
  }

  /// All on the tests' class path, of which the jar holds most.
  private static List<Path> libraries() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(classPath.split(java.io.File.pathSeparator))
        .filter(path -> path.endsWith(".jar"))
        .map(Path::of)
        .toList();
  }

  private static boolean holds(JarFile jar, Path library) throws IOException {
    try (var one = new JarFile(library.toFile())) {
      return one.stream()
          .map(JarEntry::getName)
          .filter(SbomIT::isContent)
          .findFirst()
          .filter(name -> jar.getEntry(name) != null)
          .isPresent();
    }
  }

  private static boolean isContent(String name) {
    return name.startsWith("META-INF/")
        ? name.startsWith("META-INF/resources/") && !name.endsWith("/")
        : name.endsWith(".class") && !name.equals("module-info.class");
  }
}
