// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentFixture} from "./ConsentFixture.sol";
import {Fixture} from "./Fixture.sol";
import {RecallFixture} from "./RecallFixture.sol";

/// @notice What a sender pays. Every call is a whole transaction (isolate), with its 21,000 gas and its calldata. The
/// figures land in snapshots/gas.json, which is committed and compared; the goals are those of the design, within 1.1
/// times of what its prototypes needed.
contract GasTest is Fixture {
    uint256 private constant GOAL_COMMITMENT = 43_100;
    uint256 private constant GOAL_FIRST_SLOT = 26_100;
    uint256 private constant GOAL_LATER_SLOT = 7_000;

    function setUp() public {
        deploy();
        admit(ORGANISATION, KEY);
        commitAs(KEY, ORGANISATION, 1, 1000, keccak256("root 1"), none());
    }

    function test_ACommitmentAndItsClosuresCostWhatTheDesignAllows() public {
        uint256 commitment = gasOf(2, 0, 0);
        uint256 firstSlot = gasOf(3, 1, 1) - commitment;
        uint256 laterSlot = gasOf(4, 1, 2) - commitment;

        record("commitment", commitment, GOAL_COMMITMENT);
        record("closure, first slot", firstSlot, GOAL_FIRST_SLOT);
        record("closure, later slot", laterSlot, GOAL_LATER_SLOT);
    }

    function test_AHundredClosuresCostAHundredTimesOne() public {
        uint256 commitment = gasOf(2, 0, 0);
        uint256 firstSlots = gasOf(3, 100, 1) - commitment;
        uint256 laterSlots = gasOf(4, 100, 2) - commitment;

        record("100 closures, first slots", firstSlots, 100 * GOAL_FIRST_SLOT);
        record("100 closures, later slots", laterSlots, 100 * GOAL_LATER_SLOT);
    }

    function test_TheFirstCommitmentOfAnOrganisationIsMeasured() public {
        admit(OTHER_ORGANISATION, OTHER_KEY);
        commitAs(OTHER_KEY, OTHER_ORGANISATION, 1, 1000, ROOT, none());
        vm.snapshotValue("gas", "first commitment of an organisation", vm.lastCallGas().gasTotalUsed);
    }

    /// @dev Beyond the first closure, which pays for reaching the predecessor, all cost the same.
    function test_ASuccessorCostsWhatTheDesignAllows() public {
        succeed();
        gasOf(2, 0, 0);
        uint256 commitment = gasOf(3, 0, 0);
        uint256 firstSlots = gasOf(4, 100, 1) - commitment;
        uint256 laterSlots = gasOf(5, 100, 2) - commitment;

        record("commitment to a successor", commitment, GOAL_COMMITMENT);
        record("100 closures in a successor, first slots", firstSlots, 100 * GOAL_FIRST_SLOT);
        record("100 closures in a successor, later slots", laterSlots, 100 * GOAL_LATER_SLOT);
    }

    function test_TheFirstCommitmentToASuccessorIsMeasured() public {
        succeed();
        vm.snapshotValue("gas", "first commitment of an organisation to a successor", gasOf(2, 0, 0));
    }

    function test_AFreezeIsMeasured() public {
        for (uint256 i = 1; i < 100; ++i) {
            bytes32 organisation = keccak256(abi.encode("organisation", i));
            admit(organisation, KEY + i);
            commitAs(KEY + i, organisation, 1, 1000, ROOT, none());
        }
        succeed();
        vm.snapshotValue("gas", "approval that freezes a ledger of 100 organisations", vm.lastCallGas().gasTotalUsed);
    }

    function test_GoverningIsMeasured() public {
        bytes memory call = admission(OTHER_ORGANISATION, vm.addr(OTHER_KEY));
        vm.prank(ALICE);
        governors.approve("salt", address(registry), call);
        vm.snapshotValue("gas", "approval", vm.lastCallGas().gasTotalUsed);
        vm.prank(BOB);
        governors.approve("salt", address(registry), call);
        vm.snapshotValue("gas", "approval that admits an organisation", vm.lastCallGas().gasTotalUsed);
        vm.prank(vm.addr(KEY));
        registry.rotateKey(ORGANISATION, vm.addr(0xBEEF));
        vm.snapshotValue("gas", "rotation of a key", vm.lastCallGas().gasTotalUsed);
    }

    function gasOf(uint64 sequence, uint256 closures, uint256 slots) private returns (uint256) {
        bytes32 root = keccak256(abi.encode("root", sequence));
        commitAs(KEY, ORGANISATION, sequence, sequence * 1000, root, many(closures, slots));
        return vm.lastCallGas().gasTotalUsed;
    }

    function record(string memory name, uint256 gas, uint256 goal) private {
        vm.snapshotValue("gas", name, gas);
        assertTrue(gas * 10 <= goal * 11, name);
    }
}

/// @notice What a recall costs, with the longest values; seldom, so that it has no goal.
contract RecallGasTest is RecallFixture {
    function setUp() public {
        prepare();
    }

    function test_ARecallIsMeasured() public {
        declare(GTIN, "12345678901234567890", "FR");
        vm.snapshotValue("gas", "recall of a batch in a country", vm.lastCallGas().gasTotalUsed);
        declare(GTIN, "12345678901234567890", "DE");
        vm.snapshotValue("gas", "recall in another country", vm.lastCallGas().gasTotalUsed);
        declare(GTIN, "", "");
        vm.snapshotValue("gas", "withdrawal of a product", vm.lastCallGas().gasTotalUsed);
    }
}

/// @notice What a consent costs; seldom, so that it has no goal.
contract ConsentGasTest is ConsentFixture {
    function setUp() public {
        prepare();
    }

    function test_AConsentIsMeasured() public {
        grant(COMMITMENT, 0);
        vm.snapshotValue("gas", "consent, first grant of a key", vm.lastCallGas().gasTotalUsed);
        grant(OTHER_COMMITMENT, 1);
        vm.snapshotValue("gas", "consent in place of another", vm.lastCallGas().gasTotalUsed);
        revoke(2);
        vm.snapshotValue("gas", "revocation of a consent", vm.lastCallGas().gasTotalUsed);
    }
}
