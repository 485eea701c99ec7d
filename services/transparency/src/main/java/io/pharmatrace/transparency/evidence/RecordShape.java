package io.pharmatrace.transparency.evidence;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a record is taken apart and put together.
 *
 * @param constructor canonical
 * @param parts its components
 * @param variant its name, where it is one of a sealed interface: {@code handover} for {@code
 *     Hop.Handover}
 */
record RecordShape(Constructor<?> constructor, List<Part> parts, Optional<String> variant) {
  private static final ClassValue<RecordShape> ALL =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return look(type);
        }
      };

  /**
   * A component.
   *
   * @param type of it, or of what is in the Optional
   */
  record Part(String name, Method accessor, Type type, boolean optional) {
    Object of(Record value) {
      try {
        return Objects.requireNonNull(accessor.invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("records of evidence are public", e);
      }
    }
  }

  static RecordShape of(Class<?> type) {
    return ALL.get(type);
  }

  private static RecordShape look(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    String name = type.getSimpleName();
    try {
      return new RecordShape(
          type.getConstructor(types),
          Arrays.stream(components).map(RecordShape::part).toList(),
          Stream.of(type.getInterfaces()).anyMatch(Class::isSealed)
              ? Optional.of(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
              : Optional.empty());
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("records of evidence are public", e);
    }
  }

  private static Part part(RecordComponent component) {
    boolean optional = component.getType() == Optional.class;
    Type type = component.getGenericType();
    return new Part(
        component.getName(),
        component.getAccessor(),
        optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type,
        optional);
  }

  /**
   * Puts one together.
   *
   * @throws IllegalArgumentException when the record refuses what it is given
   */
  Object make(Object[] held) {
    try {
      return constructor.newInstance(held);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("a record refused its values unexpectedly", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("records of evidence are public", e);
    }
  }
}
