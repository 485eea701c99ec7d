// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentRegistry} from "../src/ConsentRegistry.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

contract ConsentRegistryFuzzTest is ConsentFixture {
    function setUp() public {
        prepare();
    }

    function testFuzz_WhatIsSignedIsWhatIsKept(
        uint256 privateKey,
        bytes32 salt,
        bytes32 commitment,
        uint64 notAfter,
        uint64 deadline
    ) public {
        privateKey = 1 + privateKey % (1 << 128);
        if (commitment == 0) commitment = COMMITMENT;
        notAfter = NOW + notAfter % (type(uint64).max - NOW);
        deadline = NOW + deadline % (type(uint64).max - NOW);
        expectKept(privateKey, salt, commitment, notAfter, deadline);
    }

    function testFuzz_RevertWhen_AnyBitOfTheSignatureIsFlipped(uint256 bit, bool grants) public {
        bytes memory signature = grants ? signedGrant(COMMITMENT, 0) : signedRevoke(0);
        bit %= 65 * 8;
        signature[bit / 8] ^= bytes1(uint8(1 << bit % 8));

        expectNotSigned(key);
        if (grants) consents.grant(key, SALT, COMMITMENT, END, 0, DEADLINE, signature);
        else consents.revoke(key, SALT, 0, DEADLINE, signature);
    }

    function testFuzz_RevertWhen_TheSignatureIsAnything(bytes calldata signature) public {
        expectNotSigned(key);
        consents.grant(key, SALT, COMMITMENT, END, 0, DEADLINE, signature);
    }

    /// @dev One field at a time. The other key is the same signer's, whose salt is given with it.
    function testFuzz_RevertWhen_OneFieldOfAGrantIsAltered(uint256 field, uint64 by) public {
        bytes memory signature = signedGrant(COMMITMENT, 0);
        field %= 4;
        bytes32 key_ = field == 0 ? keyOf(PATIENT, bytes32(uint256(by))) : key;
        expectNotSigned(key_);
        consents.grant(
            key_,
            field == 0 ? bytes32(uint256(by)) : SALT,
            field == 1 ? bytes32(uint256(by) + 1) : COMMITMENT,
            field == 2 ? END + 1 + by % END : END,
            0,
            field == 3 ? DEADLINE + 1 + by % DEADLINE : DEADLINE,
            signature
        );
    }

    /// @dev One field at a time; the nonce is the version, so it is the version that is altered.
    function testFuzz_RevertWhen_OneFieldOfARevocationIsAltered(uint256 field, uint64 by) public {
        bytes memory signature = signedRevoke(0);
        field %= 3;
        bytes32 key_ = field == 0 ? keyOf(PATIENT, bytes32(uint256(by))) : key;
        if (field == 2) grant(COMMITMENT, 0);
        expectNotSigned(key_);
        consents.revoke(
            key_,
            field == 0 ? bytes32(uint256(by)) : SALT,
            field == 2 ? 1 : 0,
            field == 1 ? DEADLINE + 1 + by % DEADLINE : DEADLINE,
            signature
        );
    }

    function testFuzz_RevertWhen_TheSaltIsNotTheKeys(bytes32 salt) public {
        if (salt == SALT) return;
        bytes memory signature = signedGrant(COMMITMENT, 0);
        expectNotSigned(key);
        consents.grant(key, salt, COMMITMENT, END, 0, DEADLINE, signature);
    }

    function testFuzz_RevertWhen_ItWasSignedForAnotherDomain(uint64 chain, address verifier) public {
        if (chain == block.chainid && verifier == address(consents)) return;
        bytes memory signature =
            sign(PATIENT, grantDigest(domainOf(chain, verifier), key, COMMITMENT, END, 0, DEADLINE));
        expectNotSigned(key);
        consents.grant(key, SALT, COMMITMENT, END, 0, DEADLINE, signature);
    }

    function expectKept(uint256 privateKey, bytes32 salt, bytes32 commitment, uint64 notAfter, uint64 deadline)
        private
    {
        bytes32 own = keyOf(privateKey, salt);
        bytes memory signature = sign(privateKey, grantDigest(here_(), own, commitment, notAfter, 0, deadline));
        consents.grant(own, salt, commitment, notAfter, 0, deadline, signature);

        ConsentRegistry.Consent memory kept = consents.consent(own);
        assertEq(kept.commitment, commitment);
        assertEq(kept.notAfter, notAfter);
        assertEq(kept.version, 1);
        assertTrue(consents.isActive(own, commitment), "granted");
        signature = sign(privateKey, revokeDigest(here_(), own, 1, deadline));
        consents.revoke(own, salt, 1, deadline, signature);
        assertTrue(!consents.isActive(own, commitment), "revoked");
    }

    function expectNotSigned(bytes32 key_) private {
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.NotSignedByKey.selector, key_));
    }
}
