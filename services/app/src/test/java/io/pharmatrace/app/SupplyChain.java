package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A small supply chain of a test: a maker, a wholesaler, a pharmacy, a regulator, their scanners.
 */
final class SupplyChain {
  static final String MAKER = "maker";
  static final String WHOLESALER = "wholesaler";
  static final String PHARMACY = "pharmacy";
  static final String OUTSIDER = "outsider";
  static final String REGULATOR = "regulator";

  static final String MAKER_GLN = "9521101000016";
  static final String WHOLESALER_GLN = "9521102000015";
  static final String PHARMACY_GLN = "9521103000014";
  static final String OUTSIDER_GLN = "9521104000013";
  static final String REGULATOR_GLN = "9521105000012";

  /** The product: one pack. */
  static final String GTIN = "09521101000023";

  /** A case of it. */
  static final String CASE_GTIN = "19521101000020";

  private static final char GS = 0x1D;
  private final RunningApplication app;
  private final KafkaProducer<String, String> producer;

  SupplyChain(RunningApplication app, String bootstrapServers) {
    this.app = app;
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("acks", "all");
    this.producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  /** Registers everything, as an administrator would. */
  void register() {
    organisation(MAKER, MAKER_GLN, "manufacturer", "\"9521101\"");
    organisation(WHOLESALER, WHOLESALER_GLN, "distributor", "");
    organisation(PHARMACY, PHARMACY_GLN, "pharmacist", "");
    organisation(OUTSIDER, OUTSIDER_GLN, "pharmacist", "");
    organisation(REGULATOR, REGULATOR_GLN, "regulator", "");
    product(GTIN, "PACK");
    product(CASE_GTIN, "CASE");
  }

  /** Registers an organisation with a site, a reader and a user, who all bear its name. */
  void organisation(String name, String gln, String role, String prefixes) {
    put(
        "/api/v1/organisations/" + gln,
        "{\"name\":\"%s\",\"role\":\"%s\",\"companyPrefixes\":[%s]}"
            .formatted(name, role, prefixes));
    put(
        "/api/v1/organisations/" + gln + "/sites/" + gln,
        "{\"name\":\"site of %s\"}".formatted(name));
    put("/api/v1/readers/" + name + "-reader", "{\"site\":\"%s\"}".formatted(gln));
    put(
        "/api/v1/users/" + name,
        "{\"name\":\"User of %s\",\"organisation\":\"%s\",\"roles\":[\"%s\"],\"password\":\"%s\"}"
            .formatted(name, gln, role, RunningApplication.PASSWORD));
  }

  private void product(String gtin, String level) {
    put(
        "/api/v1/products/" + gtin,
        "{\"manufacturer\":\"%s\",\"level\":\"%s\",\"name\":\"Testomycin\",\"strength\":\"5 mg\"}"
            .formatted(MAKER_GLN, level));
  }

  private void put(String path, String json) {
    var answer = app.put("admin", path, json);
    assertThat(answer.status()).as("PUT %s: %s", path, answer.body()).isEqualTo(204);
  }

  /** A DataMatrix of a pack as a reader emits it. */
  static String label(String serial, String lot, String yymmdd) {
    return "01" + GTIN + "17" + yymmdd + "10" + lot + GS + "21" + serial;
  }

  /** A scan message; an empty field is left out. */
  static String scan(String who, String step, String data, String time, String extra) {
    return """
        {"scanId":"%s","reader":"%s-reader","readPoint":"https://id.gs1.org/414/%s",\
        "symbology":"]d2","data":"%s","bizStep":"%s","time":"%s"%s}"""
        .formatted(
            UUID.randomUUID(), who, gln(who), data.replace("\u001d", "\\u001d"), step, time, extra);
  }

  static String gln(String who) {
    return switch (who) {
      case MAKER -> MAKER_GLN;
      case WHOLESALER -> WHOLESALER_GLN;
      case PHARMACY -> PHARMACY_GLN;
      case OUTSIDER -> OUTSIDER_GLN;
      default -> throw new IllegalArgumentException(who);
    };
  }

  /** Publishes nothing any more. */
  void close() {
    producer.close();
  }

  /** Publishes a message and waits for the broker to have it. */
  void publish(String message) {
    try {
      producer.send(new ProducerRecord<>("scans", "read-point", message)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
