// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Fixture} from "./Fixture.sol";

/// @notice What the tests of the registry share: two keys, and calls in the name of the governors.
abstract contract RegistryFixture is Fixture {
    address internal key;
    address internal successor;

    function setUp() public {
        deploy();
        key = vm.addr(KEY);
        successor = vm.addr(0xBEEF);
    }

    /// @dev The next call comes from the governors, as if they had approved it.
    function asGovernors() internal {
        vm.prank(address(governors));
    }

    function expectRefusal(bytes memory call, bytes memory reason) internal {
        asGovernors();
        (bool done, bytes memory actual) = address(registry).call(call);
        assertTrue(!done, "refused");
        assertEq(keccak256(actual), keccak256(reason));
    }
}
