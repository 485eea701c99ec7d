package io.pharmatrace.testsupport;

import io.pharmatrace.kafka.Topics;
import io.pharmatrace.process.ProcessFailedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Makes every topic anew: a fresh database reads a topic from its beginning. */
final class FreshTopics {
  private static final int DEADLINE_SECONDS = 60;

  private FreshTopics() {}

  static void make(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      List<String> old =
          admin.listTopics().names().get(DEADLINE_SECONDS, TimeUnit.SECONDS).stream()
              .filter(name -> !name.startsWith("__"))
              .toList();
      admin.deleteTopics(old).all().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      Topics.create(admin);
    } catch (ExecutionException | TimeoutException e) {
      throw new ProcessFailedException("cannot make the topics anew at " + bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while making topics", e);
    }
  }
}
