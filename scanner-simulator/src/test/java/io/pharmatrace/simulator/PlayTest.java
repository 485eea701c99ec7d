package io.pharmatrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Scan;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlayTest {
  private static final Instant NOW = Instant.parse("2026-11-21T07:00:00.123Z");

  private final Demo demo = Demo.read();
  private final Scanners scanners = new Scanners(demo);

  private Play play(long seed, int packs) {
    return new Play(
        demo.lanes(),
        new SplittableRandom(seed),
        ExpiryDate.of(LocalDate.of(2030, 12, 31)),
        packs,
        false);
  }

  private static List<Read> reads(Play play) {
    List<Read> reads = new ArrayList<>();
    for (Optional<Read> read = play.next(); read.isPresent(); read = play.next()) {
      reads.add(read.get());
    }
    return reads;
  }

  private static Epc epc(Label label) {
    return Scan.read(label.raw()).orElseThrow().epc().orElseThrow();
  }

  @Test
  void everyMessageFollowsTheSchema() throws IOException {
    JsonSchema schema = schema();
    List<Read> reads = reads(play(1, 12));
    assertThat(reads).hasSizeGreaterThan(50);
    for (int i = 0; i < reads.size(); i++) {
      String json = scanners.message(reads.get(i), "demo-1-12-" + i, NOW).json();
      assertThat(schema.validate(new JsonMapper().readTree(json))).as(json).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reader      | null",
        "reader      | two words",
        "scanId      | ''",
        "readPoint   | https://id.gs1.org/01/00300010123455",
        "data        | ''",
        "data        | null",
        "bizStep     | selling",
        "bizStep     | packing",
        "bizStep     | shipping",
        "container   | ]C100",
        "destination | https://id.gs1.org/414/0300011111215",
        "time        | 2026-11-21T08:00:00",
        "time        | 2026-13-21T08:00:00Z",
        "symbology   | d2",
      })
  void schemaRefusesWhatIsNoScan(String member, String value) throws IOException {
    String good = scanners.message(reads(play(1, 1)).getFirst(), "1", NOW).json();
    Map<String, Object> message = map(good);
    if (value.equals("null")) {
      message.remove(member);
    } else {
      message.put(member, value);
    }
    assertThat(schema().validate(new JsonMapper().valueToTree(message))).isNotEmpty();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(String json) throws JsonProcessingException {
    return new JsonMapper().readValue(json, Map.class);
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream stream =
        PlayTest.class.getResourceAsStream("/io/pharmatrace/custody/scan.schema.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              stream, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
  }

  @Test
  void labelsAreWhatReadersEmit() {
    Read first = reads(play(1, 1)).getFirst();
    assertThat(first.label().raw())
        .matches("]d201003000101234551730123110[A-Z0-9]{7}\u001d21[A-Z0-9]{14}");
    ScanMessage message = scanners.message(first, "7", NOW);
    assertThat(message.readPoint()).isEqualTo("https://id.gs1.org/414/0300011111116");
    assertThat(message.time()).isEqualTo("2026-11-20T23:00:00.123-08:00");
  }

  @Test
  void sameSeedGivesTheSamePlay() {
    assertThat(reads(play(7, 5))).isEqualTo(reads(play(7, 5)));
    assertThat(reads(play(7, 5))).isNotEqualTo(reads(play(8, 5)));
  }

  @Test
  void endlessPlayGoesOnWithNewPacks() {
    Play play =
        new Play(
            demo.lanes(),
            new SplittableRandom(1),
            ExpiryDate.of(LocalDate.of(2030, 12, 31)),
            2,
            true);
    List<Label> commissioned =
        IntStream.range(0, 500)
            .mapToObj(i -> play.next().orElseThrow())
            .filter(read -> read.bizStep().equals("commissioning"))
            .map(Read::label)
            .toList();
    assertThat(commissioned).hasSizeGreaterThan(30).doesNotHaveDuplicates();
  }

  /** Follows every unit: a small model of what custody will decide. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6, 13, 25})
  void everyReadIsPossibleWhenItHappens(int packs) {
    Map<Epc, String> custodian = new HashMap<>();
    Map<Epc, Epc> parent = new HashMap<>();
    Map<Epc, String> offered = new HashMap<>();
    Set<Epc> gone = new HashSet<>();
    for (Read read : reads(play(packs, packs))) {
      Epc unit = epc(read.label());
      String organisation = organisation(read.reader());
      Epc container = read.container() == null ? null : epc(read.container());
      switch (read.bizStep()) {
        case "commissioning" -> {
          assertThat(custodian).doesNotContainKey(unit);
          ElementString data = Scan.read(read.label().raw()).orElseThrow().data();
          assertThat(data.lot()).isPresent();
          assertThat(data.expiry()).isPresent();
          custodian.put(unit, organisation);
        }
        case "packing" -> {
          assertThat(container).isNotNull();
          if (container instanceof Sscc) {
            custodian.putIfAbsent(container, organisation);
          }
          assertThat(custodian).containsEntry(unit, organisation);
          assertThat(custodian.get(container)).isEqualTo(organisation);
          assertThat(parent.put(unit, container)).isNull();
        }
        case "unpacking" -> {
          assertThat(custodian.get(container)).isEqualTo(organisation);
          assertThat(parent.remove(unit)).isEqualTo(container);
          custodian.put(unit, organisation);
        }
        case "shipping" -> {
          assertThat(custodian).containsEntry(unit, organisation);
          assertThat(parent).doesNotContainKey(unit);
          offered.put(unit, organisation(String.valueOf(read.receiver())));
        }
        case "receiving" -> {
          assertThat(offered.remove(unit)).isEqualTo(organisation);
          custodian.put(unit, organisation);
        }
        case "dispensing" -> {
          assertThat(unit).isInstanceOf(Sgtin.class);
          assertThat(custodian).containsEntry(unit, organisation);
          assertThat(parent).doesNotContainKey(unit);
          assertThat(gone.add(unit)).isTrue();
        }
        default -> throw new AssertionError(read.bizStep());
      }
    }
    assertThat(offered).isEmpty();
    assertThat(gone).hasSizeGreaterThanOrEqualTo(demo.lanes().size() * ((packs + 1) / 2));
  }

  private String organisation(String reader) {
    Demo.Site site = scanners.site(reader);
    return demo.organisations().stream()
        .filter(o -> o.sites().contains(site))
        .map(Demo.Organisation::name)
        .findFirst()
        .orElseThrow();
  }
}
