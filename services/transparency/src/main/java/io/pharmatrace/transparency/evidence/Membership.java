package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Bytes32;
import java.util.List;

/**
 * What the registry has of an organisation.
 *
 * @param organisation its 32 bytes
 * @param identity its identity document (name, GLN, company prefixes), as hashed
 * @param record proof of its key and roles
 * @param identityDigest proof of the digest of the document
 * @param keyCount proof of how many keys it has had
 * @param keys proof of each, in their order
 */
public record Membership(
    Bytes32 organisation,
    Bytes identity,
    List<Bytes> record,
    List<Bytes> identityDigest,
    List<Bytes> keyCount,
    List<List<Bytes>> keys) {
  public Membership {
    record = List.copyOf(record);
    identityDigest = List.copyOf(identityDigest);
    keyCount = List.copyOf(keyCount);
    keys = keys.stream().map(List::copyOf).toList();
  }
}
