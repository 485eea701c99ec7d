package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Address;

/**
 * Where our contracts are.
 *
 * @param governors the contract through which the governors act
 * @param registry OrganisationRegistry
 * @param ledger CustodyLedger
 */
public record DeployedContracts(Address governors, Address registry, Address ledger) {}
