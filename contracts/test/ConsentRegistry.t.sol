// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentRegistry} from "../src/ConsentRegistry.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

contract ConsentRegistryTest is ConsentFixture {
    function setUp() public {
        prepare();
    }

    function test_AKeyThatNeverChangedConsentsToNothing() public view {
        assertKept(0, ConsentRegistry.State.NONE, 0);
        assertTrue(!consents.isActive(key, COMMITMENT), "a document");
        assertTrue(!consents.isActive(key, 0), "no document");
    }

    function test_AGrantCountsForJustItsDocument() public {
        passBlocks(3);
        grant(COMMITMENT, 0);

        ConsentRegistry.Consent memory kept = consents.consent(key);
        assertKept(1, ConsentRegistry.State.GRANTED, COMMITMENT);
        assertEq(kept.notAfter, END);
        assertEq(kept.changedBlock, vm.getBlockNumber());
        assertTrue(consents.isActive(key, COMMITMENT), "the document");
        assertTrue(!consents.isActive(key, OTHER_COMMITMENT), "another document");
        assertTrue(!consents.isActive(keyOf(PATIENT, "other"), COMMITMENT), "another key");
    }

    function test_ARevokedConsentCountsNoMore() public {
        grant(COMMITMENT, 0);
        passBlocks(3);
        revoke(1);

        ConsentRegistry.Consent memory kept = consents.consent(key);
        assertKept(2, ConsentRegistry.State.REVOKED, 0);
        assertEq(kept.notAfter, 0);
        assertEq(kept.changedBlock, vm.getBlockNumber());
        assertTrue(!consents.isActive(key, COMMITMENT), "the document");
        assertTrue(!consents.isActive(key, 0), "no document");
    }

    function test_AGrantReplacesTheOneBefore() public {
        grant(COMMITMENT, 0);
        grant(OTHER_COMMITMENT, 1);

        assertKept(2, ConsentRegistry.State.GRANTED, OTHER_COMMITMENT);
        assertTrue(!consents.isActive(key, COMMITMENT), "the former document");
        assertTrue(consents.isActive(key, OTHER_COMMITMENT), "the new one");
    }

    function test_WhatWasRevokedMayBeGrantedAgain() public {
        grant(COMMITMENT, 0);
        revoke(1);
        grant(COMMITMENT, 2);

        assertKept(3, ConsentRegistry.State.GRANTED, COMMITMENT);
        assertTrue(consents.isActive(key, COMMITMENT), "granted again");
    }

    /// @dev A relay holds a grant back; the patient revokes through another.
    function test_ARevocationVoidsAGrantThatWasNeverRelayed() public {
        bytes memory held = signedGrant(COMMITMENT, 0);
        revoke(0);

        assertKept(1, ConsentRegistry.State.REVOKED, 0);
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.WrongNonce.selector, key, 1));
        consents.grant(key, SALT, COMMITMENT, END, 0, DEADLINE, held);
    }

    /// @dev Also when the key is revoked already: else the new grant that is held back could not be stopped.
    function test_ARevocationOfARevokedKeyVoidsTheNextGrant() public {
        revoke(0);
        bytes memory held = signedGrant(COMMITMENT, 1);
        revoke(1);

        assertKept(2, ConsentRegistry.State.REVOKED, 0);
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.WrongNonce.selector, key, 2));
        consents.grant(key, SALT, COMMITMENT, END, 1, DEADLINE, held);
    }

    function test_AConsentEndsByItself() public {
        grant(COMMITMENT, 0);
        vm.warp(END);
        assertTrue(consents.isActive(key, COMMITMENT), "its last second");

        vm.warp(uint256(END) + 1);
        assertTrue(!consents.isActive(key, COMMITMENT), "the second after");
        assertKept(1, ConsentRegistry.State.GRANTED, COMMITMENT);
    }

    function test_WhatEndedByItselfCanBeRevoked() public {
        grant(COMMITMENT, 0);
        vm.warp(uint256(END) + 1);
        bytes memory signature = sign(PATIENT, revokeDigest(here_(), key, 1, END + 1));
        consents.revoke(key, SALT, 1, END + 1, signature);

        assertKept(2, ConsentRegistry.State.REVOKED, 0);
    }

    function test_TheEventsNameNoSigner() public {
        bytes memory signature = signedGrant(COMMITMENT, 0);
        vm.expectEmit(address(consents));
        emit ConsentRegistry.ConsentGranted(key, 1, COMMITMENT, END);
        consents.grant(key, SALT, COMMITMENT, END, 0, DEADLINE, signature);

        signature = signedRevoke(1);
        vm.expectEmit(address(consents));
        emit ConsentRegistry.ConsentRevoked(key, 2);
        consents.revoke(key, SALT, 1, DEADLINE, signature);
    }

    function test_AnyoneMayRelay() public {
        bytes memory signature = signedGrant(COMMITMENT, 0);
        vm.prank(STRANGER);
        consents.grant(key, SALT, COMMITMENT, END, 0, DEADLINE, signature);
        signature = signedRevoke(1);
        vm.prank(STRANGER);
        consents.revoke(key, SALT, 1, DEADLINE, signature);

        assertKept(2, ConsentRegistry.State.REVOKED, 0);
    }

    function test_OneSignerHasAKeyForEachSalt() public {
        grant(COMMITMENT, 0);
        bytes32 other = keyOf(PATIENT, "other salt");
        bytes memory signature = sign(PATIENT, grantDigest(here_(), other, OTHER_COMMITMENT, END, 0, DEADLINE));
        consents.grant(other, "other salt", OTHER_COMMITMENT, END, 0, DEADLINE, signature);

        assertTrue(consents.isActive(key, COMMITMENT) && consents.isActive(other, OTHER_COMMITMENT), "each");
        revoke(1);
        assertTrue(consents.isActive(other, OTHER_COMMITMENT), "the other stands");
    }

    function test_WhatWasSignedIsRelayedUntilItsDeadline() public {
        vm.warp(DEADLINE);
        uint256 snapshot = vm.snapshotState();
        grant(COMMITMENT, 0);
        revoke(1);
        vm.revertToState(snapshot);

        vm.warp(uint256(DEADLINE) + 1);
        bytes memory signature = signedGrant(COMMITMENT, 0);
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.DeadlinePassed.selector, DEADLINE));
        consents.grant(key, SALT, COMMITMENT, END, 0, DEADLINE, signature);
        signature = signedRevoke(0);
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.DeadlinePassed.selector, DEADLINE));
        consents.revoke(key, SALT, 0, DEADLINE, signature);
    }

    function test_AConsentMayEndInThisVerySecondAndNotBefore() public {
        bytes memory signature = sign(PATIENT, grantDigest(here_(), key, COMMITMENT, NOW, 0, DEADLINE));
        consents.grant(key, SALT, COMMITMENT, NOW, 0, DEADLINE, signature);
        assertTrue(consents.isActive(key, COMMITMENT), "for this second");

        signature = sign(PATIENT, grantDigest(here_(), key, COMMITMENT, NOW - 1, 1, DEADLINE));
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.EndsInPast.selector, NOW - 1));
        consents.grant(key, SALT, COMMITMENT, NOW - 1, 1, DEADLINE, signature);
    }

    function test_AConsentMayHaveNoEnd() public {
        uint64 never = type(uint64).max;
        bytes memory signature = sign(PATIENT, grantDigest(here_(), key, COMMITMENT, never, 0, never));
        consents.grant(key, SALT, COMMITMENT, never, 0, never, signature);
        vm.warp(never);

        assertTrue(consents.isActive(key, COMMITMENT), "in the last second that there is");
    }

    function test_RevertWhen_TheNonceIsNotTheVersion() public {
        grant(COMMITMENT, 0);
        uint256[4] memory wrong = [uint256(0), 2, 1 << 64 | 1, type(uint256).max];
        for (uint256 i = 0; i < wrong.length; ++i) {
            bytes memory signature = signedGrant(OTHER_COMMITMENT, wrong[i]);
            vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.WrongNonce.selector, key, 1));
            consents.grant(key, SALT, OTHER_COMMITMENT, END, wrong[i], DEADLINE, signature);
            signature = signedRevoke(wrong[i]);
            vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.WrongNonce.selector, key, 1));
            consents.revoke(key, SALT, wrong[i], DEADLINE, signature);
        }
        assertKept(1, ConsentRegistry.State.GRANTED, COMMITMENT);
    }

    function test_RevertWhen_ItIsRelayedTwice() public {
        bytes memory granted = signedGrant(COMMITMENT, 0);
        consents.grant(key, SALT, COMMITMENT, END, 0, DEADLINE, granted);
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.WrongNonce.selector, key, 1));
        consents.grant(key, SALT, COMMITMENT, END, 0, DEADLINE, granted);

        bytes memory revoked = signedRevoke(1);
        consents.revoke(key, SALT, 1, DEADLINE, revoked);
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.WrongNonce.selector, key, 2));
        consents.revoke(key, SALT, 1, DEADLINE, revoked);
    }

    function test_RevertWhen_ThereIsNoDocument() public {
        bytes memory signature = signedGrant(0, 0);
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.ZeroCommitment.selector));
        consents.grant(key, SALT, 0, END, 0, DEADLINE, signature);
    }

    function test_TheDomainIsPublished() public view {
        (, string memory name, string memory version, uint256 chain, address verifier,,) = consents.eip712Domain();

        assertEq(keccak256(bytes(name)), keccak256("PharmaTrace"));
        assertEq(keccak256(bytes(version)), keccak256("1"));
        assertEq(chain, block.chainid);
        assertEq(verifier, address(consents));
    }
}
