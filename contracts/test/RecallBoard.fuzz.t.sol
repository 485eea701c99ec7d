// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RecallBoard} from "../src/RecallBoard.sol";
import {SignedStatements} from "../src/SignedStatements.sol";
import {RecallFixture} from "./RecallFixture.sol";

contract RecallBoardFuzzTest is RecallFixture {
    function setUp() public {
        prepare();
    }

    function testFuzz_OnlyJustThisIsDeclared(bytes memory lot, uint256 country, bytes memory otherLot, uint256 other)
        public
    {
        (string memory first, string memory second) = (lotOf(lot), lotOf(otherLot));
        (string memory here_, string memory there) = (countryOf(country), countryOf(other));
        declare(GTIN, first, here_);

        bool same =
            keccak256(bytes(first)) == keccak256(bytes(second)) && keccak256(bytes(here_)) == keccak256(bytes(there));
        assertTrue(isDeclared(GTIN, second, there) == same, "the very same and no other");
    }

    function testFuzz_RevertWhen_AnyBitOfTheSignatureIsFlipped(uint256 bit) public {
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "FR", TIME));
        bit %= 65 * 8;
        signature[bit / 8] ^= bytes1(uint8(1 << bit % 8));

        vm.expectRevert(abi.encodeWithSelector(SignedStatements.NotSignedByActiveKey.selector, ORGANISATION));
        board.declare(ORGANISATION, GTIN, "A1", "FR", TIME, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);
    }

    /// @dev One field at a time; the other organisation signs with the same key's signature, and may recall this product.
    function testFuzz_RevertWhen_OneFieldOfWhatWasSignedIsAltered(uint256 field, uint64 by) public {
        govern(abi.encodeCall(registry.grantPrefix, (OTHER_ORGANISATION, prefixDigest(PREFIX, PREFIX_SALT))));
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "FR", TIME));
        field %= 6;
        bytes32 organisation = field == 0 ? OTHER_ORGANISATION : ORGANISATION;
        vm.expectRevert(abi.encodeWithSelector(SignedStatements.NotSignedByActiveKey.selector, organisation));
        board.declare(
            organisation,
            field == 1 ? "09521101000016" : GTIN,
            field == 2 ? "A2" : "A1",
            field == 3 ? "DE" : "FR",
            field == 4 ? uint64(by % TIME) : TIME,
            field == 5 ? DEADLINE + 1 + by % DEADLINE : DEADLINE,
            PREFIX_LENGTH,
            PREFIX_SALT,
            signature
        );
    }

    function testFuzz_AGtinIsFourteenDigitsWithTheirCheckDigit(uint256 number) public {
        number %= 1e14;
        bytes memory gtin = new bytes(14);
        uint256 rest = number;
        for (uint256 i = 14; i > 0; --i) {
            gtin[i - 1] = bytes1(uint8(48 + rest % 10));
            rest /= 10;
        }
        // From the right, the digits before the check digit weigh 3, 1, 3, 1 ...; together they fill up to a ten.
        uint256 sum = 0;
        for (uint256 i = 0; i < 13; ++i) {
            sum += (uint8(gtin[12 - i]) - 48) * (i % 2 == 0 ? 3 : 1);
        }
        uint256 check = (10 - sum % 10) % 10;

        if (number % 10 != check) {
            vm.expectRevert(abi.encodeWithSelector(RecallBoard.InvalidGtin.selector, string(gtin)));
        }
        board.recalled(string(gtin), "A1", "DE");
    }

    /// @dev A lot of some of these bytes, each made a capital letter; often short, so that equal ones occur.
    function lotOf(bytes memory seed) private pure returns (string memory) {
        bytes memory lot = new bytes(seed.length % 3);
        for (uint256 i = 0; i < lot.length; ++i) {
            lot[i] = bytes1(uint8(65 + uint8(seed[i]) % 3));
        }
        return string(lot);
    }

    function countryOf(uint256 seed) private pure returns (string memory) {
        string[4] memory countries = ["", "AA", "AB", "BA"];
        return countries[seed % 4];
    }
}
