package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.InclusionProof;

/**
 * Where a path begins.
 *
 * @param manufacturer the organisation in whose log the batch is
 * @param batch the batch entry
 * @param inNotes the place of the first note among those of the batch
 * @param companyPrefix GS1 company prefix under which the unit was made, 4 to 12 digits
 * @param place where the unit was first
 */
public record Origin(
    Bytes32 manufacturer,
    Logged batch,
    InclusionProof inNotes,
    String companyPrefix,
    Place place) {}
