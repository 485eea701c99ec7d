package io.pharmatrace.anchoring.adapter.out.journal;

import io.pharmatrace.anchoring.application.Journal;
import io.pharmatrace.anchoring.application.JournalEntry;
import io.pharmatrace.anchoring.application.JournalException;
import io.pharmatrace.anchoring.application.JournalPages;
import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.platform.Home;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

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
  private final Home home;

  KafkaJournal(Producer<String, byte[]> producer, Home home) {
    this.producer = producer;
    this.home = home;
  }

  @Override
  public void append(SealedCommitment commitment, Iterator<JournalEntry> entries) {
    JournalCipher cipher = new JournalCipher(key(home));
    String organisation = commitment.organisation().toString();
    List<Future<?>> acknowledgements = new ArrayList<>();
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
      for (Future<?> acknowledgement : acknowledgements) {
        acknowledgement.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException("interrupted while the journal was written", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new JournalException("Kafka does not take the journal: " + e.getMessage(), e);
    }
  }

  static byte[] key(Home home) {
    return Base64.getUrlDecoder().decode(home.secret("journal-key", Home::randomText));
  }
}
