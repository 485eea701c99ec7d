package io.pharmatrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the database of a home says, and what the node of its chain says, asked by JSON-RPC: the
 * application itself is not asked.
 */
final class Books {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Launcher launcher;
  private final HttpClient client = HttpClient.newHttpClient();

  Books(Launcher launcher) {
    this.launcher = launcher;
  }

  /** Whether all that was captured is confirmed on chain, seals too. */
  boolean isSettled() throws SQLException, IOException {
    return ask("""
            SELECT NOT EXISTS (SELECT FROM custody.seal_todo)
              AND NOT EXISTS (
                SELECT FROM anchoring.entry e LEFT JOIN anchoring.commitment c
                  ON c.organisation = e.organisation AND c.sequence = e.sequence
                WHERE c.confirmed_at IS NULL)
              AND NOT EXISTS (
                SELECT FROM anchoring.closing k LEFT JOIN anchoring.commitment c
                  ON c.organisation = k.organisation AND c.sequence = k.sequence
                WHERE c.confirmed_at IS NULL),
              ''
            """)
        .containsKey("t");
  }

  /** Packs by their serial numbers: in which state, with whom, and how far their seals are. */
  Map<String, String> packs() throws SQLException, IOException {
    return ask(
        """
        SELECT p.serial, concat_ws(' ', p.state, 'with', o.name,
                                   CASE WHEN p.in_transit_to IS NOT NULL THEN 'on its way' END,
                                   p.seals)
        FROM custody.packs p JOIN registry.organisations o ON o.id = p.custodian_id
        """);
  }

  /** The last confirmed commitment of each log by its name on chain, or why it stands still. */
  Map<String, String> logs() throws SQLException, IOException {
    return ask(
        """
        SELECT encode(chain_id, 'hex'), coalesce(stopped, CASE WHEN sequence = confirmed
               THEN confirmed::text ELSE concat(sequence, ' sealed, ', confirmed, ' confirmed') END)
        FROM anchoring.log WHERE sequence > 0
        """);
  }

  /** The numbers of each log's commitments on chain. */
  Map<String, NavigableSet<Long>> onChain(String ledger) throws IOException, InterruptedException {
    Map<String, NavigableSet<Long>> numbers = new TreeMap<>();
    JsonNode records =
        call(
            "eth_getLogs",
            "{\"address\":\"%s\",\"fromBlock\":\"0x0\",\"toBlock\":\"latest\"}".formatted(ledger));
    for (JsonNode record : records) {
      JsonNode topics = record.path("topics");
      if (topics.size() == 3) { // No other event of the contract has two indexed fields.
        String name = topics.get(1).asText().substring(2);
        long number = Long.parseLong(topics.get(2).asText().substring(2), 16);
        if (!numbers.computeIfAbsent(name, _ -> new TreeSet<>()).add(number)) {
          throw new IllegalStateException("the chain has commitment " + number + " twice");
        }
      }
    }
    return numbers;
  }

  /** How many transactions the relay account ever sent. */
  long transactions() throws IOException, InterruptedException {
    String relay =
        JSON.readTree(launcher.file("keys/relay.json").toFile()).path("address").asText();
    String address = relay.startsWith("0x") ? relay : "0x" + relay;
    return Long.decode(call("eth_getTransactionCount", "\"" + address + "\",\"latest\"").asText());
  }

  private JsonNode call(String method, String parameters) throws IOException, InterruptedException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
            .formatted(method, parameters);
    JsonNode answer =
        JSON.readTree(
            client
                .send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + launcher.port("chain")))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                    BodyHandlers.ofString())
                .body());
    if (!answer.has("result")) {
      throw new IOException(method + ": " + answer);
    }
    return answer.path("result");
  }

  private Map<String, String> ask(String query) throws SQLException, IOException {
    Map<String, String> rows = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + launcher.port("postgres") + "/pharmatrace",
                "pharmatrace",
                Files.readString(launcher.file("secrets/database-password")).strip());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        rows.put(row.getString(1), row.getString(2));
      }
    }
    return rows;
  }
}
