package io.pharmatrace.launcher.epcis;

import io.pharmatrace.epcis.Syntax;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of the syntaxes on the command line. */
final class SyntaxName implements ITypeConverter<Syntax> {
  @Override
  public Syntax convert(String name) {
    return switch (name) {
      case "json" -> Syntax.JSON_LD_2_0;
      case "xml-2.0" -> Syntax.XML_2_0;
      case "xml-1.2" -> Syntax.XML_1_2;
      default ->
          throw new TypeConversionException("'" + name + "' is none of json, xml-2.0, xml-1.2");
    };
  }
}
