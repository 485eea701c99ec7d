// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentRegistry} from "../src/ConsentRegistry.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

/// @notice Whose word counts for a key, and in which form.
contract ConsentSignaturesTest is ConsentFixture {
    function setUp() public {
        prepare();
    }

    function test_RevertWhen_AnotherKeySigned() public {
        expectNotSigned(key, SALT, sign(OTHER_KEY, grantDigest(here_(), key, COMMITMENT, END, 0, DEADLINE)));
        bytes memory revocation = sign(OTHER_KEY, revokeDigest(here_(), key, 0, DEADLINE));
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.NotSignedByKey.selector, key));
        consents.revoke(key, SALT, 0, DEADLINE, revocation);
    }

    function test_RevertWhen_TheSaltIsAnotherKeys() public {
        expectNotSigned(key, keccak256("another salt"), signedGrant(COMMITMENT, 0));
        expectNotSigned(keyOf(PATIENT, "another salt"), SALT, signedGrant(COMMITMENT, 0));
        // With its own salt too: what was signed names the key.
        expectNotSigned(keyOf(PATIENT, "another salt"), "another salt", signedGrant(COMMITMENT, 0));
    }

    function test_RevertWhen_ItWasSignedForAnotherChainOrContract() public {
        bytes32 otherChain = domainOf(block.chainid + 1, address(consents));
        bytes32 otherContract = domainOf(block.chainid, address(this));
        expectNotSigned(key, SALT, sign(PATIENT, grantDigest(otherChain, key, COMMITMENT, END, 0, DEADLINE)));
        expectNotSigned(key, SALT, sign(PATIENT, grantDigest(otherContract, key, COMMITMENT, END, 0, DEADLINE)));
    }

    function test_RevertWhen_AGrantIsTakenForARevocationOrTheOtherWayRound() public {
        expectNotSigned(key, SALT, signedRevoke(0));
        bytes memory signature = signedGrant(COMMITMENT, 0);
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.NotSignedByKey.selector, key));
        consents.revoke(key, SALT, 0, DEADLINE, signature);
    }

    /// @dev Of any bad signature the precompile gives address zero, and this key is made of it.
    function test_RevertWhen_AddressZeroIsSaidToHaveSigned() public {
        bytes32 ofNobody = keccak256(bytes.concat(bytes20(0), SALT));
        expectNotSigned(ofNobody, SALT, abi.encodePacked(bytes32(0), bytes32(0), uint8(27)));
        expectNotSigned(ofNobody, SALT, abi.encodePacked(bytes32(uint256(1)), bytes32(uint256(1)), uint8(29)));
        expectNotSigned(ofNobody, SALT, "");
    }

    function test_RevertWhen_TheSignatureHasAnotherForm() public {
        bytes memory good = signedGrant(COMMITMENT, 0);
        (bytes32 r, bytes32 s, uint8 v) = parts(good);
        expectNotSigned(key, SALT, mirrored(good));
        expectNotSigned(key, SALT, abi.encodePacked(r, s));
        expectNotSigned(key, SALT, abi.encodePacked(r, uint256(v - 27) << 255 | uint256(s)));
        expectNotSigned(key, SALT, abi.encodePacked(r, s, v - 27));
        expectNotSigned(key, SALT, abi.encodePacked(r, s, v + 2));
        expectNotSigned(key, SALT, abi.encodePacked(good, uint8(0)));
        consents.grant(key, SALT, COMMITMENT, END, 0, DEADLINE, good);
    }

    /// @dev That this signature is none for a grant of COMMITMENT under this key, which stays as it is.
    function expectNotSigned(bytes32 key_, bytes32 salt, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.NotSignedByKey.selector, key_));
        consents.grant(key_, salt, COMMITMENT, END, 0, DEADLINE, signature);
        assertEq(consents.consent(key_).version, 0);
    }
}
