package io.pharmatrace.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.besu.ChainException;
import io.pharmatrace.besu.JsonRpc;
import io.pharmatrace.kafka.TopicSpec;
import io.pharmatrace.kafka.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@PharmaTraceInfrastructure
class InfrastructureIT {
  @SuppressWarnings("NullAway.Init")
  private static Infrastructure shared;

  @SuppressWarnings("NullAway.Init")
  private Infrastructure infrastructure;

  @BeforeAll
  static void staticFieldIsSetBefore() {
    assertThat(shared).isNotNull();
  }

  @Test
  void parameterAndFieldsAreTheSame(Infrastructure parameter) {
    assertThat(parameter).isSameAs(infrastructure).isSameAs(shared);
  }

  @Test
  void databaseIsDurable() throws SQLException {
    assertThat(ask("SHOW fsync")).isEqualTo("on");
    assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
    assertThat(ask("SHOW full_page_writes")).isEqualTo("on");
  }

  @Test
  void databaseComesBackAtTheSameAddressWithItsContents() throws SQLException {
    Database database = infrastructure.postgres();
    try (Connection connection = connect()) {
      connection.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS answer");
    }

    database.stop();
    assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
    database.start();

    assertThat(ask("SELECT answer FROM kept")).isEqualTo("42");
  }

  @Test
  void committedRowSurvivesACrashOfTheDatabase() throws SQLException {
    Database database = infrastructure.postgres();
    try (Connection connection = connect()) {
      connection.createStatement().execute("CREATE TABLE survivor AS SELECT 43 AS answer");
    }

    database.kill();
    assertThat(database.isRunning()).isFalse();
    database.start();

    assertThat(ask("SELECT answer FROM survivor")).isEqualTo("43");
  }

  @Test
  void brokerHasEveryTopicAndComesBackAtTheSameAddress() throws Exception {
    Broker broker = infrastructure.kafka();

    broker.stop();
    assertThat(broker.isRunning()).isFalse();
    broker.start();

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS))
          .containsAll(Topics.all().stream().map(TopicSpec::name).toList());
    }
  }

  @Test
  void chainComesBackAtTheSameAddressAndGoesOn() {
    TestChain chain = infrastructure.chain();
    JsonRpc rpc = new JsonRpc(chain.rpcUrl());
    long head = rpc.headNumber();

    chain.stop();
    assertThatThrownBy(rpc::headNumber).isInstanceOf(ChainException.class);
    chain.start();

    assertThat(rpc.headNumber()).isGreaterThan(head);
    assertThat(rpc.chainId()).isEqualTo(chain.chainId());
  }

  @Nested
  class InsideAnother {
    @Test
    void sharesTheOuterDatabase(Infrastructure inner) {
      assertThat(inner.postgres().jdbcUrl()).isEqualTo(infrastructure.postgres().jdbcUrl());
    }
  }

  private Connection connect() throws SQLException {
    Database database = infrastructure.postgres();
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private String ask(String query) throws SQLException {
    try (Connection connection = connect();
        ResultSet result = connection.createStatement().executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
