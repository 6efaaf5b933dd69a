package io.securechat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The house plan as a failing test: no cycle, and each package uses only what it says it may.
class ModularityTest {

  @Test
  void everyPackageUsesOnlyWhatItMay() {
    ApplicationModules.of(SecureChatApplication.class).verify();
  }
}
