package io.pharmatrace.epcis;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The standard vocabularies of CBV 2.0 (section 7) and of the GS1 Web vocabulary that EPCIS fields
 * take their values from. Each knows its words and how they are spelled as a URI.
 */
public enum Vocabulary {
  BIZ_STEP(
      "urn:epcglobal:cbv:bizstep:",
      "https://ref.gs1.org/cbv/BizStep-",
      "accepting arriving assembling collecting commissioning consigning creating_class_instance"
          + " cycle_counting decommissioning departing destroying disassembling dispensing encoding"
          + " entering_exiting holding inspecting installing killing loading other packing picking"
          + " receiving removing repackaging repairing replacing reserving retail_selling sampling"
          + " sensor_reporting shipping staging_outbound stock_taking stocking storing transporting"
          + " unloading unpacking void_shipping"),
  DISPOSITION(
      "urn:epcglobal:cbv:disp:",
      "https://ref.gs1.org/cbv/Disp-",
      "active available completeness_verified completeness_inferred conformant container_closed"
          + " container_open damaged destroyed dispensed disposed encoded expired in_progress"
          + " in_transit inactive mismatch_instance mismatch_class mismatch_quantity"
          + " needs_replacement no_pedigree_match non_conformant non_sellable_other"
          + " partially_dispensed recalled reserved retail_sold returned sellable_accessible"
          + " sellable_not_accessible stolen unavailable unknown"),
  BIZ_TRANSACTION_TYPE(
      "urn:epcglobal:cbv:btt:",
      "https://ref.gs1.org/cbv/BTT-",
      "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt"),
  SOURCE_DESTINATION_TYPE(
      "urn:epcglobal:cbv:sdt:",
      "https://ref.gs1.org/cbv/SDT-",
      "owning_party possessing_party location"),
  ERROR_REASON(
      "urn:epcglobal:cbv:er:", "https://ref.gs1.org/cbv/ER-", "did_not_occur incorrect_data"),
  COMPONENT(
      "",
      "https://ref.gs1.org/cbv/Comp-",
      "x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting"
          + " northing latitude longitude altitude"),
  SENSOR_ALERT("", "https://gs1.org/voc/", "ALARM_CONDITION ERROR_CONDITION"),
  MEASUREMENT(
      "",
      "https://gs1.org/voc/",
      "AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude"
          + " AmountOfSubstance AmountOfSubstancePerUnitVolume Angle AngularAcceleration"
          + " AngularMomentum AngularVelocity Area Capacitance Conductance Conductivity Count Density"
          + " Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge"
          + " ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force"
          + " Frequency Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum"
          + " Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity"
          + " MagneticVectorPotential Mass MassConcentration MassFlowRate MassPerAreaTime"
          + " MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure"
          + " RadiantFlux RadiantIntensity RelativeHumidity Resistance Resistivity SolidAngle"
          + " SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage"
          + " Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber");

  // Users' own words have a domain of their own; "cbv:" and "gs1:" are the prefixes of the context.
  private static final Pattern GS1_NAMESPACE =
      Pattern.compile(
          "urn:epcglobal:cbv(:|$)|(cbv|gs1|epcis):"
              + "|https?:/*([^/?#]*@)?((ref|www|voc)\\.)?gs1\\.org\\.?(:[0-9]*)?([/?#]|$)");

  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

  private final String urnPrefix;
  private final String webPrefix;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
  private final Set<String> words;

  Vocabulary(String urnPrefix, String webPrefix, String words) {
    this.urnPrefix = urnPrefix;
    this.webPrefix = webPrefix;
    this.words = Set.of(words.split(" "));
  }

  /** True if the standard defines this bare word. */
  public boolean has(String word) {
    return words.contains(word);
  }

  /**
   * True for what may follow the Web prefix: a word of the standard. GS1's Web vocabulary grows
   * between editions, so types of measurement may be new ones, but no standard word in other
   * letters.
   */
  boolean allows(String word) {
    return has(word) || (this == MEASUREMENT && words.stream().noneMatch(word::equalsIgnoreCase));
  }

  /** The words of the vocabulary, as JSON-LD writes them. */
  public Set<String> words() {
    return words;
  }

  /**
   * True for a URI in a namespace that belongs to GS1: of what begins so only the words of the
   * standard exist, and a slip of the pen ({@code http}, a capital letter) must not become a user's
   * own word with another meaning. Letter case and percent-encoding do not help to escape.
   */
  static boolean isReserved(String uri) {
    String plain =
        ENCODED.matcher(uri).replaceAll(c -> Matcher.quoteReplacement(decoded(c.group(1))));
    return GS1_NAMESPACE.matcher(plain.toLowerCase(Locale.ROOT)).lookingAt();
  }

  private static String decoded(String hex) {
    return String.valueOf((char) Integer.parseInt(hex, 16));
  }

  /** What precedes a word in its URN, as XML 1.2 writes it; empty where the standard has none. */
  String urnPrefix() {
    return urnPrefix;
  }

  /** What precedes a word in its Web URI. */
  String webPrefix() {
    return webPrefix;
  }
}
