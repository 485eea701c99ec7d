// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RecallBoard} from "../src/RecallBoard.sol";
import {Roles} from "../src/Roles.sol";
import {Fixture} from "./Fixture.sol";

/// @notice What the tests of the recall board share: a manufacturer with a company prefix, another without, a regulator.
abstract contract RecallFixture is Fixture {
    string internal constant GTIN = "09521101000009";
    string internal constant OTHER_GTIN = "09521102000008";
    string internal constant PREFIX = "9521101";
    bytes32 internal constant PREFIX_SALT = keccak256("salt of the prefix");
    bytes32 internal constant REGULATOR = keccak256("regulator");
    uint256 internal constant REGULATOR_KEY = 0x2E6;
    uint64 internal constant TIME = 1_799_999_000;
    uint64 internal constant DEADLINE = 1_800_100_000;
    uint8 internal constant PREFIX_LENGTH = 7;

    function prepare() internal {
        deploy();
        admit(ORGANISATION, KEY);
        admit(OTHER_ORGANISATION, OTHER_KEY);
        govern(
            abi.encodeCall(
                registry.admit, (REGULATOR, IDENTITY, Roles.REGULATOR, vm.addr(REGULATOR_KEY), new bytes32[](0))
            )
        );
        govern(abi.encodeCall(registry.grantPrefix, (ORGANISATION, prefixDigest(PREFIX, PREFIX_SALT))));
    }

    function prefixDigest(string memory prefix, bytes32 salt) internal pure returns (bytes32) {
        return sha256(bytes.concat(hex"06", salt, bytes(prefix)));
    }

    /// @dev Recalls as the organisation with the prefix should.
    function declare(string memory gtin, string memory lot, string memory country) internal {
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, gtin, lot, country, TIME));
        board.declare(ORGANISATION, gtin, lot, country, TIME, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);
    }

    /// @dev A well signed recall of the organisation that must fail with this error.
    function expectRevertOfRecall(string memory gtin, string memory lot, string memory country, bytes memory error_)
        internal
    {
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, gtin, lot, country, TIME));
        vm.expectRevert(error_);
        board.declare(ORGANISATION, gtin, lot, country, TIME, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);
    }

    /// @dev The EIP-712 digest of a recall for our board, to be relayed until DEADLINE.
    function recallDigest(
        bytes32 organisation,
        string memory gtin,
        string memory lot,
        string memory country,
        uint64 time
    ) internal view returns (bytes32) {
        return recallDigest(organisation, gtin, lot, country, time, DEADLINE);
    }

    /// @dev The EIP-712 digest of a recall for our board.
    function recallDigest(
        bytes32 organisation,
        string memory gtin,
        string memory lot,
        string memory country,
        uint64 time,
        uint64 deadline
    ) internal view returns (bytes32) {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "Recall(bytes32 organisation,string gtin,string lot,string country,uint64 time,uint64 deadline)"
                ),
                organisation,
                keccak256(bytes(gtin)),
                keccak256(bytes(lot)),
                keccak256(bytes(country)),
                time,
                deadline
            )
        );
        return keccak256(bytes.concat(hex"1901", domainOf(block.chainid, address(board)), structHash));
    }

    function isDeclared(string memory gtin, string memory lot, string memory country) internal view returns (bool) {
        return board.declaration(gtin, lot, country).organisation != bytes32(0);
    }

    function notEntitled(bytes32 organisation, string memory gtin) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(RecallBoard.NotEntitled.selector, organisation, gtin);
    }
}
