package io.pharmatrace.conformance;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the cases of each {@link Feature} while tests run, and leaves one record a test class.
 *
 * <p>JUnit finds it by itself. It does nothing unless the system property {@code
 * pharmatrace.conformance} names the run, so that a partial run leaves no trace.
 */
public final class FeatureListener implements TestExecutionListener {
  static final String RUN = "pharmatrace.conformance";

  private final @Nullable Path directory;
  private final String module;
  private final Map<String, Map<Feature, Count>> counts = new LinkedHashMap<>();
  private @Nullable TestPlan plan;

  /** Made by JUnit. */
  public FeatureListener() {
    this(Path.of(System.getProperty("basedir", "")).toAbsolutePath(), System.getProperty(RUN, ""));
  }

  FeatureListener(Path module, String run) {
    this.module = String.valueOf(module.getFileName());
    this.directory = run.isEmpty() ? null : Records.directory(module, run);
  }

  @Override
  public void testPlanExecutionStarted(TestPlan begun) {
    plan = begun;
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (directory == null || !test.isTest() || result.getStatus() == Status.ABORTED) {
      return;
    }
    methodOf(test)
        .ifPresent(
            source ->
                featureOf(source)
                    .ifPresent(
                        feature ->
                            counts
                                .computeIfAbsent(
                                    topLevel(source.getJavaClass()).getName(),
                                    name -> new LinkedHashMap<>())
                                .computeIfAbsent(feature, each -> new Count())
                                .add(test, result)));
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan ended) {
    if (directory != null) {
      counts.forEach((name, features) -> Records.write(directory, name, tallies(name, features)));
    }
    counts.clear();
  }

  private List<Tally> tallies(String testClass, Map<Feature, Count> features) {
    String shownBy = module + ": " + testClass.substring(testClass.lastIndexOf('.') + 1);
    List<Tally> tallies = new ArrayList<>();
    features.forEach(
        (feature, count) ->
            tallies.add(
                new Tally(
                    feature.standard(),
                    feature.section(),
                    feature.name(),
                    shownBy,
                    count.cases,
                    count.properties,
                    count.failed)));
    return tallies;
  }

  /** A dynamic test has no method of its own: that of its factory counts. */
  private Optional<MethodSource> methodOf(TestIdentifier test) {
    Optional<TestIdentifier> at = Optional.of(test);
    while (at.isPresent()) {
      if (at.get().getSource().orElse(null) instanceof MethodSource source) {
        return Optional.of(source);
      }
      at = plan == null ? Optional.empty() : plan.getParent(at.get());
    }
    return Optional.empty();
  }

  private static Optional<Feature> featureOf(MethodSource source) {
    Method method = source.getJavaMethod();
    if (method.isAnnotationPresent(Feature.class)) {
      return Optional.of(method.getAnnotation(Feature.class));
    }
    for (Class<?> at = source.getJavaClass(); at != null; at = at.getEnclosingClass()) {
      if (at.isAnnotationPresent(Feature.class)) {
        return Optional.of(at.getAnnotation(Feature.class));
      }
    }
    return Optional.empty();
  }

  private static Class<?> topLevel(Class<?> testClass) {
    Class<?> at = testClass;
    while (at.getEnclosingClass() != null) {
      at = at.getEnclosingClass();
    }
    return at;
  }

  private static final class Count {
    private int cases;
    private int properties;
    private int failed;

    void add(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() != Status.SUCCESSFUL) {
        failed++;
      } else if (test.getUniqueIdObject().getLastSegment().getType().equals("property")) {
        properties++;
      } else {
        cases++;
      }
    }
  }
}
