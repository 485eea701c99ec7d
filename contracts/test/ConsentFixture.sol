// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentRegistry} from "../src/ConsentRegistry.sol";
import {Fixture} from "./Fixture.sol";

/// @notice What the tests of the consent registry share: a registry, one key of a patient, and its signatures. The hashes
/// are written here once more, from the standards and not from the contract.
abstract contract ConsentFixture is Fixture {
    uint256 internal constant PATIENT = 0x9A71E27;
    bytes32 internal constant SALT = keccak256("salt of a consent");
    bytes32 internal constant COMMITMENT = keccak256("commitment to a consent");
    bytes32 internal constant OTHER_COMMITMENT = keccak256("commitment to another consent");
    uint64 internal constant NOW = 1_800_000_000;
    uint64 internal constant END = 1_900_000_000;
    uint64 internal constant DEADLINE = 1_800_003_600;

    ConsentRegistry internal consents;
    bytes32 internal key;

    function prepare() internal {
        vm.roll(1000);
        vm.warp(NOW);
        consents = new ConsentRegistry();
        key = keyOf(PATIENT, SALT);
    }

    function keyOf(uint256 privateKey, bytes32 salt) internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes20(vm.addr(privateKey)), salt));
    }

    /// @dev Grants as the patient should.
    function grant(bytes32 commitment, uint256 nonce) internal {
        consents.grant(key, SALT, commitment, END, nonce, DEADLINE, signedGrant(commitment, nonce));
    }

    /// @dev Revokes as the patient should.
    function revoke(uint256 nonce) internal {
        consents.revoke(key, SALT, nonce, DEADLINE, signedRevoke(nonce));
    }

    function signedGrant(bytes32 commitment, uint256 nonce) internal view returns (bytes memory) {
        return sign(PATIENT, grantDigest(here_(), key, commitment, END, nonce, DEADLINE));
    }

    function signedRevoke(uint256 nonce) internal view returns (bytes memory) {
        return sign(PATIENT, revokeDigest(here_(), key, nonce, DEADLINE));
    }

    function grantDigest(
        bytes32 domain,
        bytes32 key_,
        bytes32 commitment,
        uint64 notAfter,
        uint256 nonce,
        uint64 deadline
    ) internal pure returns (bytes32) {
        return typed(
            domain,
            abi.encode(
                keccak256("ConsentGrant(bytes32 key,bytes32 commitment,uint64 notAfter,uint256 nonce,uint64 deadline)"),
                key_,
                commitment,
                notAfter,
                nonce,
                deadline
            )
        );
    }

    function revokeDigest(bytes32 domain, bytes32 key_, uint256 nonce, uint64 deadline)
        internal
        pure
        returns (bytes32)
    {
        return typed(
            domain,
            abi.encode(keccak256("ConsentRevoke(bytes32 key,uint256 nonce,uint64 deadline)"), key_, nonce, deadline)
        );
    }

    /// @dev The domain of our registry.
    function here_() internal view returns (bytes32) {
        return domainOf(block.chainid, address(consents));
    }

    /// @dev The same signature as everybody can derive it: n - s, and the other v.
    function mirrored(bytes memory signature) internal pure returns (bytes memory) {
        (bytes32 r, bytes32 s, uint8 v) = parts(signature);
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        return abi.encodePacked(r, order - uint256(s), v == 27 ? uint8(28) : uint8(27));
    }

    function parts(bytes memory signature) internal pure returns (bytes32 r, bytes32 s, uint8 v) {
        assembly ("memory-safe") {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
            v := byte(0, mload(add(signature, 96)))
        }
    }

    /// @dev That a key has this version and state, and with it what belongs to the state.
    function assertKept(uint64 version, ConsentRegistry.State state, bytes32 commitment) internal view {
        ConsentRegistry.Consent memory kept = consents.consent(key);
        assertEq(kept.version, version);
        assertTrue(kept.state == state, "the state");
        assertEq(kept.commitment, commitment);
    }

    function typed(bytes32 domain, bytes memory encoded) private pure returns (bytes32) {
        return keccak256(bytes.concat(hex"1901", domain, keccak256(encoded)));
    }
}
