// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {OrganisationRegistry} from "./OrganisationRegistry.sol";

/// @title Statements that organisations sign
/// @notice What the contracts share that take an organisation's word: EIP-712 signatures, by the key that is active now.
/// @dev The domain is PharmaTrace, version 1, the chain and the contract itself.
abstract contract SignedStatements is EIP712 {
    /// @notice Says which key each organisation signs with.
    OrganisationRegistry public immutable registry;

    /// @notice The organisation is unknown or suspended.
    error OrganisationNotActive(bytes32 organisation);

    /// @notice The signature is not one by the organisation's active key over just this statement.
    error NotSignedByActiveKey(bytes32 organisation);

    /// @param registry_ The registry that says which key each organisation signs with.
    constructor(OrganisationRegistry registry_) EIP712("PharmaTrace", "1") {
        registry = registry_;
    }

    /// @dev Returns the organisation's active key after checking that it signed the struct of this hash.
    /// @param signature 65 bytes r, s, v with v 27 or 28, or the 64 bytes of ERC-2098.
    function _authenticate(bytes32 organisation, bytes32 structHash, bytes calldata signature)
        internal
        view
        returns (address signer)
    {
        signer = registry.currentKey(organisation);
        require(signer != address(0), OrganisationNotActive(organisation));
        // An invalid signature recovers to zero, which no active key is. The other signature that anyone can derive from a
        // valid one (n - s) is let pass: it says the same, and no statement is taken twice.
        (uint8 v, bytes32 r, bytes32 s) = ECDSA.parseCalldata(signature);
        address recovered = ecrecover(_hashTypedDataV4(structHash), v, r, s);
        require(recovered == signer, NotSignedByActiveKey(organisation));
    }
}
