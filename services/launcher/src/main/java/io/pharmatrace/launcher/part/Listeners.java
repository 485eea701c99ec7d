package io.pharmatrace.launcher.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which process listens on a port, as Linux tells in {@code /proc} (proc(5), net/tcp). */
public final class Listeners {
  private static final String LISTENS = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private Listeners() {}

  /**
   * Whether a process listens on a TCP port. That something answers there is not enough: another
   * home's server may have taken the port while ours was starting.
   *
   * @param pid of a process of this user
   * @param port 1 to 65535
   */
  public static boolean owns(long pid, int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      sockets.addAll(listening(Path.of(table), port));
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path file : files) {
        if (sockets.contains(target(file))) {
          return true;
        }
      }
      return false;
    } catch (NoSuchFileException e) {
      return false; // the process ended
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell the sockets of process " + pid, e);
    }
  }

  private static Set<String> listening(Path table, int port) {
    Set<String> sockets = new HashSet<>();
    try {
      for (String line : Files.readAllLines(table)) {
        List<String> fields = List.of(line.strip().split("\\s+"));
        if (fields.size() > INODE
            && fields.get(STATE).equals(LISTENS)
            && fields.get(LOCAL_ADDRESS).endsWith(":%04X".formatted(port))) {
          sockets.add("socket:[" + fields.get(INODE) + "]");
        }
      }
      return sockets;
    } catch (NoSuchFileException e) {
      return sockets; // a machine without IPv6
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + table, e);
    }
  }

  private static String target(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed meanwhile
    }
  }
}
