package io.securechat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The module structure as a test: no cycles, and each package uses only what it declares.
class ModularityTest {

  @Test
  void everyPackageUsesOnlyWhatItMay() {
    ApplicationModules.of(SecureChatApplication.class).verify();
  }
}
