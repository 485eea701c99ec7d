package io.pharmatrace.anchoring.adapter.out.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.anchoring.application.JournalException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JournalCipherTest {
  private static final JournalCipher CIPHER = new JournalCipher(new byte[32]);
  private static final JournalCipher.Page PAGE =
      new JournalCipher.Page(
          new UUID(1, 2), 9, 3, true, ByteBuffer.wrap("entries and secrets".getBytes(UTF_8)));

  @Test
  void aPageIsReadBack() {
    assertThat(CIPHER.open(CIPHER.seal(PAGE))).isEqualTo(PAGE);
  }

  @Test
  void theTextIsNotToBeSeen() {
    assertThat(new String(CIPHER.seal(PAGE), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("entries");
  }

  @Test
  void noByteCanBeChangedUnnoticed() {
    byte[] sealed = CIPHER.seal(PAGE);
    for (int i = 0; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      assertThatThrownBy(() -> CIPHER.open(altered)).isInstanceOf(JournalException.class);
    }
  }

  @Test
  void anotherKeyDoesNotOpenIt() {
    byte[] other = new byte[32];
    other[5] = 1;

    assertThatThrownBy(() -> new JournalCipher(other).open(CIPHER.seal(PAGE)))
        .isInstanceOf(JournalException.class);
  }
}
