package io.pharmatrace.launcher.home;

import io.pharmatrace.process.Ports;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which port each part listens on, kept in {@code ports.properties} so that addresses stay the same
 * from one start to the next. An operator may edit the file while the part is stopped. Thread-safe
 * within a process; the launcher's lock keeps others away.
 */
public final class PortBook {
  /** Parts start side by side, each with a book of its own on the same file. */
  private static final Object LOCK = new Object();

  private final Path file;

  /** Creates the view of a home's ports. */
  public PortBook(Home home) {
    this.file = home.directory().resolve("ports.properties");
  }

  /**
   * The port that a part was given.
   *
   * @param part as in "kafka"
   * @return empty when it was never started
   */
  public OptionalInt of(String part) {
    String port = read().getProperty(part);
    if (port == null) {
      return OptionalInt.empty();
    }
    if (!port.strip().matches("[1-9][0-9]{0,4}") || Integer.parseInt(port.strip()) > 65_535) {
      throw new IllegalStateException(file + ": " + part + " is no port: " + port);
    }
    return OptionalInt.of(Integer.parseInt(port.strip()));
  }

  /**
   * Finds a port for a part that is about to start: the one it had, else the preferred one, else
   * any that is free.
   *
   * @param part as in "kafka"
   * @param preferred tried first when the part never had one
   * @return a port that was free a moment ago, remembered from now on
   */
  public int choose(String part, int preferred) {
    synchronized (LOCK) {
      int wanted = of(part).orElse(preferred);
      Set<Integer> others = others(part);
      int port =
          Stream.concat(Stream.of(wanted), Ports.free(others.size() + 1).stream())
              .filter(each -> !others.contains(each) && Ports.isFree(each))
              .findFirst()
              .orElseThrow();
      remember(part, port);
      return port;
    }
  }

  /** What other parts were given, also those that do not run and whose ports are free therefore. */
  private Set<Integer> others(String part) {
    return read().stringPropertyNames().stream()
        .filter(name -> !name.equals(part))
        .map(name -> of(name).orElseThrow())
        .collect(Collectors.toSet());
  }

  /** Gives a part this port from now on. */
  public void remember(String part, int port) {
    synchronized (LOCK) {
      Properties ports = read();
      ports.setProperty(part, Integer.toString(port));
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      try {
        try (Writer writer = Files.newBufferedWriter(draft)) {
          ports.store(writer, "The ports of the parts, on the loopback address");
        }
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
    }
  }

  private Properties read() {
    Properties ports = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      ports.load(reader);
    } catch (NoSuchFileException e) {
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return ports;
  }
}
