package io.pharmatrace.epcis;

import java.util.Set;

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

  /** The words of the vocabulary, as JSON-LD writes them. */
  public Set<String> words() {
    return words;
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
