// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governors} from "../src/Governors.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Something to govern: remembers which tasks were done.
contract Tasks {
    mapping(uint256 task => uint256) public done;

    function perform(uint256 task) external {
        ++done[task];
    }
}

/// @notice Lets five accounts, of which some are governors at a time, approve and withdraw as forge thinks of it,
/// beside a model that recounts the approvals by name.
contract GovernorsHandler is Fixture {
    uint256 private constant TASKS = 4;

    address[5] private accounts = [ALICE, BOB, CAROL, STRANGER, address(0xE1)];
    Tasks private tasks = new Tasks();
    mapping(uint256 epoch => mapping(bytes32 operation => mapping(address account => bool))) private approved;
    mapping(bytes32 operation => bool) private executed;
    uint256 private epoch = 1;
    uint256 private salts;

    /// @notice How many tasks were done.
    uint256 public performed;

    constructor() {
        deploy();
    }

    /// @notice An account approves a task.
    function approve(uint256 who, uint256 task) external {
        (address account, uint256 number) = (accounts[who % 5], task % TASKS);
        bytes memory call = abi.encodeCall(Tasks.perform, (number));
        bytes32 id = governors.operationId(bytes32(number), address(tasks), call);
        bool good = governors.isGovernor(account) && !executed[id] && !approved[epoch][id][account];

        vm.prank(account);
        try governors.approve(bytes32(number), address(tasks), call) returns (bool now_) {
            assertTrue(good, "an approval was accepted that must not count");
            approved[epoch][id][account] = true;
            executed[id] = now_;
            assertTrue(now_ == (count(id) >= governors.threshold()), "executed by the M-th approval");
            if (now_) ++performed;
        } catch {
            assertTrue(!good, "a good approval was refused");
        }
    }

    /// @notice An account withdraws its approval of a task.
    function withdraw(uint256 who, uint256 task) external {
        (address account, uint256 number) = (accounts[who % 5], task % TASKS);
        bytes32 id = governors.operationId(bytes32(number), address(tasks), abi.encodeCall(Tasks.perform, (number)));
        bool good = governors.isGovernor(account) && !executed[id] && approved[epoch][id][account];

        vm.prank(account);
        try governors.withdrawApproval(id) {
            assertTrue(good, "withdrew what was not given");
            approved[epoch][id][account] = false;
        } catch {
            assertTrue(!good, "could not withdraw");
        }
    }

    /// @notice The governors agree on other governors.
    function change(uint256 first, uint256 threshold) external {
        // Seldom, lest nothing else ever gets enough approvals.
        if (first % 8 != 0) return;
        address[] memory successors = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            successors[i] = accounts[(first / 8 % 5 + i) % 5];
        }
        bytes memory call = abi.encodeCall(governors.changeGovernors, (successors, threshold % 3 + 1));
        bytes32 salt = bytes32(TASKS + ++salts);
        address[] memory present = governors.all();
        uint256 needed = governors.threshold();
        for (uint256 i = 0; i < needed; ++i) {
            vm.prank(present[i]);
            governors.approve(salt, address(governors), call);
        }
        assertEq(governors.epoch(), ++epoch);
    }

    /// @notice Fails unless tasks and counts are what the model says.
    function check() external view {
        for (uint256 task = 0; task < TASKS; ++task) {
            bytes32 id = governors.operationId(bytes32(task), address(tasks), abi.encodeCall(Tasks.perform, (task)));
            assertEq(tasks.done(task), executed[id] ? 1 : 0);
            if (!executed[id]) assertEq(governors.approvalsOf(id), count(id));
        }
    }

    function count(bytes32 id) private view returns (uint256 approvals) {
        for (uint256 i = 0; i < 5; ++i) {
            if (approved[epoch][id][accounts[i]] && governors.isGovernor(accounts[i])) ++approvals;
        }
    }
}

/// @notice No sequence of calls gets a call made without M approvals of present governors, or made twice.
contract GovernorsInvariantTest {
    GovernorsHandler private handler;

    function setUp() public {
        handler = new GovernorsHandler();
    }

    /// @notice Tells forge what to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_ACallIsMadeOnceAndByMApprovalsOnly() public view {
        handler.check();
    }

    /// @notice The handler itself does what its name says, so that the invariant is not about nothing.
    function test_TheHandlerApproves() public {
        handler.approve(0, 1);
        handler.withdraw(0, 1);
        handler.approve(1, 1);
        handler.change(0, 1);
        handler.approve(2, 1);
        handler.approve(0, 1);
        handler.check();
        require(handler.performed() == 1, "one task");
    }
}
