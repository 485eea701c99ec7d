package io.pharmatrace.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to run in the background.
 *
 * @param name what a person calls it, as in "broker"
 * @param command the program and its arguments, never through a shell
 * @param environment variables added to those of the starter
 * @param directory where it runs; made when missing
 * @param logFile what it prints is appended here
 * @param pidFile by this file a later process finds it again
 */
public record Program(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path logFile,
    Path pidFile) {
  /** Checks that there is something to run, and fixes the lists. */
  public Program {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a program needs a name");
    }
    if (command.isEmpty()) {
      throw new IllegalArgumentException(name + ": the command is empty");
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * A program that keeps everything in one directory: {@code NAME.log} and {@code NAME.pid}.
   *
   * @param name what a person calls it; also the stem of the file names
   * @param command the program and its arguments
   * @param directory where it runs and keeps its log and pid file
   * @return the program, not started
   */
  public static Program in(String name, List<String> command, Path directory) {
    return new Program(
        name,
        command,
        Map.of(),
        directory,
        directory.resolve(name + ".log"),
        directory.resolve(name + ".pid"));
  }

  /**
   * The same program with other variables.
   *
   * @param variables replace those of this program
   * @return a copy
   */
  public Program withEnvironment(Map<String, String> variables) {
    return new Program(name, command, variables, directory, logFile, pidFile);
  }
}
