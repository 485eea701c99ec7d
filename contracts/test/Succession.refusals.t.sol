// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CustodyLedger} from "../src/CustodyLedger.sol";
import {OrganisationRegistry} from "../src/OrganisationRegistry.sol";
import {LedgerFixture} from "./LedgerFixture.sol";

/// @notice Says no to everything that it is asked.
contract Denial {
    fallback() external {
        assembly ("memory-safe") {
            mstore(0, 0)
            return(0, 0x20)
        }
    }
}

/// @notice Takes every call and answers nothing.
contract Indifference {
    fallback() external {}
}

/// @notice What must not happen when a ledger ends and another goes on from it.
contract SuccessionRefusalsTest is LedgerFixture {
    function test_RevertWhen_TheLedgerIsFrozen() public {
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());
        CustodyLedger frozen = ledger;
        succeed();
        bytes memory end = abi.encodeWithSelector(CustodyLedger.LedgerIsFrozen.selector, address(ledger));
        ledger = frozen;

        expectRevertOfCommit(2, 8, none(), end);
        expectRevertOfCommit(1, 8, none(), end);
        bytes memory signature = sign(OTHER_KEY, digest(here(), OTHER_ORGANISATION, 1, 7, ROOT, none()));
        vm.expectRevert(end);
        ledger.commit(OTHER_ORGANISATION, 1, 7, ROOT, none(), signature);
    }

    function test_RevertWhen_ThePredecessorIsNotFrozen() public {
        CustodyLedger inForce = ledger;
        ledger = new CustodyLedger(registry, inForce);

        expectRevertOfCommit(
            1, 7, none(), abi.encodeWithSelector(CustodyLedger.PredecessorNotFrozen.selector, address(inForce))
        );
    }

    function test_RevertWhen_ThePredecessorWasFrozenForAnother() public {
        CustodyLedger frozen = ledger;
        CustodyLedger rival = new CustodyLedger(registry, frozen);
        succeed();
        ledger = rival;

        expectRevertOfCommit(
            1, 7, none(), abi.encodeWithSelector(CustodyLedger.PredecessorNotFrozen.selector, address(frozen))
        );
    }

    function test_RevertWhen_OthersThanTheGovernorsFreeze() public {
        CustodyLedger next = new CustodyLedger(registry, ledger);
        address[3] memory others = [ALICE, vm.addr(KEY), STRANGER];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(OrganisationRegistry.NotGovernors.selector, others[i]));
            vm.prank(others[i]);
            ledger.freeze(next);
        }
    }

    function test_RevertWhen_ItIsFrozenTwice() public {
        CustodyLedger frozen = ledger;
        CustodyLedger rival = new CustodyLedger(registry, frozen);
        succeed();

        expectRevertOfFreeze(
            frozen, rival, abi.encodeWithSelector(CustodyLedger.LedgerIsFrozen.selector, address(ledger))
        );
    }

    function test_RevertWhen_ItIsFrozenBeforeItsPredecessor() public {
        CustodyLedger next = new CustodyLedger(registry, ledger);
        CustodyLedger nextButOne = new CustodyLedger(registry, next);

        expectRevertOfFreeze(
            next, nextButOne, abi.encodeWithSelector(CustodyLedger.PredecessorNotFrozen.selector, address(ledger))
        );
    }

    /// @dev Whatever fails, the ledger goes on.
    function test_RevertWhen_TheSuccessorIsNone() public {
        bytes memory notOurs = abi.encodeWithSelector(CustodyLedger.NotPredecessor.selector, address(ledger));
        CustodyLedger denial = CustodyLedger(address(new Denial()));
        expectRevertOfFreeze(ledger, new CustodyLedger(registry, CustodyLedger(address(0))), notOurs);
        expectRevertOfFreeze(ledger, ledger, notOurs);
        expectRevertOfFreeze(
            ledger, denial, abi.encodeWithSelector(CustodyLedger.NotASuccessor.selector, address(denial))
        );
        expectRevertOfFreeze(ledger, CustodyLedger(address(new Indifference())), "");
        expectRevertOfFreeze(ledger, CustodyLedger(STRANGER), "");
        expectRevertOfFreeze(ledger, CustodyLedger(address(registry)), "");

        assertEq(ledger.successor(), address(0));
        commitAs(KEY, ORGANISATION, 1, 7, ROOT, none());
    }

    function test_RevertWhen_OthersThanThePredecessorHandOver() public {
        CustodyLedger next = new CustodyLedger(registry, ledger);
        address[3] memory others = [address(governors), address(next), STRANGER];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(CustodyLedger.NotPredecessor.selector, others[i]));
            vm.prank(others[i]);
            next.takeOver();
        }
    }

    /// @dev Our predecessor never does; another version might.
    function test_RevertWhen_AFrozenLedgerIsHandedOverOnceMore() public {
        CustodyLedger first = ledger;
        succeed();
        CustodyLedger second = ledger;
        succeed();

        vm.expectRevert(abi.encodeWithSelector(CustodyLedger.LedgerIsFrozen.selector, address(ledger)));
        vm.prank(address(first));
        second.takeOver();
    }

    function test_RevertWhen_ThePredecessorHasAnotherRegistry() public {
        OrganisationRegistry other = new OrganisationRegistry(address(governors));

        vm.expectRevert(abi.encodeWithSelector(CustodyLedger.RegistryDiffers.selector, address(ledger)));
        new CustodyLedger(other, ledger);
    }

    function test_RevertWhen_SignedForThePredecessor() public {
        bytes memory forTheFirst = sign(KEY, digest(here(), ORGANISATION, 1, 7, ROOT, none()));
        succeed();

        expectNotSigned(forTheFirst);
    }

    function test_RevertWhen_SignedForTheSuccessor() public {
        CustodyLedger next = new CustodyLedger(registry, ledger);
        bytes32 there = domainOf(block.chainid, address(next));

        expectNotSigned(sign(KEY, digest(there, ORGANISATION, 1, 7, ROOT, none())));
    }

    function expectRevertOfFreeze(CustodyLedger which, CustodyLedger successor, bytes memory error_) private {
        vm.prank(address(governors));
        (bool done, bytes memory actual) = address(which).call(abi.encodeCall(which.freeze, (successor)));
        assertTrue(!done, "a freeze that must fail");
        assertEq(keccak256(actual), keccak256(error_));
    }
}
