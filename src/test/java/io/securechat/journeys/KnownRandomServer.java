package io.securechat.journeys;

import io.securechat.SecureChatApplication;
import java.security.SecureRandom;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/// The server with predictable random secrets, and with control values planted in its memory and
/// log, so that a search that finds nothing is known to work.
public final class KnownRandomServer {

  /// Kept reachable on purpose.
  static byte[] control = new byte[0];

  private KnownRandomServer() {}

  /// The `n`th generated secret: 32 bytes that occur nowhere else.
  static byte[] secret(int n) {
    return pattern("room secret", n);
  }

  static byte[] controlValue() {
    return pattern("control", 0);
  }

  private static byte[] pattern(String purpose, int n) {
    return io.securechat.bytes.Sha256.of(
        (purpose + n).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  public static void main(String[] arguments) {
    control = controlValue();
    var application = new SpringApplication(SecureChatApplication.class);
    application.setAllowBeanDefinitionOverriding(true);
    application.addInitializers(context ->
        ((GenericApplicationContext) context)
            .addBeanFactoryPostProcessor(factory -> replace((BeanDefinitionRegistry) factory)));
    application.run(arguments);
    LoggerFactory.getLogger(SecureChatApplication.class)
        .info("control {}", java.util.HexFormat.of().formatHex(control));
  }

  private static void replace(BeanDefinitionRegistry registry) {
    registry.registerBeanDefinition(
        "epochRandom", new RootBeanDefinition(SecureRandom.class, KnownRandom::new));
  }

  private static final class KnownRandom extends SecureRandom {
    private int drawn;

    @Override
    public synchronized void nextBytes(byte[] bytes) {
      byte[] known = secret(drawn++);
      System.arraycopy(known, 0, bytes, 0, bytes.length);
      java.util.Arrays.fill(known, (byte) 0);
    }
  }
}
