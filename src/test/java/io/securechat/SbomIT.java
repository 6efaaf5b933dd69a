package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The jar contains a list (CycloneDX) of all libraries with their versions.
class SbomIT {

  private static final String SBOM = "META-INF/sbom/application.cdx.json";
  private static final String LIBRARIES = "BOOT-INF/lib/";

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
      var held =
          jar.stream()
              .map(e -> e.getName())
              .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
              .map(name -> name.substring(LIBRARIES.length(), name.length() - ".jar".length()))
              .filter(name -> !name.startsWith("spring-boot-jarmode"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(held).hasSizeGreaterThan(50);
      held.removeAll(listed);
      assertThat(held).isEmpty();
    }
  }
}
