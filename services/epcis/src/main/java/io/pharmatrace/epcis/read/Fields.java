package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Problem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of an event or of a part of it, whichever the syntax. */
interface Fields {

  /** Where this is, for problems. */
  String path();

  /** The path of a field, whether it is there or not. */
  String path(String name);

  /** False for a JSON value that is no object although one belongs here. */
  boolean isObject();

  /** A field with one value: JSON member, XML element or attribute. */
  @Nullable Scalar scalar(String name);

  /** The value of the part itself: JSON member of this name, XML text. */
  @Nullable Scalar self(String jsonName);

  /** JSON: values of the array; XML: texts of the elements called item inside the list. */
  List<Scalar> scalars(String list, String item);

  /** JSON: one value or an array; XML: repeated elements. */
  List<Scalar> repeatedScalars(String name);

  /** JSON: objects of the array; XML: elements called item inside the list. */
  List<Fields> objects(String list, String item);

  /** JSON: one object or an array; XML: repeated elements. */
  List<Fields> repeatedObjects(String name);

  /** A part with fields of its own. */
  @Nullable Fields object(String name);

  /** Fields of other namespaces. */
  List<Extension> extensions();

  /** Every field of the part as an extension: for ILMD, which has no fields of the standard. */
  List<Extension> all();

  /**
   * The value of the part itself as extensions, called by the given name: the JSON member of this
   * name, or the XML element without the attribute that is left out.
   */
  List<Extension> value(String jsonName, String leftOut);

  /** Paths of fields without namespace that are not among the known ones. */
  List<String> unknown(Set<String> known);

  /** Paths of fields of other namespaces, for parts that have no place for them. */
  List<String> foreign();

  /**
   * What is wrong with names, whatever fields the part has: those that occur twice, namespaces, and
   * what could not be kept.
   */
  List<Problem> faults();

  /** Expands a prefixed name with a declared prefix to a URI; anything else stays. */
  String expand(String text);
}
