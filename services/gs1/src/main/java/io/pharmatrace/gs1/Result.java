package io.pharmatrace.gs1;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a parser makes of outside text: a value, or every problem found. Parsers that return it
 * throw on no input.
 *
 * @param <T> the value that was asked for
 */
public sealed interface Result<T> {

  /** The text was valid and means {@code value}. */
  record Ok<T>(T value) implements Result<T> {}

  /** The text cannot be used. {@code problems} is never empty; the first is the one to show. */
  record Problems<T>(List<Problem> problems) implements Result<T> {
    public Problems {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("A failed result names at least one problem.");
      }
    }
  }

  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Result<T> problem(Problem problem) {
    return new Problems<>(List.of(problem));
  }

  static <T> Result<T> problems(List<Problem> problems) {
    return new Problems<>(problems);
  }

  /** The value, or empty when there were problems. */
  default Optional<T> toOptional() {
    return this instanceof Ok<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** The problems; empty when there is a value. */
  default List<Problem> problemList() {
    return this instanceof Problems<T>(List<Problem> problems) ? problems : List.of();
  }

  default boolean isOk() {
    return this instanceof Ok<T>;
  }

  default <U> Result<U> map(Function<? super T, ? extends U> function) {
    return switch (this) {
      case Ok<T>(T value) -> new Ok<>(function.apply(value));
      case Problems<T>(List<Problem> problems) -> new Problems<>(problems);
    };
  }

  default <U> Result<U> flatMap(Function<? super T, Result<U>> function) {
    return switch (this) {
      case Ok<T>(T value) -> function.apply(value);
      case Problems<T>(List<Problem> problems) -> new Problems<>(problems);
    };
  }

  /**
   * The value, where the text is known to be good (constants, own storage, tests).
   *
   * @throws IllegalArgumentException with the problems' messages otherwise
   */
  default T orElseThrow() {
    return switch (this) {
      case Ok<T>(T value) -> value;
      case Problems<T>(List<Problem> problems) ->
          throw new IllegalArgumentException(
              String.join(" ", problems.stream().map(Problem::message).toList()));
    };
  }
}
