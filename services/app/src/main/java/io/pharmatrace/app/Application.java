package io.pharmatrace.app;

import io.micronaut.runtime.Micronaut;

/** The one runnable application; {@code pharmatrace.roles} says which parts of it are active. */
public final class Application {
  private Application() {}

  /** Starts the application and returns when it takes requests. */
  public static void main(String[] arguments) {
    Micronaut.build(arguments).mainClass(Application.class).banner(false).start();
  }
}
