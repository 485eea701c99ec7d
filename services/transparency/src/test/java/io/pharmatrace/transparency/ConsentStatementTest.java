package io.pharmatrace.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pharmatrace.transparency.ConsentStatement.Grant;
import io.pharmatrace.transparency.ConsentStatement.Revoke;
import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.Signatures;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases are those of vectors/consent.json; the contract's tests read them there. */
class ConsentStatementTest {
  private static final Bytes32 A = Vectors.named("a");

  @ParameterizedTest
  @MethodSource("io.pharmatrace.transparency.ConsentVector#all")
  void whatTheKeysSignerSignedIsTaken(ConsentVector vector) {
    assertThat(isByKey(vector, vector.signature())).isTrue();
    assertThat(Signatures.signer(vector.statement().digest(vector.domain()), vector.signature()))
        .isEqualTo(new Checked.Proven<>(vector.account().address()));
  }

  @ParameterizedTest
  @MethodSource("io.pharmatrace.transparency.ConsentVector#all")
  void whatTheContractRefusesIsRefused(ConsentVector vector) {
    assertThat(vector.refused())
        .allSatisfy((what, signature) -> assertThat(isByKey(vector, signature)).as(what).isFalse());
  }

  @Property(tries = 200)
  void noBitOfASignatureCanBeFlipped(
      @ForAll @IntRange(max = 3) int number, @ForAll @IntRange(max = 65 * 8 - 1) int bit) {
    ConsentVector vector = ConsentVector.all().get(number);
    byte[] signature = vector.signature();
    signature[bit / 8] ^= (byte) (1 << bit % 8);

    assertThat(isByKey(vector, signature)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("io.pharmatrace.transparency.ConsentVector#all")
  void anotherSaltIsAnotherKey(ConsentVector vector) {
    assertThat(Signatures.isByKey(vector.statement(), vector.domain(), A, vector.signature()))
        .isFalse();
  }

  @Test
  void whatTheContractWouldNotTakeIsNotSigned() {
    assertThat(new Grant(A, A, 0, 0, 0).nonce()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> new Grant(A, Bytes32.ZERO, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Grant(A, A, -1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Grant(A, A, 0, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Grant(A, A, 0, 0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Revoke(A, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Revoke(A, 0, -1));
  }

  private static boolean isByKey(ConsentVector vector, byte[] signature) {
    return Signatures.isByKey(vector.statement(), vector.domain(), vector.salt(), signature);
  }
}
