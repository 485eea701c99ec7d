package io.pharmatrace.transparency;

import static io.pharmatrace.transparency.Json.object;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Computes the published test vectors (format in {@code vectors/README.md}). Inputs are SHA-256 of
 * short names, so they look like real hashes and anyone can see that nothing is hidden in them.
 */
final class Vectors {
  private static final Bytes32 ORGANISATION = named("organisation");
  private static final Address LEDGER =
      Address.fromHex("0x00000000000000000000000000000000001ed6e4");
  private static final Address SIGNER =
      Address.fromHex("0x2c7536e3605d9c16a7a3d7b1898e529396a65c23");

  private Vectors() {}

  static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("merkle.json", Json.write(merkle()));
    files.put("counted-root.json", Json.write(countedRoot()));
    files.put("entry.json", Json.write(entries()));
    files.put("unit.json", Json.write(units()));
    files.put("note.json", Json.write(notes()));
    files.put("batch.json", Json.write(batches()));
    files.put("step.json", Json.write(steps()));
    files.put("binding.json", Json.write(bindings()));
    files.put("closures.json", Json.write(closures()));
    files.put("commit.json", Json.write(commits()));
    files.put("head.json", Json.write(heads()));
    files.put("recall.json", Json.write(recalls()));
    files.put(
        "consent.json", Json.write(ConsentVector.all().stream().map(ConsentVector::json).toList()));
    return files;
  }

  private static Object merkle() {
    // The leaves that the test suites of RFC 6962 implementations have in common.
    List<byte[]> leaves =
        List.of(
                "",
                "00",
                "10",
                "2021",
                "3031",
                "40414243",
                "5051525354555657",
                "606162636465666768696a6b6c6d6e6f")
            .stream()
            .map(HexFormat.of()::parseHex)
            .toList();
    List<Bytes32> hashes = leaves.stream().map(Merkle::leafHash).toList();
    MemoryTiles tiles = new MemoryTiles();
    tiles.append(0, hashes);
    List<Object> roots = new ArrayList<>();
    for (int n = 0; n <= hashes.size(); n++) {
      roots.add(object("size", n, "root", TiledLog.root(tiles, n)));
    }
    List<Object> inclusion = new ArrayList<>();
    for (long[] at : new long[][] {{0, 1}, {0, 8}, {5, 8}, {2, 3}, {1, 5}, {4, 5}, {6, 7}}) {
      InclusionProof proof = TiledLog.inclusionProof(tiles, at[0], at[1]);
      inclusion.add(object("leafIndex", at[0], "treeSize", at[1], "path", proof.path()));
    }
    List<Object> consistency = new ArrayList<>();
    for (long[] at : new long[][] {{1, 1}, {1, 8}, {6, 8}, {2, 5}, {4, 8}, {3, 7}, {7, 8}}) {
      ConsistencyProof proof = TiledLog.consistencyProof(tiles, at[0], at[1]);
      consistency.add(object("firstSize", at[0], "secondSize", at[1], "path", proof.path()));
    }
    return object(
        "leaves",
        leaves,
        "leafHashes",
        hashes,
        "roots",
        roots,
        "inclusionProofs",
        inclusion,
        "consistencyProofs",
        consistency);
  }

  private static Object countedRoot() {
    List<Object> cases = new ArrayList<>();
    for (int n : new int[] {1, 2, 3, 5, 256}) {
      List<byte[]> items =
          IntStream.range(0, n)
              .mapToObj(i -> ("item " + i).getBytes(StandardCharsets.UTF_8))
              .toList();
      cases.add(object("items", items, "countedRoot", CountedRoot.of(items)));
    }
    return cases;
  }

  private static Object entries() {
    List<Object> cases = new ArrayList<>();
    byte[] document = "{\"type\":\"ObjectEvent\"}".getBytes(StandardCharsets.UTF_8);
    EntrySecret secret = new EntrySecret(named("secret"));
    for (EntryType type : EntryType.values()) {
      boolean event = type.code() <= 9;
      Bytes32 digest =
          event
              ? ContentDigest.ofEvent(named("event hash"), document)
              : ContentDigest.ofDocument(document);
      Bytes32 unitsRoot = event ? named("units root") : Bytes32.ZERO;
      Entry entry = new Entry(type, secret.entrySalt(), digest, unitsRoot);
      Map<String, Object> one = object("type", type.code(), "secret", secret.secret());
      if (event) {
        one.put("eventHash", named("event hash"));
      }
      one.putAll(
          object(
              "document",
              document,
              "salt",
              entry.salt(),
              "contentDigest",
              digest,
              "unitsRoot",
              unitsRoot,
              "entry",
              entry.encode(),
              "leafHash",
              entry.leafHash()));
      cases.add(one);
    }
    return cases;
  }

  private static Object units() {
    EntrySecret secret = new EntrySecret(named("secret"));
    List<Unit> packs =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new Unit(
                        secret.unitSalt(i),
                        Bytes32.ZERO,
                        "https://id.gs1.org/01/09506000134352/21/"
                            + List.of("12345", "a%2Fb", "Z").get(i)))
            .toList();
    Unit sscc =
        new Unit(
            secret.unitSalt(0), Unit.rootOf(packs), "https://id.gs1.org/00/395060001343529993");
    return List.of(unitCase(secret, packs), unitCase(secret, List.of(sscc)));
  }

  private static Object unitCase(EntrySecret secret, List<Unit> units) {
    List<Object> list = new ArrayList<>();
    for (Unit unit : units) {
      list.add(
          object(
              "salt",
              unit.salt(),
              "contentsRoot",
              unit.contentsRoot(),
              "epc",
              unit.epc(),
              "unit",
              unit.encode()));
    }
    return object("secret", secret.secret(), "units", list, "unitsRoot", Unit.rootOf(units));
  }

  private static Object notes() {
    List<Bytes32> hashes = new ArrayList<>();
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Note note =
          new Note(
              named("units root " + i),
              ORGANISATION,
              named("seal " + i),
              named("blind " + i),
              named("note salt " + i));
      hashes.add(note.hash());
      list.add(
          object(
              "unitsRoot", note.unitsRoot(),
              "organisation", note.organisation(),
              "seal", note.seal(),
              "blind", note.blind(),
              "noteSalt", note.salt(),
              "sealCommitment", note.sealCommitment(),
              "note", note.hash()));
    }
    return object("notes", list, "unitsRootOfBatch", Note.rootOf(hashes));
  }

  private static Object batches() {
    List<Object> cases = new ArrayList<>();
    EntrySecret secret = new EntrySecret(named("batch secret"));
    for (int count : new int[] {1, 256, 257}) {
      List<String> epcs =
          IntStream.range(0, count)
              .mapToObj(i -> "https://id.gs1.org/01/09506000134352/21/" + i)
              .toList();
      EntryNotes batch =
          new EntryNotes(secret, ORGANISATION, epcs.stream().map(UnsaltedUnit::pack).toList());
      cases.add(
          object(
              "secret", secret.secret(),
              "organisation", ORGANISATION,
              "epcs", epcs,
              "seals", batch.notes().stream().map(Note::seal).toList(),
              "blinds", batch.notes().stream().map(Note::blind).toList(),
              "noteSalts", batch.notes().stream().map(Note::salt).toList(),
              "notes", batch.notes().stream().map(Note::hash).toList(),
              "unitsRoot", batch.unitsRoot()));
    }
    return cases;
  }

  private static Object steps() {
    List<Step> steps =
        List.of(
            new Step(named("step salt 0"), named("new note"), 0, Step.TOPMOST),
            new Step(named("step salt 1"), named("new note"), 255, 0),
            new Step(named("step salt 2"), named("other note"), 1, 65534));
    List<Object> list = new ArrayList<>();
    for (Step step : steps) {
      list.add(
          object(
              "salt",
              step.salt(),
              "newNote",
              step.newNote(),
              "newSlot",
              step.newSlot(),
              "newPosition",
              step.newPosition(),
              "step",
              step.encode()));
    }
    return object("steps", list, "stepsRoot", Step.rootOf(steps));
  }

  private static Object bindings() {
    List<Object> cases = new ArrayList<>();
    for (EntryType kind :
        List.of(EntryType.HANDOVER, EntryType.PACK, EntryType.UNPACK, EntryType.FINAL)) {
      Binding binding =
          new Binding(
              kind,
              kind == EntryType.FINAL ? Bytes32.ZERO : named("steps root"),
              named("closer leaf"),
              kind == EntryType.HANDOVER ? named("acceptance leaf") : Bytes32.ZERO);
      cases.add(
          object(
              "kind",
              kind.code(),
              "stepsRoot",
              binding.stepsRoot(),
              "closerLeaf",
              binding.closerLeaf(),
              "acceptanceLeaf",
              binding.acceptanceLeaf(),
              "binding",
              binding.hash()));
    }
    return cases;
  }

  private static List<Closure> closures(int count) {
    List<Closure> closures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Integer> slots = List.of(List.of(0), List.of(255), List.of(1, 8, 100)).get(i % 3);
      closures.add(new Closure(named("seal " + i), Slots.of(slots), named("binding " + i)));
    }
    return closures;
  }

  private static List<Object> closuresJson(List<Closure> closures) {
    List<Object> list = new ArrayList<>();
    for (Closure closure : closures) {
      list.add(
          object(
              "seal", closure.seal(),
              "slotNumbers", closure.slots().ascending(),
              "slots", closure.slots().encode(),
              "binding", closure.binding(),
              "structHash", closure.structHash()));
    }
    return list;
  }

  private static Object closures() {
    List<Object> cases = new ArrayList<>();
    for (int count : new int[] {0, 1, 3}) {
      cases.add(
          object(
              "closures", closuresJson(closures(count)),
              "closuresHash", Closure.hashOf(closures(count))));
    }
    return cases;
  }

  private static Object commits() {
    List<Object> cases = new ArrayList<>();
    for (int count : new int[] {0, 1, 3}) {
      long chainId = count == 0 ? 31337 : 20261121;
      SigningDomain domain = SigningDomain.of(chainId, LEDGER);
      Commitment commitment =
          new Commitment(ORGANISATION, 1 + count, 1000 + count, named("log root"), closures(count));
      cases.add(
          object(
              "chainId", chainId,
              "verifyingContract", LEDGER,
              "domainSeparator", domain.separator(),
              "organisation", ORGANISATION,
              "sequence", commitment.sequence(),
              "logSize", commitment.logSize(),
              "logRoot", commitment.logRoot(),
              "closures", closuresJson(commitment.closures()),
              "closuresHash", commitment.closuresHash(),
              "digest", commitment.digest(domain)));
    }
    return cases;
  }

  private static Object recalls() {
    SigningDomain domain = SigningDomain.of(20261121, LEDGER);
    List<Object> cases = new ArrayList<>();
    for (RecallStatement recall :
        List.of(
            new RecallStatement(ORGANISATION, "09521101000009", "", "", 1, 4102444800L),
            new RecallStatement(ORGANISATION, "09521101000009", "A1", "", 1795000000, 1800000000),
            new RecallStatement(
                ORGANISATION,
                "09521101000009",
                "!\"%&'()*+,-./:;<=>?_",
                "FR",
                1795000001,
                9007199254740991L))) {
      cases.add(
          object(
              "chainId", domain.chainId().longValueExact(),
              "verifyingContract", LEDGER,
              "domainSeparator", domain.separator(),
              "organisation", recall.organisation(),
              "gtin", recall.gtin(),
              "lot", recall.lot(),
              "country", recall.country(),
              "time", recall.time(),
              "deadline", recall.deadline(),
              "digest", recall.digest(domain)));
    }
    return cases;
  }

  private static Object heads() {
    List<Object> cases = new ArrayList<>();
    Bytes32 head = Head.FIRST;
    for (int i = 1; i <= 3; i++) {
      Bytes32 closuresHash = Closure.hashOf(closures(i - 1));
      Bytes32 next =
          Head.next(
              head,
              100 + i,
              1_795_000_000L + i,
              i,
              10L * i,
              named("log root " + i),
              SIGNER,
              closuresHash);
      cases.add(
          object(
              "previousHead", head,
              "blockNumber", 100 + i,
              "blockTimestamp", 1_795_000_000L + i,
              "sequence", i,
              "logSize", 10 * i,
              "logRoot", named("log root " + i),
              "signer", SIGNER,
              "closuresHash", closuresHash,
              "head", next));
      head = next;
    }
    return cases;
  }

  static Bytes32 named(String name) {
    return Sha256.hash(name.getBytes(StandardCharsets.UTF_8));
  }
}
