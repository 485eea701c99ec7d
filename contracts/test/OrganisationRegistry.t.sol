// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OrganisationRegistry} from "../src/OrganisationRegistry.sol";
import {Roles} from "../src/Roles.sol";
import {Fixture} from "./Fixture.sol";

contract OrganisationRegistryTest is Fixture {
    bytes32 private constant PREFIX = keccak256("salted digest of a company prefix");

    address private key;
    address private successor;

    function setUp() public {
        deploy();
        key = vm.addr(KEY);
        successor = vm.addr(0xBEEF);
    }

    function test_AnAdmittedOrganisationIsKnown() public {
        bytes32[] memory prefixes = new bytes32[](2);
        (prefixes[0], prefixes[1]) = (PREFIX, keccak256("another"));
        uint32 roles = Roles.MANUFACTURER | Roles.DISTRIBUTOR;
        govern(abi.encodeCall(registry.admit, (ORGANISATION, IDENTITY, roles, key, prefixes)));

        (address storedKey, uint32 storedRoles, bool suspended, bytes32 identity) = registry.organisations(ORGANISATION);
        assertEq(storedKey, key);
        assertEq(storedRoles, 3);
        assertTrue(!suspended, "not suspended");
        assertEq(identity, IDENTITY);
        assertEq(registry.currentKey(ORGANISATION), key);
        assertTrue(registry.isActive(ORGANISATION), "active");
        assertEq(registry.organisationOf(key), ORGANISATION);
        expectEntitlement(PREFIX, vm.getBlockNumber(), 0);
        expectEntitlement(prefixes[1], vm.getBlockNumber(), 0);
    }

    function test_AnnouncesAnAdmission() public {
        bytes32[] memory prefixes = new bytes32[](1);
        prefixes[0] = PREFIX;

        vm.expectEmit(address(registry));
        emit OrganisationRegistry.OrganisationAdmitted(ORGANISATION, IDENTITY, Roles.ALL, key);
        vm.expectEmit(address(registry));
        emit OrganisationRegistry.PrefixGranted(ORGANISATION, PREFIX);
        asGovernors();
        registry.admit(ORGANISATION, IDENTITY, Roles.ALL, key, prefixes);
    }

    function test_AnUnknownOrganisationIsNothing() public view {
        assertEq(registry.currentKey(ORGANISATION), address(0));
        assertTrue(!registry.isActive(ORGANISATION), "not active");
        assertEq(registry.keyAt(ORGANISATION, vm.getBlockNumber()), address(0));
    }

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

    function test_IdentityAndRolesCanBeReplaced() public {
        admit(ORGANISATION, KEY);
        bytes32 renewed = keccak256("renewed licence");

        vm.expectEmit(address(registry));
        emit OrganisationRegistry.IdentityChanged(ORGANISATION, IDENTITY, renewed);
        asGovernors();
        registry.changeIdentity(ORGANISATION, renewed);
        vm.expectEmit(address(registry));
        emit OrganisationRegistry.RolesChanged(ORGANISATION, Roles.MANUFACTURER, Roles.PHARMACY);
        asGovernors();
        registry.changeRoles(ORGANISATION, Roles.PHARMACY);

        (, uint32 roles,, bytes32 identity) = registry.organisations(ORGANISATION);
        assertEq(roles, Roles.PHARMACY);
        assertEq(identity, renewed);
    }

    function test_AnEntitlementKnowsItsBlocks() public {
        admit(ORGANISATION, KEY);
        passBlocks(1);
        govern(abi.encodeCall(registry.grantPrefix, (ORGANISATION, PREFIX)));
        expectEntitlement(PREFIX, 1001, 0);

        passBlocks(4);
        vm.expectEmit(address(registry));
        emit OrganisationRegistry.PrefixWithdrawn(ORGANISATION, PREFIX);
        asGovernors();
        registry.withdrawPrefix(ORGANISATION, PREFIX);
        expectEntitlement(PREFIX, 1001, 1005);
    }

    function test_RevertWhen_AnyoneButTheGovernorsDecides() public {
        admit(ORGANISATION, KEY);
        bytes[] memory calls = new bytes[](7);
        calls[0] = admission(OTHER_ORGANISATION, successor);
        calls[1] = abi.encodeCall(registry.changeIdentity, (ORGANISATION, keccak256("x")));
        calls[2] = abi.encodeCall(registry.changeRoles, (ORGANISATION, Roles.ALL));
        calls[3] = abi.encodeCall(registry.suspend, (ORGANISATION));
        calls[4] = abi.encodeCall(registry.resume, (ORGANISATION));
        calls[5] = abi.encodeCall(registry.grantPrefix, (ORGANISATION, PREFIX));
        calls[6] = abi.encodeCall(registry.withdrawPrefix, (ORGANISATION, PREFIX));
        address[3] memory callers = [STRANGER, ALICE, key];

        for (uint256 i = 0; i < calls.length; ++i) {
            for (uint256 j = 0; j < callers.length; ++j) {
                vm.prank(callers[j]);
                (bool done, bytes memory reason) = address(registry).call(calls[i]);
                assertTrue(!done, "refused");
                assertEq(
                    keccak256(reason),
                    keccak256(abi.encodeWithSelector(OrganisationRegistry.NotGovernors.selector, callers[j]))
                );
            }
        }
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

    function test_RevertWhen_AnIdIsZeroOrTaken() public {
        admit(ORGANISATION, KEY);

        expectRefusal(
            admission(ORGANISATION, successor),
            abi.encodeWithSelector(OrganisationRegistry.InvalidOrganisation.selector, ORGANISATION)
        );
        expectRefusal(
            admission(bytes32(0), successor),
            abi.encodeWithSelector(OrganisationRegistry.InvalidOrganisation.selector, bytes32(0))
        );
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

    function test_RevertWhen_RolesAreNoneOrUnknown() public {
        admit(ORGANISATION, KEY);
        expectRefusal(
            abi.encodeCall(registry.changeRoles, (ORGANISATION, 0)),
            abi.encodeWithSelector(OrganisationRegistry.InvalidRoles.selector, 0)
        );
        expectRefusal(
            abi.encodeCall(registry.admit, (OTHER_ORGANISATION, IDENTITY, 17, successor, new bytes32[](0))),
            abi.encodeWithSelector(OrganisationRegistry.InvalidRoles.selector, 17)
        );
    }

    function test_RevertWhen_ADigestIsZero() public {
        admit(ORGANISATION, KEY);
        bytes memory invalid = abi.encodeWithSelector(OrganisationRegistry.InvalidDigest.selector);

        expectRefusal(abi.encodeCall(registry.changeIdentity, (ORGANISATION, bytes32(0))), invalid);
        expectRefusal(abi.encodeCall(registry.grantPrefix, (ORGANISATION, bytes32(0))), invalid);
        expectRefusal(
            abi.encodeCall(registry.admit, (OTHER_ORGANISATION, bytes32(0), Roles.ALL, successor, new bytes32[](0))),
            invalid
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

    function test_RevertWhen_APrefixIsGrantedTwice() public {
        admit(ORGANISATION, KEY);
        bytes memory grant = abi.encodeCall(registry.grantPrefix, (ORGANISATION, PREFIX));
        bytes memory refusal =
            abi.encodeWithSelector(OrganisationRegistry.PrefixAlreadyGranted.selector, ORGANISATION, PREFIX);
        govern(grant);
        expectRefusal(grant, refusal);

        govern(abi.encodeCall(registry.withdrawPrefix, (ORGANISATION, PREFIX)));
        expectRefusal(grant, refusal);
    }

    function test_RevertWhen_APrefixIsWithdrawnThatIsNotGranted() public {
        admit(ORGANISATION, KEY);
        bytes memory withdrawal = abi.encodeCall(registry.withdrawPrefix, (ORGANISATION, PREFIX));
        bytes memory refusal =
            abi.encodeWithSelector(OrganisationRegistry.PrefixNotGranted.selector, ORGANISATION, PREFIX);
        expectRefusal(withdrawal, refusal);

        govern(abi.encodeCall(registry.grantPrefix, (ORGANISATION, PREFIX)));
        govern(withdrawal);
        expectRefusal(withdrawal, refusal);
    }

    function test_RevertWhen_TheOrganisationIsUnknown() public {
        bytes memory refusal = abi.encodeWithSelector(OrganisationRegistry.UnknownOrganisation.selector, ORGANISATION);

        expectRefusal(abi.encodeCall(registry.changeIdentity, (ORGANISATION, IDENTITY)), refusal);
        expectRefusal(abi.encodeCall(registry.changeRoles, (ORGANISATION, Roles.ALL)), refusal);
        expectRefusal(abi.encodeCall(registry.rotateKey, (ORGANISATION, key)), refusal);
        expectRefusal(abi.encodeCall(registry.suspend, (ORGANISATION)), refusal);
        expectRefusal(abi.encodeCall(registry.resume, (ORGANISATION)), refusal);
        expectRefusal(abi.encodeCall(registry.grantPrefix, (ORGANISATION, PREFIX)), refusal);
        expectRefusal(abi.encodeCall(registry.withdrawPrefix, (ORGANISATION, PREFIX)), refusal);
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

    /// @dev The next call comes from the governors, as if they had approved it.
    function asGovernors() private {
        vm.prank(address(governors));
    }

    function expectRefusal(bytes memory call, bytes memory reason) private {
        asGovernors();
        (bool done, bytes memory actual) = address(registry).call(call);
        assertTrue(!done, "refused");
        assertEq(keccak256(actual), keccak256(reason));
    }

    function expectNotKeyHolder(address caller) private {
        vm.expectRevert(abi.encodeWithSelector(OrganisationRegistry.NotKeyHolder.selector, ORGANISATION, caller));
        vm.prank(caller);
        registry.rotateKey(ORGANISATION, successor);
    }

    function expectKeyAt(uint256 blockNumber, address expected) private view {
        assertEq(registry.keyAt(ORGANISATION, blockNumber), expected);
    }

    function expectEntitlement(bytes32 prefix, uint256 since, uint256 until) private view {
        (uint64 actualSince, uint64 actualUntil) = registry.entitlements(ORGANISATION, prefix);
        assertEq(actualSince, since);
        assertEq(actualUntil, until);
    }
}
