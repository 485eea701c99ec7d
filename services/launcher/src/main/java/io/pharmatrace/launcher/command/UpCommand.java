package io.pharmatrace.launcher.command;

import io.pharmatrace.besu.ChainChoice;
import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.demo.Demonstration;
import io.pharmatrace.launcher.demo.Example;
import io.pharmatrace.launcher.home.Disk;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.HomeLock;
import io.pharmatrace.launcher.part.Parts;
import io.pharmatrace.process.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts what does not run. Running it again changes nothing. */
@Command(
    name = "up",
    description = {
      "Builds what is not built, starts everything that does not run, and loads the demonstration.",
      "Running it again changes nothing."
    },
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where the application listens from now on; default: 8080, or any if taken.")
  private @Nullable Integer port;

  @Option(
      names = "--chain",
      paramLabel = "auto|besu|dev",
      defaultValue = "auto",
      description = {
        "Which chain a new home runs on; default: auto.",
        "besu: four validators, from $BESU_HOME or downloaded. dev: a development chain. auto: Besu"
            + " where it can be had, otherwise a development chain."
      },
      converter = ChainConverter.class)
  private ChainChoice chain = ChainChoice.AUTO;

  @Option(
      names = "--p2p-host",
      paramLabel = "ADDRESS",
      description = {
        "IPv4 address of this machine at which validators of other machines reach those of this"
            + " home, from now on; default: loopback. With --chain besu."
      })
  private @Nullable String p2pHost;

  @Option(names = "--no-demo", description = "Loads no demonstration.")
  private boolean noDemo;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (port != null && (port < 1 || port > 65_535)) {
      throw new ParameterException(spec.commandLine(), "--port is 1 to 65535, not " + port);
    }
    Console console = new Console(spec.commandLine().getOut());
    Home home = homeOption.home();
    home.create();
    Parts parts = Parts.of(home, chain);
    try (HomeLock _ = HomeLock.take(home, () -> parts.supervisor().stop(Progress.SILENT))) {
      new Disk(home)
          .problem()
          .ifPresent(
              problem -> {
                throw new Failure("nothing was started", problem, "Free some space.");
              });
      if (port != null) {
        parts.app().listenOn(port);
      }
      if (p2pHost != null) {
        parts.chain().p2pHost(p2pHost);
      }
      Starter starter = new Starter(console);
      // First, so that it also cares for what was started when the rest of this command fails.
      starter.start(List.of(parts.supervisor()));
      starter.start(parts.servers());
      starter.start(List.of(parts.app()));
      Optional<Example> example = Optional.empty();
      if (!noDemo) {
        example =
            new Demonstration(home)
                .load(
                    parts.app().url(),
                    parts.kafka().bootstrapServers(),
                    console.progressOf("demo"));
        // What was played may have brought a fault to light.
        parts.app().start(console.progressOf(parts.app().name()));
      }
      console.line(Welcome.text(home, parts, !noDemo, example));
    }
    return 0;
  }

  /** Reads a choice of chain; a wrong one is told as wrong usage. */
  static final class ChainConverter implements CommandLine.ITypeConverter<ChainChoice> {
    @Override
    public ChainChoice convert(String text) {
      try {
        return ChainChoice.parse(text);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
