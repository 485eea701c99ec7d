package io.pharmatrace.anchoring.domain;

/**
 * A recall that stands on the contract RecallBoard.
 *
 * @param gtin 14 digits
 * @param lot batch number; empty for the whole product
 * @param country ISO 3166-1 alpha-2; empty for every country
 * @param block that took it
 */
public record DeclaredRecall(String gtin, String lot, String country, long block)
    implements ContractEvent {}
