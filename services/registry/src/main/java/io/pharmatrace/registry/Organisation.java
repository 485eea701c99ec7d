package io.pharmatrace.registry;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Sscc;
import io.pharmatrace.platform.security.Role;
import java.util.List;
import java.util.UUID;

/**
 * A company or authority that takes part.
 *
 * @param id identifier in this installation
 * @param gln its Global Location Number as a party
 * @param name legal name
 * @param role what it is in the supply chain; never {@link Role#ADMINISTRATOR}
 * @param companyPrefixes GS1 company prefixes under which it may commission, 4 to 12 digits each
 */
public record Organisation(UUID id, Gln gln, String name, Role role, List<String> companyPrefixes) {
  public Organisation {
    companyPrefixes = List.copyOf(companyPrefixes);
    if (name.isBlank() || name.length() > 200) {
      throw new IllegalArgumentException("An organisation's name has 1 to 200 characters.");
    }
    if (role == Role.ADMINISTRATOR) {
      throw new IllegalArgumentException("An organisation is no administrator; its users may be.");
    }
    for (String prefix : companyPrefixes) {
      if (!prefix.matches("[0-9]{4,12}")) {
        throw new IllegalArgumentException("A GS1 company prefix has 4 to 12 digits.");
      }
    }
  }

  /** Whether it may commission that product: the GTIN is under one of its company prefixes. */
  public boolean mayCommission(Gtin gtin) {
    // GS1 General Specifications 1.4: the prefix follows the indicator digit.
    return companyPrefixes.stream().anyMatch(prefix -> gtin.digits().startsWith(prefix, 1));
  }

  /** Whether it may give out that SSCC: it is under one of its company prefixes. */
  public boolean mayCommission(Sscc sscc) {
    // The prefix follows the extension digit.
    return companyPrefixes.stream().anyMatch(prefix -> sscc.digits().startsWith(prefix, 1));
  }
}
