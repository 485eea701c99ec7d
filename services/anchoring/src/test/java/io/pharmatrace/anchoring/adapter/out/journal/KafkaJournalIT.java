package io.pharmatrace.anchoring.adapter.out.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.application.JournalEntry;
import io.pharmatrace.anchoring.application.JournalPages;
import io.pharmatrace.platform.Home;
import io.pharmatrace.platform.KafkaClients;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PharmaTraceInfrastructure
class KafkaJournalIT {
  @Test
  void whatIsAnchoredIsInTheJournalToo(Infrastructure infrastructure, @TempDir Path home) {
    try (Installation installation = Installation.start(infrastructure, home, Map.of());
        Consumer<String, byte[]> consumer =
            installation.get(KafkaClients.class).consumer("journal-test", 100)) {
      UUID organisation = installation.newOrganisation("manufacturer");
      List<Long> entries = installation.append(organisation, 25);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> installation.anchored(entries) == entries.size());

      List<JournalPages.Contents> journal = read(consumer, installation, organisation);

      assertThat(journal.stream().flatMap(c -> c.entries().stream()).map(JournalEntry::id))
          .containsExactlyElementsOf(entries);
      for (JournalPages.Contents contents : journal) {
        assertThat(contents.commitment().organisation()).isEqualTo(organisation);
        for (JournalEntry entry : contents.entries()) {
          assertThat(entry.entry()).isEqualTo(installation.proof(entry.id()).logged().entry());
          assertThat(entry.known().secret().entrySalt()).isEqualTo(entry.entry().salt());
          assertThat(entry.known().units()).hasSize(1);
        }
      }
    }
  }

  private static List<JournalPages.Contents> read(
      Consumer<String, byte[]> consumer, Installation installation, UUID organisation) {
    JournalCipher cipher = new JournalCipher(KafkaJournal.key(installation.get(Home.class)));
    consumer.subscribe(List.of(KafkaJournal.TOPIC));
    List<JournalPages.Contents> commitments = new ArrayList<>();
    List<byte[]> pages = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                assertThat(record.key()).isEqualTo(organisation.toString());
                JournalCipher.Page page = cipher.open(record.value());
                assertThat(page.number()).isEqualTo(pages.size());
                pages.add(page.text().array());
                if (page.last()) {
                  commitments.add(JournalPages.read(pages));
                  pages.clear();
                }
              }
              return !commitments.isEmpty() && pages.isEmpty();
            });
    return commitments;
  }
}
