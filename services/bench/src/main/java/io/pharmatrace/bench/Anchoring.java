package io.pharmatrace.bench;

import io.micronaut.context.ApplicationContext;
import io.pharmatrace.anchoring.EntryLog;
import io.pharmatrace.anchoring.NewEntry;
import io.pharmatrace.anchoring.application.Admission;
import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.Following;
import io.pharmatrace.anchoring.application.Journaling;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.Sealer;
import io.pharmatrace.anchoring.application.Signing;
import io.pharmatrace.anchoring.application.StoppedLogs;
import io.pharmatrace.anchoring.application.Submitting;
import io.pharmatrace.anchoring.domain.SendAnswer;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/**
 * The product's anchoring in this JVM, on servers of a running product, with a database, keys and
 * contracts of its own. Its stages do what they do in the product, but when they are told to. Of
 * one thread.
 */
final class Anchoring implements AutoCloseable {
  private final ApplicationContext context;
  private final URI node;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Jdbi jdbi;
  private final ChainLink.Target target;
  private final List<UUID> organisations;

  /**
   * Starts it and founds a network of its own on the chain.
   *
   * @param settings that say where database, broker, chain and home are
   * @param node JSON-RPC of the chain
   * @param count of organisations, all admitted
   */
  Anchoring(Map<String, Object> settings, URI node, int count) {
    this.context = ApplicationContext.run(settings);
    this.node = node;
    this.jdbi = get(Jdbi.class);
    ChainLink link = get(ChainLink.class);
    link.check();
    this.target = link.target();
    this.organisations = IntStream.range(0, count).mapToObj(this::newOrganisation).toList();
    while (count("SELECT count(*) FROM anchoring.identity WHERE admitted_in IS NOT NULL") < count) {
      get(Admission.class).run(target);
    }
  }

  private <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  private UUID newOrganisation(int number) {
    UUID id = UUID.randomUUID();
    String digits = "9506000%05d".formatted(number);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    String gln = digits + (10 - sum % 10) % 10;
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO registry.organisation (id, gln, name, role, company_prefixes)"
                        + " VALUES (:id, :gln, :gln, 'pharmacist', '{}')")
                .bind("id", id)
                .bind("gln", gln)
                .execute());
    return id;
  }

  private long count(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** Each organisation logs as many events, of a pack each. */
  void log(int events) {
    jdbi.useTransaction(
        handle -> {
          for (UUID organisation : organisations) {
            get(EntryLog.class)
                .append(
                    handle,
                    organisation,
                    IntStream.range(0, events).mapToObj(Anchoring::event).toList());
          }
        });
  }

  private static NewEntry event(int serial) {
    byte[] document =
        "{\"event\":\"%s\"}".formatted(UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    return new NewEntry(
        EntryType.CUSTODY_EVENT,
        ContentDigest.ofEvent(Bytes32.random(), document),
        List.of(UnsaltedUnit.pack("https://id.gs1.org/01/09506000134352/21/" + serial)));
  }

  /** A commitment of each organisation's log, with all that it logged, in the journal. */
  void seal() {
    get(Sealer.class).sealAll(Duration.ZERO);
    get(Journaling.class).journalAll();
  }

  /** Signs these commitments and sends them, as the product does, until they are mined. */
  void signAndSend() throws IOException {
    long last = mined() + organisations.size();
    while (get(Signing.class).signAll(target) > 0) {
      get(Submitting.class).run(target);
    }
    mine(last);
  }

  /** Signs these commitments. */
  List<SignedTransaction> sign() {
    while (get(Signing.class).signAll(target) > 0) {
      // In the product, too, a round signs so many at the most.
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT nonce, raw, tx_hash FROM anchoring.submission ORDER BY nonce")
                .map(
                    (r, c) ->
                        new SignedTransaction(
                            r.getLong(1),
                            "0x" + HexFormat.of().formatHex(r.getBytes(2)),
                            Bytes32.of(r.getBytes(3))))
                .list());
  }

  /** Hands them to the node, and nothing else, until they are mined. */
  void send(List<SignedTransaction> signed) throws IOException {
    Chain chain = get(Chain.class);
    for (SignedTransaction transaction : signed) {
      if (!(chain.send(transaction) instanceof SendAnswer.Taken)) {
        throw new IOException("the node does not take transaction " + transaction.hash());
      }
    }
    mine(signed.getLast().nonce() + 1);
  }

  private long mined() {
    return get(Chain.class).transactionCount(get(Keys.class).relay().address());
  }

  /** Not to measure how long it is to the next second: the node makes a block at once. */
  private void mine(long transactions) throws IOException {
    do {
      askForBlock();
    } while (mined() < transactions);
  }

  private void askForBlock() throws IOException {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(node)
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"evm_mine\",\"params\":[]}"))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200 || answer.body().contains("\"error\"")) {
        throw new IOException("the node makes no block: " + answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Follows the chain until all that was sent is confirmed. */
  void confirm() throws IOException {
    while (count("SELECT count(*) FROM anchoring.commitment WHERE confirmed_at IS NULL") > 0) {
      get(Following.class).run(target);
      List<String> stopped = new ArrayList<>(get(StoppedLogs.class).reasons().values());
      if (!stopped.isEmpty()) {
        throw new IOException("a log is stopped: " + stopped.getFirst());
      }
    }
    get(Submitting.class).run(target);
  }

  @Override
  public void close() {
    context.close();
  }
}
