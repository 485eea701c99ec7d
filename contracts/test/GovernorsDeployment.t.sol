// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governors} from "../src/Governors.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Which sets of governors there can be.
contract GovernorsDeploymentTest is Fixture {
    function test_AnnouncesTheGovernors() public {
        vm.expectEmit();
        emit Governors.GovernorsChanged(1, three(), 3);
        new Governors(three(), 3);
    }

    function test_RevertWhen_TheThresholdIsImpossible() public {
        vm.expectRevert(abi.encodeWithSelector(Governors.InvalidThreshold.selector, 0, 3));
        new Governors(three(), 0);
        vm.expectRevert(abi.encodeWithSelector(Governors.InvalidThreshold.selector, 4, 3));
        new Governors(three(), 4);
    }

    function test_RevertWhen_AGovernorIsNamedTwiceOrIsZero() public {
        address[] memory twice = three();
        twice[2] = ALICE;
        vm.expectRevert(abi.encodeWithSelector(Governors.InvalidGovernor.selector, ALICE));
        new Governors(twice, 2);

        address[] memory zero = three();
        zero[1] = address(0);
        vm.expectRevert(abi.encodeWithSelector(Governors.InvalidGovernor.selector, address(0)));
        new Governors(zero, 2);
    }

    function test_RevertWhen_ThereAreMoreThan64Governors() public {
        address[] memory tooMany = new address[](65);
        for (uint160 i = 0; i < 65; ++i) {
            tooMany[i] = address(i + 1);
        }
        vm.expectRevert(abi.encodeWithSelector(Governors.InvalidThreshold.selector, 33, 65));
        new Governors(tooMany, 33);
    }
}
