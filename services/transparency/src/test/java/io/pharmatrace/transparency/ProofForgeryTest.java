package io.pharmatrace.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProofForgeryTest {
  private static final List<Bytes32> LEAVES = NaiveTree.leaves(200);

  @Property(tries = 300)
  void anInclusionProofWithOneAlteredHashFails(
      @ForAll @IntRange(min = 2, max = 200) int size, @ForAll int anyIndex, @ForAll int anyHash) {
    List<Bytes32> leaves = LEAVES.subList(0, size);
    int index = Math.floorMod(anyIndex, size);
    List<Bytes32> path = new ArrayList<>(NaiveTree.path(index, leaves));
    path.set(Math.floorMod(anyHash, path.size()), Bytes32.ZERO);

    assertThat(
            new InclusionProof(index, size, path).verify(leaves.get(index), NaiveTree.root(leaves)))
        .isFalse();
  }

  @Property(tries = 300)
  void aShorterOrLongerPathFails(
      @ForAll @IntRange(min = 2, max = 200) int size, @ForAll int anyIndex) {
    List<Bytes32> leaves = LEAVES.subList(0, size);
    int index = Math.floorMod(anyIndex, size);
    List<Bytes32> path = NaiveTree.path(index, leaves);
    List<Bytes32> longer = new ArrayList<>(path);
    longer.add(Bytes32.ZERO);
    Bytes32 root = NaiveTree.root(leaves);

    assertThat(new InclusionProof(index, size, longer).verify(leaves.get(index), root)).isFalse();
    assertThat(
            new InclusionProof(index, size, path.subList(0, path.size() - 1))
                .verify(leaves.get(index), root))
        .isFalse();
  }

  @Property(tries = 300)
  void aLogThatWasRewrittenIsNotConsistent(
      @ForAll @IntRange(min = 1, max = 200) int first,
      @ForAll @IntRange(min = 0, max = 199) int changed) {
    List<Bytes32> rewritten = new ArrayList<>(LEAVES);
    rewritten.set(changed % first, Bytes32.ZERO);
    ConsistencyProof proof =
        new ConsistencyProof(first, 200, NaiveTree.consistency(first, rewritten));

    assertThat(proof.verify(NaiveTree.root(LEAVES.subList(0, first)), NaiveTree.root(rewritten)))
        .isFalse();
  }

  @Test
  void aPlainTreeLetsALeafPassAtTwoSizesAndACountedRootDoesNot() {
    byte[] item = {7};
    List<byte[]> items = List.of(new byte[] {1}, new byte[] {2}, item);
    InclusionProof proof = CountedRoot.proof(items, 2);
    InclusionProof otherCount = new InclusionProof(1, 2, proof.path());
    Bytes32 plain = Merkle.root(items.stream().map(Merkle::leafHash).toList());

    assertThat(otherCount.verify(Merkle.leafHash(item), plain)).isTrue();
    assertThat(CountedRoot.verify(item, otherCount, CountedRoot.of(items))).isFalse();
    assertThat(CountedRoot.verify(item, proof, CountedRoot.of(items))).isTrue();
  }

  @Property(tries = 100)
  void everyItemOfACountedRootIsProvedAtItsPlaceOnly(
      @ForAll @IntRange(min = 1, max = 40) int count, @ForAll int any) {
    List<byte[]> items = LEAVES.subList(0, count).stream().map(Bytes32::bytes).toList();
    int index = Math.floorMod(any, count);
    InclusionProof proof = CountedRoot.proof(items, index);
    Bytes32 root = CountedRoot.of(items);

    assertThat(CountedRoot.verify(items.get(index), proof, root)).isTrue();
    for (int other = 0; other < count; other++) {
      if (other != index) {
        InclusionProof moved = new InclusionProof(other, count, proof.path());
        assertThat(CountedRoot.verify(items.get(index), moved, root)).isFalse();
      }
    }
  }
}
