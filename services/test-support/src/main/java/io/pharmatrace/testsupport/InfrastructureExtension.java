package io.pharmatrace.testsupport;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/**
 * The JUnit side of {@link PharmaTraceInfrastructure}. Servers live as long as the JVM's test run;
 * the database and the topics as long as an outermost test class.
 */
public final class InfrastructureExtension
    implements BeforeAllCallback, ParameterResolver, TestInstancePostProcessor {
  private static final Namespace NAMESPACE = Namespace.create(InfrastructureExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) throws IllegalAccessException {
    setFields(context.getRequiredTestClass(), null, of(context));
  }

  @Override
  public void postProcessTestInstance(Object instance, ExtensionContext context)
      throws IllegalAccessException {
    setFields(instance.getClass(), instance, of(context));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Infrastructure.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return of(context);
  }

  private static Infrastructure of(ExtensionContext context) {
    Servers servers =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Servers.class, key -> Servers.chosen(), Servers.class);
    return outermostClass(context)
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            ClassInfrastructure.class,
            key -> new ClassInfrastructure(servers),
            ClassInfrastructure.class);
  }

  private static ExtensionContext outermostClass(ExtensionContext context) {
    ExtensionContext outermost = context;
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      if (at.get().getTestClass().isPresent()) {
        outermost = at.get();
      }
    }
    return outermost;
  }

  private static void setFields(
      Class<?> testClass, @Nullable Object instance, Infrastructure infrastructure)
      throws IllegalAccessException {
    for (Class<?> at = testClass; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        boolean isStatic = Modifier.isStatic(field.getModifiers());
        if (field.getType() == Infrastructure.class && isStatic == (instance == null)) {
          field.setAccessible(true);
          field.set(instance, infrastructure);
        }
      }
    }
  }
}
