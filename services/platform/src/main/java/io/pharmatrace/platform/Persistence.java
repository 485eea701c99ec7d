package io.pharmatrace.platform;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to the database. {@link Jdbi} exists only after every feature's schema is migrated,
 * so nobody can read a table that is not there yet. Transactions are passed on explicitly as a
 * {@code Handle}: what joins a caller's transaction says so in its signature (docs/adr/0004).
 */
@Factory
final class Persistence {
  private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

  @Singleton
  FeatureSchema platformSchema() {
    return new FeatureSchema("platform", 0);
  }

  @Singleton
  Jdbi jdbi(
      DataSource dataSource,
      List<FeatureSchema> schemas,
      @Value("${pharmatrace.database.start-timeout:60s}") Duration timeout) {
    schemas.stream()
        .sorted(Comparator.comparingInt(FeatureSchema::order))
        .forEach(schema -> migrate(dataSource, schema, timeout));
    return withoutArgumentsInMessages(Jdbi.create(dataSource))
        .installPlugin(new PostgresPlugin())
        .registerArrayType(LocalDate.class, "date")
        .registerArrayType(OffsetDateTime.class, "timestamptz");
  }

  /** Bound values are other people's data and our secrets; they do not belong into a log. */
  private static Jdbi withoutArgumentsInMessages(Jdbi jdbi) {
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    return jdbi;
  }

  private static void migrate(DataSource dataSource, FeatureSchema schema, Duration timeout) {
    var result =
        Flyway.configure()
            .dataSource(dataSource)
            .schemas(schema.name())
            .locations("classpath:db/" + schema.name())
            // The database may come up after us: keep trying for the time configured, then fail.
            .connectRetries((int) timeout.toSeconds())
            .connectRetriesInterval(1)
            .load()
            .migrate();
    if (result.migrationsExecuted > 0) {
      LOG.info("schema {}: {} migrations applied", schema.name(), result.migrationsExecuted);
    }
  }
}
