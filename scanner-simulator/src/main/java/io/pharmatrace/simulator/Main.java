package io.pharmatrace.simulator;

import io.pharmatrace.gs1.ExpiryDate;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Command line of the simulator. Exit codes: 0 done, 1 something outside failed, 2 wrong usage. */
@Command(
    name = "scanner-simulator",
    mixinStandardHelpOptions = true,
    version = "PharmaTrace scanner-simulator 0.1",
    description =
        "Simulates scanners of manufacturers, distributors and pharmacies: publishes raw reads of GS1 barcodes to Kafka topic scans.")
public final class Main implements Callable<Integer> {
  /** Of the play that is repeated, so that it is the same on every day. */
  private static final ExpiryDate REPEATABLE_EXPIRY = ExpiryDate.of(LocalDate.of(2030, 12, 31));

  private final PrintStream progress;
  private final Clock clock;

  @Mixin private final Options options = new Options();

  @Spec private @Nullable CommandSpec spec;

  Main(PrintStream progress, Clock clock) {
    this.progress = progress;
    this.clock = clock;
  }

  /** Runs the simulator. */
  public static void main(String[] arguments) {
    System.exit(run(System.err, Clock.systemUTC(), arguments));
  }

  /** Runs the simulator with this output, clock and command line; gives the exit code. */
  static int run(PrintStream progress, Clock clock, String... arguments) {
    CommandLine command = new CommandLine(new Main(progress, clock));
    command.setExecutionExceptionHandler(
        (exception, line, result) -> {
          if (exception instanceof SimulatorException) {
            progress.println(exception.getMessage());
            return 1;
          }
          throw exception;
        });
    return command.execute(arguments);
  }

  @Override
  public Integer call() {
    String fault = options.fault();
    if (fault != null && spec != null) {
      throw new ParameterException(spec.commandLine(), fault);
    }
    Demo demo = Demo.read();
    URI api = options.api;
    if (api != null) {
      register(demo, api);
    }
    String bootstrap = options.bootstrap;
    if (bootstrap != null) {
      play(demo, bootstrap);
    }
    return 0;
  }

  private void register(Demo demo, URI uri) {
    Path adminFile = options.adminPasswordFile;
    if (adminFile == null) {
      throw new IllegalStateException("the options were checked before");
    }
    try (ApiClient api = new ApiClient(uri)) {
      api.login("admin", secret(adminFile));
      Optional<String> users = Optional.ofNullable(options.userPasswordFile).map(Main::secret);
      new DemoLoader(api, users, progress::println).load(demo);
    }
  }

  private void play(Demo demo, String bootstrap) {
    Long seed = options.seed == null && options.once ? Long.valueOf(1) : options.seed;
    RandomGenerator random = random(seed);
    String run =
        seed != null
            ? "demo-" + seed + "-" + options.packs
            : "live-" + new Numbers(random).text(10);
    ExpiryDate expiry = options.once ? REPEATABLE_EXPIRY : inTwoYears();
    List<Demo.Lane> lanes = demo.lanes();
    Play play = new Play(lanes, random, expiry, options.packs, !options.once);
    try (ScanPublisher publisher = new ScanPublisher(bootstrap, kafkaProperties())) {
      Stage stage = new Stage(new Scanners(demo), publisher, progress, clock);
      if (options.once) {
        stage.playOnce(play, run, options.scansPerSecond());
      } else {
        stage.playUntilStopped(play, run, options.scansPerSecond());
      }
    }
  }

  /** Secure numbers, unless a seed asks for repeatable ones; packs count too, so plays differ. */
  private RandomGenerator random(@Nullable Long seed) {
    return seed == null ? new SecureRandom() : new SplittableRandom(seed * 31 + options.packs);
  }

  /** The end of a month, as printed on most packs: the day is left out. */
  private ExpiryDate inTwoYears() {
    YearMonth month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).plusYears(2);
    return new ExpiryDate(month.atEndOfMonth(), true);
  }

  private Properties kafkaProperties() {
    Properties properties = new Properties();
    Path file = options.kafkaConfig;
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new SimulatorException("Cannot read " + file + ": " + e, e);
      }
    }
    return properties;
  }

  private static String secret(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new SimulatorException("Cannot read the password in " + file + ": " + e, e);
    }
  }
}
