package io.pharmatrace.besu.doctor;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a chain should be like.
 *
 * @param chainId EIP-155
 * @param contracts address (0x and 40 hexadecimal digits) by name; empty where none are known
 * @param senders address by name of the accounts whose transactions are looked after
 */
public record Expected(long chainId, Map<String, String> contracts, Map<String, String> senders) {
  /** Fixes the order, so that findings come in the same one every time. */
  public Expected {
    contracts = new TreeMap<>(contracts);
    senders = new TreeMap<>(senders);
  }
}
