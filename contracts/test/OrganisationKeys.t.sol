// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OrganisationRegistry} from "../src/OrganisationRegistry.sol";
import {RegistryFixture} from "./RegistryFixture.sol";

/// @notice The part of the registry that is about keys and suspension.
contract OrganisationKeysTest is RegistryFixture {
    function test_AnOrganisationRotatesItsOwnKey() public {
        admit(ORGANISATION, KEY);
        vm.expectEmit(address(registry));
        emit OrganisationRegistry.KeyRotated(ORGANISATION, key, successor);
        vm.prank(key);
        registry.rotateKey(ORGANISATION, successor);

        assertEq(registry.currentKey(ORGANISATION), successor);
        assertEq(registry.organisationOf(successor), ORGANISATION);
        assertEq(registry.organisationOf(key), ORGANISATION);
    }

    function test_TheGovernorsRotateALostKey() public {
        admit(ORGANISATION, KEY);
        govern(abi.encodeCall(registry.rotateKey, (ORGANISATION, successor)));

        assertEq(registry.currentKey(ORGANISATION), successor);
    }

    function test_AKeyRotatedDuringSuspensionCountsFromResumptionOn() public {
        admit(ORGANISATION, KEY);
        passBlocks(1);
        govern(abi.encodeCall(registry.suspend, (ORGANISATION)));
        passBlocks(1);
        govern(abi.encodeCall(registry.rotateKey, (ORGANISATION, successor)));
        assertEq(registry.currentKey(ORGANISATION), address(0));
        passBlocks(1);
        govern(abi.encodeCall(registry.resume, (ORGANISATION)));

        assertEq(registry.currentKey(ORGANISATION), successor);
        expectKeyAt(1000, key);
        expectKeyAt(1001, address(0));
        expectKeyAt(1002, address(0));
        expectKeyAt(1003, successor);
    }

    function test_AnnouncesSuspensionAndResumption() public {
        admit(ORGANISATION, KEY);
        vm.expectEmit(address(registry));
        emit OrganisationRegistry.OrganisationSuspended(ORGANISATION);
        asGovernors();
        registry.suspend(ORGANISATION);
        assertTrue(!registry.isActive(ORGANISATION), "suspended");

        vm.expectEmit(address(registry));
        emit OrganisationRegistry.OrganisationResumed(ORGANISATION);
        asGovernors();
        registry.resume(ORGANISATION);
        assertTrue(registry.isActive(ORGANISATION), "resumed");
    }

    function test_TheKeyOfABlockIsTheOneAtItsEnd() public {
        expectKeyAt(999, address(0));
        admit(ORGANISATION, KEY);
        vm.prank(key);
        registry.rotateKey(ORGANISATION, vm.addr(0xCAFE));
        vm.prank(vm.addr(0xCAFE));
        registry.rotateKey(ORGANISATION, successor);

        expectKeyAt(999, address(0));
        expectKeyAt(1000, successor);
    }

    function test_RevertWhen_AStrangerOrAFormerKeyRotates() public {
        admit(ORGANISATION, KEY);
        expectNotKeyHolder(STRANGER);
        expectNotKeyHolder(ALICE);

        vm.prank(key);
        registry.rotateKey(ORGANISATION, vm.addr(0xCAFE));
        expectNotKeyHolder(key);
    }

    function test_RevertWhen_ASuspendedOrganisationRotates() public {
        admit(ORGANISATION, KEY);
        govern(abi.encodeCall(registry.suspend, (ORGANISATION)));
        expectNotKeyHolder(key);
    }

    function test_RevertWhen_AKeyIsZeroOrWasEverUsed() public {
        admit(ORGANISATION, KEY);
        govern(abi.encodeCall(registry.rotateKey, (ORGANISATION, successor)));

        expectRefusal(
            admission(OTHER_ORGANISATION, key), abi.encodeWithSelector(OrganisationRegistry.InvalidKey.selector, key)
        );
        expectRefusal(
            abi.encodeCall(registry.rotateKey, (ORGANISATION, key)),
            abi.encodeWithSelector(OrganisationRegistry.InvalidKey.selector, key)
        );
        expectRefusal(
            abi.encodeCall(registry.rotateKey, (ORGANISATION, successor)),
            abi.encodeWithSelector(OrganisationRegistry.InvalidKey.selector, successor)
        );
        expectRefusal(
            admission(OTHER_ORGANISATION, address(0)),
            abi.encodeWithSelector(OrganisationRegistry.InvalidKey.selector, address(0))
        );
        expectRefusal(
            abi.encodeCall(registry.rotateKey, (ORGANISATION, address(0))),
            abi.encodeWithSelector(OrganisationRegistry.InvalidKey.selector, address(0))
        );
    }

    function test_RevertWhen_SuspendedTwiceOrResumedTwice() public {
        admit(ORGANISATION, KEY);
        expectRefusal(
            abi.encodeCall(registry.resume, (ORGANISATION)),
            abi.encodeWithSelector(OrganisationRegistry.NotSuspended.selector, ORGANISATION)
        );
        govern(abi.encodeCall(registry.suspend, (ORGANISATION)));
        expectRefusal(
            abi.encodeCall(registry.suspend, (ORGANISATION)),
            abi.encodeWithSelector(OrganisationRegistry.AlreadySuspended.selector, ORGANISATION)
        );
    }

    function test_RevertWhen_TheBlockIsInTheFuture() public {
        vm.expectRevert(abi.encodeWithSelector(OrganisationRegistry.FutureBlock.selector, 1001));
        registry.keyAt(ORGANISATION, 1001);
    }

    /// @dev Whatever happens in whatever blocks, the key of every block is the one that counted at its end.
    function testFuzz_RemembersTheKeyOfEveryBlock(uint8[24] calldata steps) public {
        admit(ORGANISATION, KEY);
        address[] memory atEndOf = new address[](steps.length + 1);
        address latest = key;
        bool suspended;
        uint256 block_;

        for (uint256 i = 0; i < steps.length; ++i) {
            uint256 action = steps[i] % 4;
            if (action == 0) {
                atEndOf[block_++] = registry.currentKey(ORGANISATION);
                passBlocks(1);
            } else if (action == 1) {
                latest = vm.addr(0x1000 + i);
                govern(abi.encodeCall(registry.rotateKey, (ORGANISATION, latest)));
            } else if (action == 2 && !suspended) {
                govern(abi.encodeCall(registry.suspend, (ORGANISATION)));
                suspended = true;
            } else if (suspended) {
                govern(abi.encodeCall(registry.resume, (ORGANISATION)));
                suspended = false;
            }
            assertEq(registry.currentKey(ORGANISATION), suspended ? address(0) : latest);
        }
        atEndOf[block_] = suspended ? address(0) : latest;

        for (uint256 i = 0; i <= block_; ++i) {
            expectKeyAt(1000 + i, atEndOf[i]);
        }
    }

    function expectNotKeyHolder(address caller) private {
        vm.expectRevert(abi.encodeWithSelector(OrganisationRegistry.NotKeyHolder.selector, ORGANISATION, caller));
        vm.prank(caller);
        registry.rotateKey(ORGANISATION, successor);
    }

    function expectKeyAt(uint256 blockNumber, address expected) private view {
        assertEq(registry.keyAt(ORGANISATION, blockNumber), expected);
    }
}
