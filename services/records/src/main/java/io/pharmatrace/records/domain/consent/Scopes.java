package io.pharmatrace.records.domain.consent;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The scopes of a token (SMART App Launch 2.2.0, scopes for FHIR resources). They only narrow down
 * what a caller may do; no scope permits what a consent does not.
 *
 * @param all in no order
 */
public record Scopes(Set<Scope> all) {
  /** Nothing is allowed. */
  public static final Scopes NONE = new Scopes(Set.of());

  /** Longest text that is read, in characters; a token's other limits are lower. */
  public static final int LONGEST = 4_000;

  private static final Pattern RESOURCE =
      Pattern.compile("(patient|user|system)/(\\*|[A-Z][A-Za-z]{1,63})\\.(c?r?u?d?s?)");
  private static final Pattern LEVEL = Pattern.compile("(patient|user|system)/");

  /** Scopes, or why there are none. */
  public sealed interface Parsed {}

  /** The text is right. */
  public record Read(Scopes scopes) implements Parsed {}

  /**
   * The text is refused as a whole: to leave out a scope that is not understood would grant
   * something else than what was asked for.
   *
   * @param scope the first one that is wrong, at most 100 characters of it
   * @param problem what is wrong with it
   */
  public record Refused(String scope, Problem problem) implements Parsed {}

  /** What is wrong with a scope. */
  public enum Problem {
    /** Over {@link #LONGEST}. */
    TOO_LONG("Ask for fewer scopes."),
    /** SMART 2 allows to narrow a scope by a search; that is not supported. */
    QUERY("Leave out what begins with '?': scopes are not narrowed by a search here."),
    /** {@code .read}, {@code .write}, {@code .*} of SMART 1. */
    VERSION_1("Write .rs for .read, .cud for .write, .cruds for .*"),
    /** Level, type or interactions cannot be read. */
    MALFORMED(
        "Write patient/, user/ or system/, a type or *, a dot, and letters of cruds in order.");

    private final String advice;

    Problem(String advice) {
      this.advice = advice;
    }

    /** What to do about it. */
    public String advice() {
      return advice;
    }
  }

  public Scopes {
    all = Set.copyOf(all);
  }

  /**
   * Reads the scopes of a token, separated by spaces (RFC 6749, section 3.3). Scopes that are not
   * about resources ({@code openid}, {@code launch/patient}) are passed over.
   */
  public static Parsed parse(String text) {
    if (text.length() > LONGEST) {
      return new Refused("", Problem.TOO_LONG);
    }
    Set<Scope> scopes = new LinkedHashSet<>();
    for (String word : text.split(" ", -1)) {
      if (!LEVEL.matcher(word).lookingAt()) {
        continue;
      }
      Matcher matcher = RESOURCE.matcher(word);
      if (!matcher.matches() || matcher.group(3).isEmpty()) {
        return new Refused(word.substring(0, Math.min(100, word.length())), problem(word));
      }
      scopes.add(scope(matcher.group(1), matcher.group(2), matcher.group(3)));
    }
    return new Read(new Scopes(scopes));
  }

  /** Whether one of the scopes allows what is asked for. */
  public boolean allow(ConsentRequest request) {
    return all.stream()
        .anyMatch(
            scope ->
                reaches(scope.level(), request)
                    && (scope.type().equals(Scope.ANY)
                        || scope.type().equals(request.item().ref().type()))
                    && scope.interactions().contains(request.interaction()));
  }

  private static boolean reaches(Scope.Level level, ConsentRequest request) {
    return switch (level) {
      case PATIENT -> request.relation() != Relation.NONE;
      case USER -> !request.requester().device();
      case SYSTEM -> request.requester().device();
    };
  }

  private static Scope scope(String level, String type, String letters) {
    return new Scope(
        Scope.Level.valueOf(level.toUpperCase(Locale.ROOT)),
        type,
        Arrays.stream(Interaction.values())
            .filter(interaction -> letters.indexOf(interaction.letter()) >= 0)
            .collect(Collectors.toSet()));
  }

  private static Problem problem(String scope) {
    if (scope.indexOf('?') >= 0) {
      return Problem.QUERY;
    }
    return Optional.of(scope.substring(scope.lastIndexOf('.') + 1))
        .filter(Set.of("read", "write", "*")::contains)
        .map(suffix -> Problem.VERSION_1)
        .orElse(Problem.MALFORMED);
  }
}
