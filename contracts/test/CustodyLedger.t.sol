// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Closure, CustodyLedger} from "../src/CustodyLedger.sol";
import {SignedStatements} from "../src/SignedStatements.sol";
import {LedgerFixture} from "./LedgerFixture.sol";

contract CustodyLedgerTest is LedgerFixture {
    function test_TheFirstCommitmentIsKept() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());

        (uint64 sequence, uint64 logSize, uint128 time) = ledger.last(ORGANISATION);
        assertEq(sequence, 1);
        assertEq(logSize, 7);
        assertEq(time, vm.getBlockTimestamp());
        assertEq(ledger.head(ORGANISATION), nextHead(bytes32(0), 1, 7, ROOT, vm.addr(KEY), none()));
    }

    function test_AHeadChainsOnTheOneBefore() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());
        bytes32 first = ledger.head(ORGANISATION);
        passBlocks(5);
        commitAs(KEY, ORGANISATION, 2, 8, keccak256("second root"), one(SEAL, 3));

        assertEq(ledger.head(ORGANISATION), nextHead(first, 2, 8, keccak256("second root"), vm.addr(KEY), one(SEAL, 3)));
    }

    function test_TheEventHoldsTheCommitmentAndItsClosures() public {
        Closure[] memory closures = two(SEAL, 1 << 255, keccak256("another seal"), 6);
        bytes memory signature = sign(KEY, digest(here(), ORGANISATION, 1, 7, ROOT, closures));

        vm.expectEmit(address(ledger));
        emit CustodyLedger.Committed(ORGANISATION, 1, 7, ROOT, vm.addr(KEY), closures);
        ledger.commit(ORGANISATION, 1, 7, ROOT, closures, signature);
    }

    function test_AnyoneMayRelay() public {
        bytes memory signature = sign(KEY, digest(here(), ORGANISATION, 1, 7, ROOT, none()));
        vm.prank(STRANGER);
        ledger.commit(ORGANISATION, 1, 7, ROOT, none(), signature);

        assertEq(ledger.head(ORGANISATION), nextHead(bytes32(0), 1, 7, ROOT, vm.addr(KEY), none()));
    }

    function test_OrganisationsDoNotTouchEachOther() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, one(SEAL, 1));
        commitAs(OTHER_KEY, OTHER_ORGANISATION, 1, 3, ROOT, one(SEAL, 1));

        assertEq(ledger.closed(ORGANISATION, SEAL), 1);
        assertEq(ledger.closed(OTHER_ORGANISATION, SEAL), 1);
        (, uint64 logSize) = lastOf(ORGANISATION);
        assertEq(logSize, 7);
    }

    function test_SlotsOfASealCloseOneAfterTheOther() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, one(SEAL, 1 << 4));
        commitAs(KEY, ORGANISATION, 2, 8, ROOT, two(SEAL, 1 << 255, SEAL, 1));

        assertEq(ledger.closed(ORGANISATION, SEAL), 1 << 255 | 1 << 4 | 1);
    }

    function test_CommitsAtMost256Closures() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, many(256, 1));

        assertEq(ledger.closed(ORGANISATION, many(256, 1)[255].seal), 1);
    }

    function test_CommitsWithANewKeyAfterRotation() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());
        bytes32 first = ledger.head(ORGANISATION);
        vm.prank(vm.addr(KEY));
        registry.rotateKey(ORGANISATION, vm.addr(0xBEEF));
        commitAs(0xBEEF, ORGANISATION, 2, 8, ROOT, none());

        assertEq(ledger.head(ORGANISATION), nextHead(first, 2, 8, ROOT, vm.addr(0xBEEF), none()));
    }

    function test_CommitsAgainAfterResumption() public {
        govern(abi.encodeCall(registry.suspend, (ORGANISATION)));
        govern(abi.encodeCall(registry.resume, (ORGANISATION)));
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());

        (uint64 sequence,) = lastOf(ORGANISATION);
        assertEq(sequence, 1);
    }

    function test_TheDomainIsPublished() public view {
        (, string memory name, string memory version, uint256 chain, address verifier,,) = ledger.eip712Domain();

        assertEq(keccak256(bytes(name)), keccak256("PharmaTrace"));
        assertEq(keccak256(bytes(version)), keccak256("1"));
        assertEq(chain, block.chainid);
        assertEq(verifier, address(ledger));
    }

    function test_BothFormsOfASignatureCount() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest(here(), ORGANISATION, 1, 7, ROOT, none()));
        bytes32 vs = bytes32(uint256(s) | uint256(v - 27) << 255);
        ledger.commit(ORGANISATION, 1, 7, ROOT, none(), abi.encodePacked(r, vs));

        (v, r, s) = vm.sign(KEY, digest(here(), ORGANISATION, 2, 8, ROOT, none()));
        bytes memory mirrored = abi.encodePacked(r, CURVE_ORDER - uint256(s), v == 27 ? uint8(28) : uint8(27));
        ledger.commit(ORGANISATION, 2, 8, ROOT, none(), mirrored);

        (uint64 sequence,) = lastOf(ORGANISATION);
        assertEq(sequence, 2);
    }

    function test_RevertWhen_TheSequenceSkips() public {
        expectRevertOfCommit(
            2, 7, none(), abi.encodeWithSelector(CustodyLedger.WrongSequence.selector, ORGANISATION, 1, 2)
        );
    }

    function test_RevertWhen_ACommitmentIsReplayed() public {
        bytes memory signature = sign(KEY, digest(here(), ORGANISATION, 1, 7, ROOT, none()));
        ledger.commit(ORGANISATION, 1, 7, ROOT, none(), signature);

        vm.expectRevert(abi.encodeWithSelector(CustodyLedger.WrongSequence.selector, ORGANISATION, 2, 1));
        ledger.commit(ORGANISATION, 1, 7, ROOT, none(), signature);
    }

    function test_RevertWhen_TheLogDoesNotGrow() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());

        expectRevertOfCommit(
            2, 7, none(), abi.encodeWithSelector(CustodyLedger.LogDidNotGrow.selector, ORGANISATION, 7, 7)
        );
        expectRevertOfCommit(
            2, 6, none(), abi.encodeWithSelector(CustodyLedger.LogDidNotGrow.selector, ORGANISATION, 7, 6)
        );
    }

    function test_RevertWhen_TheLogIsEmpty() public {
        expectRevertOfCommit(
            1, 0, none(), abi.encodeWithSelector(CustodyLedger.LogDidNotGrow.selector, ORGANISATION, 0, 0)
        );
    }

    function test_RevertWhen_TheOrganisationIsUnknown() public {
        bytes32 unknown = keccak256("unknown");
        bytes memory signature = sign(KEY, digest(here(), unknown, 1, 7, ROOT, none()));

        vm.expectRevert(abi.encodeWithSelector(SignedStatements.OrganisationNotActive.selector, unknown));
        ledger.commit(unknown, 1, 7, ROOT, none(), signature);
    }

    function test_RevertWhen_TheOrganisationIsSuspended() public {
        govern(abi.encodeCall(registry.suspend, (ORGANISATION)));

        expectRevertOfCommit(
            1, 7, none(), abi.encodeWithSelector(SignedStatements.OrganisationNotActive.selector, ORGANISATION)
        );
    }

    function test_RevertWhen_SignedByAnotherOrganisation() public {
        expectNotSigned(sign(OTHER_KEY, digest(here(), ORGANISATION, 1, 7, ROOT, none())));
    }

    function test_RevertWhen_SignedWithAKeyRotatedOut() public {
        govern(abi.encodeCall(registry.rotateKey, (ORGANISATION, vm.addr(0xBEEF))));

        expectNotSigned(sign(KEY, digest(here(), ORGANISATION, 1, 7, ROOT, none())));
    }

    function test_RevertWhen_SignedForAnotherLedger() public {
        expectNotSigned(sign(KEY, digest(domainOf(block.chainid, address(0x1ED6E4)), ORGANISATION, 1, 7, ROOT, none())));
    }

    function test_RevertWhen_SignedForAnotherChain() public {
        bytes32 elsewhere = domainOf(block.chainid + 1, address(ledger));

        expectNotSigned(sign(KEY, digest(elsewhere, ORGANISATION, 1, 7, ROOT, none())));
    }

    function test_RevertWhen_TheSignatureIsNone() public {
        expectNotSigned("");
        expectNotSigned(new bytes(65));
        expectNotSigned(new bytes(64));
        expectNotSigned(new bytes(66));
    }

    function test_RevertWhen_ASlotClosesTwice() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, one(SEAL, 6));

        expectRevertOfCommit(
            2,
            8,
            one(SEAL, 12),
            abi.encodeWithSelector(CustodyLedger.SlotsAlreadyClosed.selector, ORGANISATION, SEAL, 4)
        );
        assertEq(ledger.closed(ORGANISATION, SEAL), 6);
    }

    function test_RevertWhen_ASlotClosesTwiceInOneCommitment() public {
        expectRevertOfCommit(
            1,
            7,
            two(SEAL, 5, SEAL, 4),
            abi.encodeWithSelector(CustodyLedger.SlotsAlreadyClosed.selector, ORGANISATION, SEAL, 4)
        );
    }

    function test_RevertWhen_AClosureNamesNoSlot() public {
        expectRevertOfCommit(1, 7, one(SEAL, 0), abi.encodeWithSelector(CustodyLedger.NoSlots.selector, SEAL));
    }

    function test_RevertWhen_ThereAreTooManyClosures() public {
        expectRevertOfCommit(1, 7, many(257, 1), abi.encodeWithSelector(CustodyLedger.TooManyClosures.selector, 257));
    }
}
