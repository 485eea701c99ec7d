// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentRegistry} from "../src/ConsentRegistry.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

/// @notice Holds the registry to services/transparency/src/test/resources/vectors/consent.json, which is read here, and to
/// its storage slots, which state proofs ask for. Neither may ever change for a deployed registry.
contract ConsentFormatsTest is ConsentFixture {
    string private constant VECTORS = "../services/transparency/src/test/resources/vectors/consent.json";
    uint256 private constant CONSENTS_SLOT = 2;

    struct Case {
        bool grants;
        ConsentRegistry registry;
        bytes32 key;
        bytes32 salt;
        bytes32 commitment;
        uint64 notAfter;
        uint256 nonce;
        uint64 deadline;
    }

    function setUp() public {
        prepare();
    }

    function test_TheVectorsAreWhatTheRegistryTakesAndRefuses() public {
        string memory json = vm.readFile(VECTORS);
        uint256 count = 0;
        string memory path = "[0]";
        while (vm.keyExistsJson(json, path)) {
            expectCase(json, path);
            path = string.concat("[", digits(++count), "]");
        }
        assertTrue(count >= 4, "the vectors were read");
    }

    function test_AConsentIsInTheTwoSlotsOfItsKey() public {
        grant(COMMITMENT, 0);
        bytes32 slot = keccak256(abi.encode(key, CONSENTS_SLOT));

        assertEq(vm.load(address(consents), slot), COMMITMENT);
        assertEq(
            vm.load(address(consents), bytes32(uint256(slot) + 1)),
            bytes32(uint256(1) << 192 | vm.getBlockNumber() << 128 | uint256(END) << 64 | 1)
        );
        passBlocks(1);
        revoke(1);
        assertEq(vm.load(address(consents), slot), 0);
        assertEq(
            vm.load(address(consents), bytes32(uint256(slot) + 1)),
            bytes32(uint256(2) << 192 | vm.getBlockNumber() << 128 | 2)
        );
    }

    /// @dev Each signature that is to be refused is, then the good one is taken.
    function expectCase(string memory json, string memory path) private {
        Case memory it = read(json, path);
        vm.chainId(vm.parseJsonUint(json, string.concat(path, ".chainId")));
        vm.etch(address(it.registry), address(consents).code);
        // The statements of the vectors do not follow each other.
        bytes32 second = bytes32(uint256(keccak256(abi.encode(it.key, CONSENTS_SLOT))) + 1);
        vm.store(address(it.registry), second, bytes32(it.nonce));
        uint256 privateKey = vm.parseJsonUint(json, string.concat(path, ".privateKey"));
        assertEq(vm.addr(privateKey), vm.parseJsonAddress(json, string.concat(path, ".signer")));
        assertEq(keyOf(privateKey, it.salt), it.key);

        string memory refused = string.concat(path, ".refused[0]");
        uint256 count = 0;
        while (vm.keyExistsJson(json, refused)) {
            bytes memory bad = vm.parseJsonBytes(json, string.concat(refused, ".signature"));
            vm.expectRevert(abi.encodeWithSelector(ConsentRegistry.NotSignedByKey.selector, it.key));
            relay(it, bad);
            refused = string.concat(path, ".refused[", digits(++count), "]");
        }
        assertTrue(count >= 7, "bad signatures were read");
        bytes memory good = vm.parseJsonBytes(json, string.concat(path, ".signature"));
        assertEq(
            keccak256(good), keccak256(sign(privateKey, vm.parseJsonBytes32(json, string.concat(path, ".digest"))))
        );
        relay(it, good);
        assertEq(it.registry.consent(it.key).version, it.nonce + 1);
    }

    function read(string memory json, string memory path) private pure returns (Case memory it) {
        it.grants =
            keccak256(bytes(vm.parseJsonString(json, string.concat(path, ".type")))) == keccak256("ConsentGrant");
        it.registry = ConsentRegistry(vm.parseJsonAddress(json, string.concat(path, ".verifyingContract")));
        it.key = vm.parseJsonBytes32(json, string.concat(path, ".key"));
        it.salt = vm.parseJsonBytes32(json, string.concat(path, ".salt"));
        it.nonce = vm.parseJsonUint(json, string.concat(path, ".nonce"));
        it.deadline = uint64(vm.parseJsonUint(json, string.concat(path, ".deadline")));
        if (it.grants) {
            it.commitment = vm.parseJsonBytes32(json, string.concat(path, ".commitment"));
            it.notAfter = uint64(vm.parseJsonUint(json, string.concat(path, ".notAfter")));
        }
    }

    function relay(Case memory it, bytes memory signature) private {
        if (it.grants) {
            it.registry.grant(it.key, it.salt, it.commitment, it.notAfter, it.nonce, it.deadline, signature);
        } else {
            it.registry.revoke(it.key, it.salt, it.nonce, it.deadline, signature);
        }
    }

    /// @dev A number below 100 in decimal.
    function digits(uint256 number) private pure returns (string memory) {
        bytes memory text = new bytes(number < 10 ? 1 : 2);
        for (uint256 i = text.length; i > 0; --i) {
            text[i - 1] = bytes1(uint8(48 + number % 10));
            number /= 10;
        }
        return string(text);
    }
}
