// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What an organisation may take part as
/// @notice One bit each; an organisation's roles are their sum.
library Roles {
    /// @notice Commissions packs.
    uint32 internal constant MANUFACTURER = 1 << 0;

    /// @notice Receives and ships packs.
    uint32 internal constant DISTRIBUTOR = 1 << 1;

    /// @notice Dispenses packs.
    uint32 internal constant PHARMACY = 1 << 2;

    /// @notice Supervises the others.
    uint32 internal constant REGULATOR = 1 << 3;

    /// @notice Every role there is.
    uint32 internal constant ALL = MANUFACTURER | DISTRIBUTOR | PHARMACY | REGULATOR;
}
