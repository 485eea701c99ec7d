// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Closure, CustodyLedger} from "../src/CustodyLedger.sol";
import {SignedStatements} from "../src/SignedStatements.sol";
import {LedgerFixture} from "./LedgerFixture.sol";

contract CustodyLedgerFuzzTest is LedgerFixture {
    function testFuzz_HashesAsEip712Says(uint64 logSize, bytes32 root, Closure[] memory closures) public {
        logSize = logSize == 0 ? 1 : logSize;
        closures = disjoint(closures);
        commitAs(KEY, ORGANISATION, 1, logSize, root, closures);

        assertEq(ledger.head(ORGANISATION), nextHead(bytes32(0), 1, logSize, root, vm.addr(KEY), closures));
        for (uint256 i = 0; i < closures.length; ++i) {
            assertEq(ledger.closed(ORGANISATION, closures[i].seal) & closures[i].slots, closures[i].slots);
        }
    }

    function testFuzz_RevertWhen_AnyBitOfTheSignatureIsFlipped(uint256 bit) public {
        bytes memory signature = sign(KEY, digest(here(), ORGANISATION, 1, 7, ROOT, none()));
        bit %= 65 * 8;
        signature[bit / 8] ^= bytes1(uint8(1 << bit % 8));

        expectNotSigned(signature);
    }

    function testFuzz_RevertWhen_WhatWasSignedIsAltered(
        uint64 logSize,
        bytes32 root,
        Closure memory closure,
        uint256 change,
        uint256 by
    ) public {
        logSize = logSize < 2 ? 2 : logSize;
        by = by == 0 ? 1 : by;
        closure.slots |= 1;
        Closure[] memory closures = new Closure[](1);
        closures[0] = closure;
        bytes memory signature = sign(KEY, digest(here(), ORGANISATION, 1, logSize, root, closures));

        Closure[] memory altered = new Closure[](1);
        altered[0] = Closure(closure.seal, closure.slots, closure.binding);
        change %= 6;
        if (change == 0) logSize -= 1;
        else if (change == 1) root ^= bytes32(by);
        else if (change == 2) altered[0].seal ^= bytes32(by);
        else if (change == 3) altered[0].slots ^= by & ~uint256(1) | 2;
        else if (change == 4) altered[0].binding ^= bytes32(by);
        else altered = none();

        vm.expectRevert(abi.encodeWithSelector(SignedStatements.NotSignedByActiveKey.selector, ORGANISATION));
        ledger.commit(ORGANISATION, 1, logSize, root, altered, signature);
    }

    function testFuzz_RevertWhen_AStrangerSigns(uint256 strangersKey) public {
        strangersKey = strangersKey % (CURVE_ORDER - 1) + 1;
        if (strangersKey == KEY) ++strangersKey;

        expectNotSigned(sign(strangersKey, digest(here(), ORGANISATION, 1, 7, ROOT, none())));
    }

    function testFuzz_ASlotClosesAtMostOnce(uint256 first, uint256 second) public {
        first = first == 0 ? 1 : first;
        second = second == 0 ? 1 : second;
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, one(SEAL, first));

        if (first & second == 0) {
            commitAs(KEY, ORGANISATION, 2, 8, ROOT, one(SEAL, second));
            assertEq(ledger.closed(ORGANISATION, SEAL), first | second);
        } else {
            expectRevertOfCommit(
                2,
                8,
                one(SEAL, second),
                abi.encodeWithSelector(CustodyLedger.SlotsAlreadyClosed.selector, ORGANISATION, SEAL, first & second)
            );
        }
    }

    /// @dev The first eight closures at most, with slots that clash with none before them on the same seal.
    function disjoint(Closure[] memory closures) private pure returns (Closure[] memory result) {
        result = new Closure[](closures.length < 8 ? closures.length : 8);
        for (uint256 i = 0; i < result.length; ++i) {
            // Seals repeat often; slots i, i + 8, i + 16 ... belong to closure i.
            uint256 mine = 0x0101010101010101010101010101010101010101010101010101010101010101 << i;
            uint256 slots = closures[i].slots & mine;
            result[i] = Closure(bytes32(uint256(closures[i].seal) % 3), slots == 0 ? mine : slots, closures[i].binding);
        }
    }
}
