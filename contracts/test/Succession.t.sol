// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CustodyLedger} from "../src/CustodyLedger.sol";
import {LedgerFixture} from "./LedgerFixture.sol";

/// @notice A ledger ends, and another goes on from it.
contract SuccessionTest is LedgerFixture {
    function test_ASuccessorGoesOnFromTheLastHead() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());
        commitAs(KEY, ORGANISATION, 2, 8, ROOT, one(SEAL, 1));
        bytes32 end = ledger.head(ORGANISATION);
        succeed();
        passBlocks(3);
        commitAs(KEY, ORGANISATION, 3, 9, ROOT, none());

        assertEq(ledger.head(ORGANISATION), nextHead(end, 3, 9, ROOT, vm.addr(KEY), none()));
        (uint64 sequence, uint64 logSize) = lastOf(ORGANISATION);
        assertEq(sequence, 3);
        assertEq(logSize, 9);
    }

    function test_AFrozenLedgerTellsWhatItToldBefore() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, one(SEAL, 5));
        CustodyLedger frozen = ledger;
        (bytes32 head, uint256 time) = (ledger.head(ORGANISATION), vm.getBlockTimestamp());
        succeed();
        passBlocks(3);
        commitAs(KEY, ORGANISATION, 2, 8, ROOT, one(SEAL, 2));

        assertTold(frozen, head, 1, 7, time, 5);
    }

    function test_ASuccessorTellsWhatItWillGoOnFrom() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, one(SEAL, 5));
        CustodyLedger next = new CustodyLedger(registry, new CustodyLedger(registry, ledger));
        assertTold(next, ledger.head(ORGANISATION), 1, 7, vm.getBlockTimestamp(), 5);
        assertEq(next.head(OTHER_ORGANISATION), bytes32(0));
    }

    function test_AnOrganisationMayBeginInTheSuccessor() public {
        succeed();
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());

        assertEq(ledger.head(ORGANISATION), nextHead(bytes32(0), 1, 7, ROOT, vm.addr(KEY), none()));
    }

    function test_WhatIsOpenMayBeClosedInTheSuccessor() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, one(SEAL, 1));
        succeed();
        commitAs(KEY, ORGANISATION, 2, 8, ROOT, two(SEAL, 2, SEAL, 4));

        assertEq(ledger.closed(ORGANISATION, SEAL), 7);
        assertEq(ledger.closed(OTHER_ORGANISATION, SEAL), 0);
    }

    function test_RevertWhen_ASlotWasClosedInAPredecessor() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, one(SEAL, 3));
        succeed();
        succeed();
        bytes memory closedBefore =
            abi.encodeWithSelector(CustodyLedger.SlotsAlreadyClosed.selector, ORGANISATION, SEAL, 2);
        expectRevertOfCommit(2, 8, one(SEAL, 6), closedBefore);
        commitAs(KEY, ORGANISATION, 2, 8, ROOT, one(SEAL, 4));

        expectRevertOfCommit(3, 9, one(SEAL, 2), closedBefore);
    }

    function test_ALineMayHaveMoreThanTwo() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());
        succeed();
        commitAs(OTHER_KEY, OTHER_ORGANISATION, 1, 3, ROOT, none());
        bytes32 ours = ledger.head(ORGANISATION);
        bytes32 theirs = ledger.head(OTHER_ORGANISATION);
        succeed();
        commitAs(KEY, ORGANISATION, 2, 8, ROOT, none());
        commitAs(OTHER_KEY, OTHER_ORGANISATION, 2, 4, ROOT, none());

        assertEq(ledger.head(ORGANISATION), nextHead(ours, 2, 8, ROOT, vm.addr(KEY), none()));
        assertEq(ledger.head(OTHER_ORGANISATION), nextHead(theirs, 2, 4, ROOT, vm.addr(OTHER_KEY), none()));
    }

    function test_TheEndIsAnnounced() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());
        commitAs(KEY, ORGANISATION, 2, 8, ROOT, none());
        CustodyLedger next = new CustodyLedger(registry, ledger);
        vm.expectEmit(address(ledger));
        emit CustodyLedger.LedgerFrozen(address(next), 1);
        vm.prank(address(governors));
        ledger.freeze(next);

        assertEq(ledger.successor(), address(next));
        assertEq(address(next.predecessor()), address(ledger));
    }

    function testFuzz_ASlotClosesAtMostOnceInALine(uint256 first, uint256 second, uint256 third) public {
        (first, second, third) = (atLeastOne(first), atLeastOne(second), atLeastOne(third));
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, one(SEAL, first));
        succeed();
        bool disjoint = first & second == 0;
        if (disjoint) commitAs(KEY, ORGANISATION, 2, 8, ROOT, one(SEAL, second));
        else expectRevertOfCommit(2, 8, one(SEAL, second), alreadyClosed(first & second));
        uint256 closed = disjoint ? first | second : first;
        succeed();

        assertEq(ledger.closed(ORGANISATION, SEAL), closed);
        if (closed & third != 0) {
            expectRevertOfCommit(disjoint ? 3 : 2, 9, one(SEAL, third), alreadyClosed(closed & third));
        }
    }

    function alreadyClosed(uint256 slots) private pure returns (bytes memory) {
        return abi.encodeWithSelector(CustodyLedger.SlotsAlreadyClosed.selector, ORGANISATION, SEAL, slots);
    }

    function atLeastOne(uint256 slots) private pure returns (uint256) {
        return slots == 0 ? 1 : slots;
    }

    function assertTold(CustodyLedger by, bytes32 head, uint64 sequence, uint64 logSize, uint256 time, uint256 closed)
        private
        view
    {
        (uint64 actualSequence, uint64 actualSize, uint128 actualTime) = by.last(ORGANISATION);
        assertEq(by.head(ORGANISATION), head);
        assertEq(actualSequence, sequence);
        assertEq(actualSize, logSize);
        assertEq(actualTime, time);
        assertEq(by.closed(ORGANISATION, SEAL), closed);
    }
}
