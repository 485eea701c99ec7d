// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Errors} from "@openzeppelin/contracts/utils/Errors.sol";
import {Governors} from "../src/Governors.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Something to govern: counts the calls that it lets through.
contract Counter {
    uint256 public count;
    bool public closed;

    error IsClosed(uint256 count);

    function increment() external {
        require(!closed, IsClosed(count));
        ++count;
    }

    function setClosed(bool closed_) external {
        closed = closed_;
    }
}

contract GovernorsTest is Fixture {
    bytes32 private constant SALT = "salt";

    Counter private counter;
    bytes private increment;
    bytes32 private operation;

    function setUp() public {
        deploy();
        counter = new Counter();
        increment = abi.encodeCall(Counter.increment, ());
        operation = governors.operationId(SALT, address(counter), increment);
    }

    function test_TheMthApprovalMakesTheCall() public {
        assertTrue(!approve(ALICE), "not executed by the first approval");
        assertEq(counter.count(), 0);
        assertEq(governors.approvalsOf(operation), 1);

        assertTrue(approve(BOB), "executed by the second approval");
        assertEq(counter.count(), 1);
        assertTrue(governors.isExecuted(operation), "remembered as executed");
        assertEq(governors.approvalsOf(operation), 2);
    }

    function test_AnApprovalShowsTheWholeOperation() public {
        vm.expectEmit(address(governors));
        emit Governors.OperationApproved(operation, ALICE, 1, SALT, address(counter), increment);
        approve(ALICE);

        vm.expectEmit(address(governors));
        emit Governors.OperationApproved(operation, BOB, 2, SALT, address(counter), increment);
        vm.expectEmit(address(governors));
        emit Governors.OperationExecuted(operation);
        approve(BOB);
    }

    function test_AnotherSaltIsAnotherOperation() public {
        approve(ALICE);
        approve(BOB);
        vm.prank(BOB);
        governors.approve("another salt", address(counter), increment);
        vm.prank(CAROL);
        governors.approve("another salt", address(counter), increment);

        assertEq(counter.count(), 2);
    }

    function test_AFailedCallLeavesTheEarlierApprovals() public {
        approve(ALICE);
        counter.setClosed(true);
        vm.expectRevert(abi.encodeWithSelector(Counter.IsClosed.selector, 0));
        approve(BOB);
        assertEq(governors.approvalsOf(operation), 1);
        assertTrue(!governors.isExecuted(operation), "not executed");

        counter.setClosed(false);
        approve(BOB);
        assertEq(counter.count(), 1);
    }

    function test_AWithdrawnApprovalDoesNotCount() public {
        approve(ALICE);
        vm.expectEmit(address(governors));
        emit Governors.ApprovalWithdrawn(operation, ALICE, 0);
        vm.prank(ALICE);
        governors.withdrawApproval(operation);
        assertTrue(!governors.hasApproved(operation, ALICE), "withdrawn");

        assertTrue(!approve(BOB), "one approval is not enough");
        assertEq(counter.count(), 0);
        approve(ALICE);
        assertEq(counter.count(), 1);
    }

    function test_AChangeOfGovernorsVoidsWhatIsPending() public {
        approve(ALICE);
        address[] memory others = three();
        others[2] = STRANGER;
        changeGovernors(others, 2);

        assertEq(governors.approvalsOf(operation), 0);
        assertTrue(!governors.hasApproved(operation, ALICE), "void");
        assertTrue(!approve(BOB), "the approval of before does not count");
        assertTrue(approve(STRANGER), "the new governor's does");
    }

    function test_AnExecutedOperationStaysExecutedUnderOtherGovernors() public {
        approve(ALICE);
        approve(BOB);
        changeGovernors(three(), 1);

        assertEq(governors.approvalsOf(operation), 2);
        vm.expectRevert(abi.encodeWithSelector(Governors.OperationAlreadyExecuted.selector, operation));
        approve(CAROL);
    }

    function test_TheGovernorsCanBeReplaced() public {
        address[] memory successors = new address[](1);
        successors[0] = STRANGER;
        changeGovernors(successors, 1);

        assertEq(governors.all().length, 1);
        assertEq(governors.all()[0], STRANGER);
        assertEq(governors.threshold(), 1);
        assertEq(governors.epoch(), 2);
        assertTrue(!governors.isGovernor(ALICE), "no longer a governor");
        assertTrue(approve(STRANGER), "one of one");
    }

    function test_RevertWhen_AStrangerApproves() public {
        vm.expectRevert(abi.encodeWithSelector(Governors.NotGovernor.selector, STRANGER));
        approve(STRANGER);
    }

    function test_RevertWhen_AGovernorApprovesTwice() public {
        approve(ALICE);
        vm.expectRevert(abi.encodeWithSelector(Governors.AlreadyApproved.selector, operation, ALICE));
        approve(ALICE);
        assertEq(counter.count(), 0);
    }

    function test_RevertWhen_AnApprovalComesLate() public {
        approve(ALICE);
        approve(BOB);
        vm.expectRevert(abi.encodeWithSelector(Governors.OperationAlreadyExecuted.selector, operation));
        approve(CAROL);
        assertEq(counter.count(), 1);
    }

    function test_RevertWhen_WithdrawingWhatWasNotGiven() public {
        approve(ALICE);
        vm.expectRevert(abi.encodeWithSelector(Governors.NotApproved.selector, operation, BOB));
        vm.prank(BOB);
        governors.withdrawApproval(operation);
    }

    function test_RevertWhen_WithdrawingAfterExecution() public {
        approve(ALICE);
        approve(BOB);
        vm.expectRevert(abi.encodeWithSelector(Governors.OperationAlreadyExecuted.selector, operation));
        vm.prank(ALICE);
        governors.withdrawApproval(operation);
    }

    function test_RevertWhen_WithdrawingAnApprovalOfFormerGovernors() public {
        approve(ALICE);
        changeGovernors(three(), 2);
        vm.expectRevert(abi.encodeWithSelector(Governors.NotApproved.selector, operation, ALICE));
        vm.prank(ALICE);
        governors.withdrawApproval(operation);
    }

    function test_RevertWhen_TheTargetHasNoCode() public {
        vm.prank(ALICE);
        governors.approve(SALT, STRANGER, increment);
        vm.expectRevert(abi.encodeWithSelector(Address.AddressEmptyCode.selector, STRANGER));
        vm.prank(BOB);
        governors.approve(SALT, STRANGER, increment);
    }

    function test_RevertWhen_TheCallFailsWithoutAReason() public {
        bytes memory unknown = hex"deadbeef";
        vm.prank(ALICE);
        governors.approve(SALT, address(counter), unknown);
        vm.expectRevert(abi.encodeWithSelector(Errors.FailedCall.selector));
        vm.prank(BOB);
        governors.approve(SALT, address(counter), unknown);
    }

    function test_RevertWhen_AGovernorChangesTheGovernorsAlone() public {
        vm.expectRevert(abi.encodeWithSelector(Governors.NotApprovedByGovernors.selector, ALICE));
        vm.prank(ALICE);
        governors.changeGovernors(three(), 1);
    }

    function testFuzz_ExecutesAtExactlyMApprovals(uint256 count, uint256 threshold) public {
        count = count % 64 + 1;
        threshold = threshold % count + 1;
        address[] memory accounts = new address[](count);
        for (uint160 i = 0; i < count; ++i) {
            accounts[i] = address(0x1000 + i);
        }
        governors = new Governors(accounts, threshold);

        for (uint256 i = 0; i < threshold; ++i) {
            assertEq(counter.count(), 0);
            approve(accounts[i]);
        }
        assertEq(counter.count(), 1);
    }

    function approve(address governor) private returns (bool) {
        vm.prank(governor);
        return governors.approve(SALT, address(counter), increment);
    }

    function changeGovernors(address[] memory successors, uint256 threshold) private {
        bytes memory call = abi.encodeCall(governors.changeGovernors, (successors, threshold));
        vm.prank(ALICE);
        governors.approve("change", address(governors), call);
        vm.prank(BOB);
        governors.approve("change", address(governors), call);
    }
}
