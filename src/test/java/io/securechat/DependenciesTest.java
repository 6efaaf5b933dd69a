package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All dependencies are released versions, none of them a preview.
class DependenciesTest {

  private static final Pattern UNFINISHED =
      Pattern.compile(
          "(?i)[-.](snapshot|alpha|beta|rc|cr|pre|preview|ea|milestone|m(?=\\d))[-.]?\\d*([-.].*)?\\.jar");

  private static boolean isUnfinished(String jar) {
    return UNFINISHED.matcher(jar).find();
  }

  @Test
  void nothingUnfinishedIsOnTheClassPath() {
    var jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(path -> Path.of(path).getFileName().toString())
            .filter(name -> name.endsWith(".jar"))
            .toList();
    assertThat(jars).hasSizeGreaterThan(100).anyMatch(jar -> jar.startsWith("lettuce-core-"));
    assertThat(jars.stream().filter(DependenciesTest::isUnfinished)).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "redis-authx-core-0.1.1-beta2.jar, true",
    "spring-core-7.1.0-M1.jar, true",
    "spring-core-7.1.0-RC2.jar, true",
    "junit-6.1.0-SNAPSHOT.jar, true",
    "hibernate-9.0.0.CR1.jar, true",
    "api-1.0.0-alpha.jar, true",
    "spring-core-7.0.3.jar, false",
    "bcprov-jdk18on-1.87.jar, false",
    "mockito-core-5.23.0.jar, false",
    "lit-html-3.3.2.jar, false",
    "spring-security-crypto-7.1.2.jar, false"
  })
  void unfinishedReleasesAreKnownByTheirVersion(String jar, boolean unfinished) {
    assertThat(isUnfinished(jar)).isEqualTo(unfinished);
  }
}
