package io.pharmatrace.launcher.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void theApplicationIsLookedAfterAlsoWhenTheChangeFails() {
    RuntimeException failure = new IllegalStateException("a node hangs");

    assertThatThrownBy(() -> Change.inAnyCase(failing(failure), () -> done.add("application")))
        .isSameAs(failure);
    assertThat(done).containsExactly("application");
  }

  @Test
  void whatFailedFirstIsTold() {
    RuntimeException first = new IllegalStateException("a node hangs");
    RuntimeException then = new IllegalStateException("the application does not start");

    assertThatThrownBy(() -> Change.inAnyCase(failing(first), failing(then)))
        .isSameAs(first)
        .hasSuppressedException(then);
    assertThatThrownBy(() -> Change.inAnyCase(() -> done.add("change"), failing(then)))
        .isSameAs(then);
  }

  private static Runnable failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }
}
