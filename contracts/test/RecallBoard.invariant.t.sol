// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RecallBoard} from "../src/RecallBoard.sol";
import {RecallFixture} from "./RecallFixture.sol";

/// @notice Declares whatever forge thinks of, honest or not, beside a model that knows what must happen. Fails when
/// something succeeds that must not, or the other way round.
contract RecallHandler is RecallFixture {
    string[2] private gtins = [GTIN, OTHER_GTIN];
    string[3] private lots = ["", "A1", "A1DE"];
    string[3] private countries = ["", "DE", "FR"];
    mapping(uint256 cell => uint64 time) private times;
    uint256 private count;
    bool private suspended;
    bool private granted = true;

    constructor() {
        prepare();
    }

    /// @notice Declares as the manufacturer, the manufacturer without prefix, the regulator, or with a stranger's key.
    function declareAs(uint256 who, uint256 gtin, uint256 lot, uint256 country, uint64 time) external {
        (gtin, lot, country) = (gtin % 2, lot % 3, country % 3);
        bytes32[4] memory organisations = [ORGANISATION, OTHER_ORGANISATION, REGULATOR, ORGANISATION];
        uint256[4] memory keys = [KEY, OTHER_KEY, REGULATOR_KEY, 0x5777];
        who %= 4;
        time = time % 4 == 0 ? time : 1 + time % TIME;
        if (time == 0) time = 1;
        uint256 cell = cellOf(gtin, lot, country);
        bool good = times[cell] == 0 && time <= vm.getBlockTimestamp() + 5 minutes && vm.getBlockTimestamp() <= DEADLINE
            && (who == 2 || who == 0 && gtin == 0 && granted && !suspended);
        bytes memory signature =
            sign(keys[who], recallDigest(organisations[who], gtins[gtin], lots[lot], countries[country], time));

        try board.declare(
            organisations[who],
            gtins[gtin],
            lots[lot],
            countries[country],
            time,
            DEADLINE,
            PREFIX_LENGTH,
            PREFIX_SALT,
            signature
        ) {
            assertTrue(good, "a bad recall was accepted");
            times[cell] = time;
            ++count;
        } catch {
            assertTrue(!good, "a good recall was refused");
        }
    }

    /// @notice The governors suspend the manufacturer, or resume it.
    function suspendOrResume() external {
        govern(
            suspended
                ? abi.encodeCall(registry.resume, (ORGANISATION))
                : abi.encodeCall(registry.suspend, (ORGANISATION))
        );
        suspended = !suspended;
    }

    /// @notice The governors withdraw the manufacturer's prefix; it never comes back under this salt.
    function withdrawPrefix(uint8 chance) external {
        if (!granted || chance % 8 != 0) return;
        govern(abi.encodeCall(registry.withdrawPrefix, (ORGANISATION, prefixDigest(PREFIX, PREFIX_SALT))));
        granted = false;
    }

    /// @notice Time passes.
    function pass(uint8 blocks) external {
        passBlocks(blocks);
    }

    /// @notice Fails unless every answer of the board is what the model says; what stood once stands.
    function check() external view {
        for (uint256 gtin = 0; gtin < 2; ++gtin) {
            for (uint256 lot = 0; lot < 3; ++lot) {
                bool anywhere = false;
                for (uint256 country = 0; country < 3; ++country) {
                    RecallBoard.Declaration memory kept = board.declaration(gtins[gtin], lots[lot], countries[country]);
                    assertEq(kept.time, times[cellOf(gtin, lot, country)]);
                    assertTrue((kept.organisation != 0) == (kept.time != 0), "an organisation and a time, or neither");
                    anywhere = anywhere || kept.time != 0 || times[cellOf(gtin, 0, country)] != 0;
                    if (country == 0) continue;
                    bool expected = times[cellOf(gtin, 0, 0)] != 0 || times[cellOf(gtin, 0, country)] != 0
                        || times[cellOf(gtin, lot, 0)] != 0 || kept.time != 0;
                    assertTrue(answer(gtin, lot, country) == expected, "in a country");
                }
                assertTrue(answer(gtin, lot, 0) == anywhere, "in no known country");
            }
        }
    }

    /// @dev What the board says of a batch, or of the product.
    function answer(uint256 gtin, uint256 lot, uint256 country) private view returns (bool) {
        return lot == 0
            ? board.withdrawn(gtins[gtin], countries[country])
            : board.recalled(gtins[gtin], lots[lot], countries[country]);
    }

    /// @notice How many recalls were accepted.
    function accepted() external view returns (uint256) {
        return count;
    }

    function cellOf(uint256 gtin, uint256 lot, uint256 country) private pure returns (uint256) {
        return gtin * 9 + lot * 3 + country;
    }
}

/// @notice No sequence of calls undoes a recall, declares one twice, or lets somebody declare who may not.
contract RecallBoardInvariantTest {
    RecallHandler private handler;

    function setUp() public {
        handler = new RecallHandler();
    }

    /// @notice Tells forge what to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_TheBoardIsWhatTheModelSays() public view {
        handler.check();
    }

    /// @notice The handler itself does what its name says, so that the invariant is not about nothing.
    function test_TheHandlerDeclares() public {
        handler.declareAs(0, 0, 1, 1, 5);
        handler.declareAs(0, 0, 1, 1, 6);
        handler.declareAs(0, 1, 1, 1, 5);
        handler.declareAs(2, 1, 1, 1, 5);
        handler.declareAs(1, 0, 0, 0, 5);
        handler.declareAs(3, 0, 0, 0, 5);
        handler.check();
        require(handler.accepted() == 2, "two of six recalls");
    }
}
