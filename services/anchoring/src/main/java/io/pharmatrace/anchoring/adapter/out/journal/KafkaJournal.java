package io.pharmatrace.anchoring.adapter.out.journal;

import static java.util.Objects.requireNonNull;

import io.pharmatrace.anchoring.application.Journal;
import io.pharmatrace.anchoring.application.JournalEntry;
import io.pharmatrace.anchoring.application.JournalException;
import io.pharmatrace.anchoring.application.JournalPages;
import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.platform.Home;
import io.pharmatrace.platform.KafkaClients;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The journal in topic {@code log-journal}: one message a page, keyed by organisation, acknowledged
 * by all replicas. Its key is in {@code secrets/journal-key}: keep a copy of it apart from the
 * database, or the journal is worth nothing on the day it is needed.
 */
@Singleton
final class KafkaJournal implements Journal {
  static final String TOPIC = "log-journal";
  private static final long DEADLINE_SECONDS = 25;

  private final Producer<String, byte[]> producer;
  private final KafkaClients clients;
  private final Home home;
  private volatile @Nullable String topic;

  KafkaJournal(Producer<String, byte[]> producer, KafkaClients clients, Home home) {
    this.producer = producer;
    this.clients = clients;
    this.home = home;
  }

  @Override
  public Appending append(SealedCommitment commitment, Iterator<JournalEntry> entries) {
    JournalCipher cipher = new JournalCipher(key(home));
    String organisation = commitment.organisation().toString();
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    try {
      JournalPages.write(
          commitment,
          entries,
          (text, last) -> {
            JournalCipher.Page page =
                new JournalCipher.Page(
                    commitment.organisation(),
                    commitment.sequence(),
                    acknowledgements.size(),
                    last,
                    ByteBuffer.wrap(text));
            acknowledgements.add(
                producer.send(new ProducerRecord<>(TOPIC, organisation, cipher.seal(page))));
          });
    } catch (KafkaException e) {
      throw failed(e);
    }
    return () -> await(acknowledgements);
  }

  private Position await(List<Future<RecordMetadata>> acknowledgements) {
    try {
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      }
      RecordMetadata last = acknowledgements.getLast().get();
      String known = topic;
      return new Position(known == null ? topic() : known, last.partition(), last.offset() + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException("interrupted while the journal was written", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw failed(e);
    }
  }

  private static JournalException failed(Exception e) {
    return new JournalException("Kafka does not take the journal: " + e.getMessage(), e);
  }

  @Override
  public Reading read(Collection<Position> from, Consumer<JournalPages.Contents> each) {
    String id = topic();
    return new JournalReader(clients, new JournalCipher(key(home)), id).read(from, each);
  }

  /** Asks for the topic's id. */
  private String topic() {
    try (Admin admin = clients.admin()) {
      String id =
          requireNonNull(
                  admin
                      .describeTopics(List.of(TOPIC))
                      .allTopicNames()
                      .get(DEADLINE_SECONDS, TimeUnit.SECONDS)
                      .get(TOPIC))
              .topicId()
              .toString();
      topic = id;
      return id;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException("interrupted while the journal was looked for", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new JournalException("Kafka does not show the journal: " + e.getMessage(), e);
    }
  }

  static byte[] key(Home home) {
    return Base64.getUrlDecoder().decode(home.secret("journal-key", Home::randomText));
  }
}
