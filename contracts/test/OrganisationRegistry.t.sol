// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OrganisationRegistry} from "../src/OrganisationRegistry.sol";
import {Roles} from "../src/Roles.sol";
import {RegistryFixture} from "./RegistryFixture.sol";

contract OrganisationRegistryTest is RegistryFixture {
    bytes32 private constant PREFIX = keccak256("salted digest of a company prefix");

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

    function expectEntitlement(bytes32 prefix, uint256 since, uint256 until) private view {
        (uint64 actualSince, uint64 actualUntil) = registry.entitlements(ORGANISATION, prefix);
        assertEq(actualSince, since);
        assertEq(actualUntil, until);
    }
}
