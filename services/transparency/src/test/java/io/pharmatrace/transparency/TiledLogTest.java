package io.pharmatrace.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiledLogTest {
  private static final List<Bytes32> LEAVES = NaiveTree.leaves(70_000);
  private static final MemoryTiles TILES_OF_3000 = filled(3000);

  @Property(tries = 60)
  void appendingInBatchesGivesTheRootOfTheNaiveTree(
      @ForAll @Size(max = 12) List<@IntRange(max = 900) Integer> batches) {
    MemoryTiles tiles = new MemoryTiles();
    int size = 0;
    for (int batch : batches) {
      TiledLog.Appended appended = tiles.append(size, LEAVES.subList(size, size + batch));
      size += batch;
      assertThat(appended.size()).isEqualTo(size);
      assertThat(appended.root()).isEqualTo(NaiveTree.root(LEAVES.subList(0, size)));
      assertThat(TiledLog.root(tiles, size)).isEqualTo(appended.root());
    }
  }

  @Property(tries = 200)
  void inclusionProofsEqualTheNaiveOnesAndVerify(
      @ForAll @IntRange(min = 1, max = 3000) int size, @ForAll @IntRange(max = 2999) int anyIndex) {
    int index = anyIndex % size;
    List<Bytes32> leaves = LEAVES.subList(0, size);

    InclusionProof proof = TiledLog.inclusionProof(TILES_OF_3000, index, size);

    assertThat(proof.path()).isEqualTo(NaiveTree.path(index, leaves));
    assertThat(proof.verify(leaves.get(index), NaiveTree.root(leaves))).isTrue();
  }

  @Property(tries = 200)
  void consistencyProofsEqualTheNaiveOnesAndVerify(
      @ForAll @IntRange(min = 1, max = 3000) int a, @ForAll @IntRange(min = 1, max = 3000) int b) {
    int first = Math.min(a, b);
    int second = Math.max(a, b);
    List<Bytes32> leaves = LEAVES.subList(0, second);

    ConsistencyProof proof = TiledLog.consistencyProof(TILES_OF_3000, first, second);

    assertThat(proof.path()).isEqualTo(NaiveTree.consistency(first, leaves));
    assertThat(proof.verify(NaiveTree.root(leaves.subList(0, first)), NaiveTree.root(leaves)))
        .isTrue();
  }

  @Test
  void everyPairOfSizesUpToFortyIsConsistent() {
    MemoryTiles tiles = filled(40);
    for (int second = 1; second <= 40; second++) {
      for (int first = 1; first <= second; first++) {
        ConsistencyProof proof = TiledLog.consistencyProof(tiles, first, second);
        assertThat(
                proof.verify(
                    NaiveTree.root(LEAVES.subList(0, first)),
                    NaiveTree.root(LEAVES.subList(0, second))))
            .as("%d to %d", first, second)
            .isTrue();
      }
    }
  }

  @Test
  void threeLevelsOfTilesGiveTheSameRootAsACompactRange() {
    CompactRange range = new CompactRange();
    LEAVES.forEach(range::append);

    assertThat(TiledLog.root(filled(70_000), 70_000)).isEqualTo(range.root());
  }

  @Test
  void aProofReadsOnceAndOnlyAFewTiles() {
    MemoryTiles tiles = filled(70_000);
    tiles.reads = 0;
    tiles.tilesRead = 0;

    TiledLog.inclusionProof(tiles, 12_345, 69_999);

    assertThat(tiles.reads).isEqualTo(1);
    assertThat(tiles.tilesRead).isLessThanOrEqualTo(6);
  }

  /** A log that could not be kept in a test: all its leaves are alike, and so are its tiles. */
  @ParameterizedTest
  @ValueSource(longs = {999_999_999, 1_000_000_000, 1L << 30})
  void atABillionEntriesAProofReadsAFewTilesOnce(long size) {
    LikeTiles tiles = new LikeTiles(LEAVES.getFirst());
    long first = 123_456_789;
    int levels = 4;

    for (long index : new long[] {0, 123_456_789, size / 2, size - 1}) {
      InclusionProof proof =
          tiles.counted(t -> TiledLog.inclusionProof(t, index, size), 2 * levels);
      assertThat(proof.path()).hasSizeLessThanOrEqualTo(30);
      assertThat(proof.verify(LEAVES.getFirst(), tiles.root(size))).isTrue();
    }
    ConsistencyProof grown =
        tiles.counted(t -> TiledLog.consistencyProof(t, first, size), 2 * levels);
    assertThat(grown.verify(tiles.root(first), tiles.root(size))).isTrue();
  }

  @Test
  void anAppendWritesOnlyTheRightEdge() {
    MemoryTiles tiles = filled(69_000);

    TiledLog.Appended appended = tiles.append(69_000, LEAVES.subList(69_000, 69_001));

    assertThat(appended.tiles()).hasSize(1);
  }

  @Test
  void aMissingTileIsNamedAsDamage() {
    MemoryTiles tiles = filled(600);
    tiles.stored.remove(new TileId(0, 1));

    assertThatThrownBy(() -> TiledLog.inclusionProof(tiles, 300, 600))
        .isInstanceOf(DamagedLogException.class)
        .hasMessageContaining("index=1");
  }

  private static MemoryTiles filled(int size) {
    MemoryTiles tiles = new MemoryTiles();
    tiles.append(0, LEAVES.subList(0, size));
    return tiles;
  }
}
