package io.securechat.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Malformed;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// The example of RFC 8291, section 5 and appendix A.
class MessageEncryptionTest {

  private static final String PLAIN = "When I grow up, I want to be a watermelon";
  private static final String SERVER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
  private static final String SERVER_PUBLIC =
      "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
  private static final String BROWSER_PUBLIC =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
  private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";
  private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
  private static final String BODY =
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
          + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
          + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static byte[] encrypted(int size) throws Exception {
    var own = new KeyPair(P256.parse(bytes(SERVER_PUBLIC)), P256.privateKey(bytes(SERVER_PRIVATE)));
    return MessageEncryption.encrypt(
        PLAIN.getBytes(StandardCharsets.US_ASCII),
        bytes(BROWSER_PUBLIC),
        bytes(AUTH),
        own,
        bytes(SALT),
        size);
  }

  @Test
  void theExampleOfTheStandardComesOutByteForByte() throws Exception {
    int exact = PLAIN.length() + MessageEncryption.OVERHEAD;
    assertThat(encrypted(exact)).isEqualTo(bytes(BODY));
  }

  @Test
  void paddingMakesTheBodyAsLongAsAskedFor() throws Exception {
    assertThat(encrypted(2_048)).hasSize(2_048).startsWith(bytes(SALT));
    assertThatThrownBy(() -> encrypted(4_097)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> encrypted(PLAIN.length()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePublicKeyOfAPrivateOneIsComputed() {
    assertThat(P256.publicPoint(bytes(SERVER_PRIVATE))).isEqualTo(bytes(SERVER_PUBLIC));
    assertThat(P256.point(P256.parse(bytes(BROWSER_PUBLIC)))).isEqualTo(bytes(BROWSER_PUBLIC));
  }

  @Test
  void onlyPointsOfTheCurveAreKeys() {
    byte[] moved = bytes(BROWSER_PUBLIC);
    moved[64]++;
    assertThatThrownBy(() -> P256.parse(moved)).isInstanceOf(Malformed.class);
    byte[] compressed = bytes(BROWSER_PUBLIC);
    compressed[0] = 2;
    assertThatThrownBy(() -> P256.parse(compressed)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> P256.parse(new byte[65])).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> P256.parse(new byte[64])).isInstanceOf(Malformed.class);
  }
}
