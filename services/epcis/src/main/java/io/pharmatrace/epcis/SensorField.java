package io.pharmatrace.epcis;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a sensor report and of sensor metadata (EPCIS 2.0 section 7.3.7), in the order of
 * the event hash (CBV 2.0 section 8.9).
 */
public enum SensorField {
  TYPE("type", Vocabulary.MEASUREMENT),
  EXCEPTION("exception", Vocabulary.SENSOR_ALERT),
  METADATA_TIME("time", Form.TIME),
  START_TIME("startTime", Form.TIME),
  END_TIME("endTime", Form.TIME),
  DEVICE_ID("deviceID", Form.URI),
  DEVICE_METADATA("deviceMetadata", Form.URI),
  RAW_DATA("rawData", Form.URI),
  DATA_PROCESSING_METHOD("dataProcessingMethod", Form.URI),
  BIZ_RULES("bizRules", Form.URI),
  REPORT_TIME("time", Form.TIME),
  MICROORGANISM("microorganism", Form.URI),
  CHEMICAL_SUBSTANCE("chemicalSubstance", Form.URI),
  VALUE("value", Form.NUMBER),
  COMPONENT("component", Vocabulary.COMPONENT),
  STRING_VALUE("stringValue", Form.TEXT),
  BOOLEAN_VALUE("booleanValue", Form.BOOLEAN),
  HEX_BINARY_VALUE("hexBinaryValue", Form.HEX),
  URI_VALUE("uriValue", Form.URI),
  MIN_VALUE("minValue", Form.NUMBER),
  MAX_VALUE("maxValue", Form.NUMBER),
  MEAN_VALUE("meanValue", Form.NUMBER),
  S_DEV("sDev", Form.NUMBER),
  PERC_RANK("percRank", Form.NUMBER),
  PERC_VALUE("percValue", Form.NUMBER),
  UOM("uom", Form.TEXT),
  COORDINATE_REFERENCE_SYSTEM("coordinateReferenceSystem", Form.URI);

  /** How the value is written. */
  public enum Form {
    TERM,
    TIME,
    URI,
    NUMBER,
    TEXT,
    BOOLEAN,
    HEX
  }

  private final String fieldName;
  private final Form form;
  private final @Nullable Vocabulary vocabulary;

  SensorField(String fieldName, Form form) {
    this.fieldName = fieldName;
    this.form = form;
    this.vocabulary = null;
  }

  SensorField(String fieldName, Vocabulary vocabulary) {
    this.fieldName = fieldName;
    this.form = Form.TERM;
    this.vocabulary = vocabulary;
  }

  /** The name in XML and JSON. */
  public String fieldName() {
    return fieldName;
  }

  /** How the value is written. */
  public Form form() {
    return form;
  }

  /** Where a {@link Form#TERM} is taken from; null for every other form. */
  public @Nullable Vocabulary vocabulary() {
    return vocabulary;
  }

  /** True if the metadata of a sensor element has this field. */
  public boolean inMetadata() {
    return switch (this) {
      case METADATA_TIME,
          START_TIME,
          END_TIME,
          DEVICE_ID,
          DEVICE_METADATA,
          RAW_DATA,
          DATA_PROCESSING_METHOD,
          BIZ_RULES ->
          true;
      default -> false;
    };
  }

  /** True if a sensor report has this field. */
  public boolean inReport() {
    return this != METADATA_TIME && this != START_TIME && this != END_TIME;
  }
}
