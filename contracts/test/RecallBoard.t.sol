// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RecallBoard} from "../src/RecallBoard.sol";
import {SignedStatements} from "../src/SignedStatements.sol";
import {RecallFixture} from "./RecallFixture.sol";

contract RecallBoardTest is RecallFixture {
    function setUp() public {
        prepare();
    }

    function test_ARecalledBatchIsRecalledEverywhereAndItsNeighbourIsNot() public {
        declare(GTIN, "A1", "");

        assertTrue(board.recalled(GTIN, "A1", "DE"), "in a country");
        assertTrue(board.recalled(GTIN, "A1", ""), "in a place of no known country");
        assertTrue(!board.recalled(GTIN, "A2", "DE"), "another batch");
        assertTrue(!board.recalled(GTIN, "A2", ""), "another batch, no known country");
        assertTrue(!board.withdrawn(GTIN, "DE"), "the product is not withdrawn");
        assertTrue(!board.withdrawn(GTIN, ""), "nowhere");
    }

    function test_ARecallOfOneCountryCountsThereAndWhereTheCountryIsNotKnown() public {
        declare(GTIN, "A1", "FR");

        assertTrue(board.recalled(GTIN, "A1", "FR"), "there");
        assertTrue(board.recalled(GTIN, "A1", ""), "not known where");
        assertTrue(!board.recalled(GTIN, "A1", "DE"), "elsewhere");
    }

    function test_AWithdrawnProductIsRecalledWithEveryBatch() public {
        declare(GTIN, "", "FR");

        assertTrue(board.withdrawn(GTIN, "FR"), "the product");
        assertTrue(board.withdrawn(GTIN, ""), "the product, no known country");
        assertTrue(!board.withdrawn(GTIN, "DE"), "the product elsewhere");
        assertTrue(board.recalled(GTIN, "A1", "FR"), "a batch");
        assertTrue(board.recalled(GTIN, "A1", ""), "a batch, no known country");
        assertTrue(!board.recalled(GTIN, "A1", "DE"), "a batch elsewhere");
        declare(GTIN, "", "");
        assertTrue(board.recalled(GTIN, "A1", "DE"), "then everywhere");
        assertTrue(board.withdrawn(GTIN, "DE"), "the product everywhere");
    }

    function test_TheDeclarationIsKept() public {
        passBlocks(3);
        declare(GTIN, "A1", "FR");

        RecallBoard.Declaration memory kept = board.declaration(GTIN, "A1", "FR");
        assertEq(kept.organisation, ORGANISATION);
        assertEq(kept.time, TIME);
        assertEq(kept.blockNumber, vm.getBlockNumber());
        assertEq(kept.blockTime, vm.getBlockTimestamp());
        assertTrue(!isDeclared(GTIN, "A1", ""), "not the wider one");
        assertTrue(!isDeclared(GTIN, "", "FR"), "not the product");
    }

    function test_TheEventSaysItPlainly() public {
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "FR", TIME));

        vm.expectEmit(address(board));
        emit RecallBoard.RecallDeclared(
            ORGANISATION,
            keccak256(abi.encode(GTIN, "A1", "FR")),
            GTIN,
            "A1",
            "FR",
            TIME,
            vm.addr(KEY),
            prefixDigest(PREFIX, PREFIX_SALT)
        );
        board.declare(ORGANISATION, GTIN, "A1", "FR", TIME, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);
    }

    function test_AnyoneMayRelay() public {
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "", TIME));
        vm.prank(STRANGER);
        board.declare(ORGANISATION, GTIN, "A1", "", TIME, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);

        assertTrue(isDeclared(GTIN, "A1", ""), "relayed by a stranger");
    }

    function test_ARegulatorRecallsAnyProduct() public {
        bytes memory signature = sign(REGULATOR_KEY, recallDigest(REGULATOR, OTHER_GTIN, "", "", TIME));
        vm.expectEmit(address(board));
        emit RecallBoard.RecallDeclared(
            REGULATOR, keccak256(abi.encode(OTHER_GTIN, "", "")), OTHER_GTIN, "", "", TIME, vm.addr(REGULATOR_KEY), 0
        );
        board.declare(REGULATOR, OTHER_GTIN, "", "", TIME, DEADLINE, 0, 0, signature);

        assertEq(board.declaration(OTHER_GTIN, "", "").organisation, REGULATOR);
    }

    function test_AWiderRecallFollowsANarrowerOne() public {
        declare(GTIN, "A1", "FR");
        declare(GTIN, "A1", "");
        declare(GTIN, "", "");

        assertTrue(isDeclared(GTIN, "A1", "FR") && isDeclared(GTIN, "A1", "") && isDeclared(GTIN, "", ""), "each");
    }

    function test_RevertWhen_ItStandsThereAlready() public {
        declare(GTIN, "A1", "FR");
        passBlocks(1);

        expectRevertOfRecall(
            GTIN,
            "A1",
            "FR",
            abi.encodeWithSelector(RecallBoard.RecallAlreadyDeclared.selector, ORGANISATION, GTIN, "A1", "FR")
        );
        bytes memory signature = sign(REGULATOR_KEY, recallDigest(REGULATOR, GTIN, "A1", "FR", TIME + 1));
        vm.expectRevert(
            abi.encodeWithSelector(RecallBoard.RecallAlreadyDeclared.selector, ORGANISATION, GTIN, "A1", "FR")
        );
        board.declare(REGULATOR, GTIN, "A1", "FR", TIME + 1, DEADLINE, 0, 0, signature);
        assertEq(board.declaration(GTIN, "A1", "FR").time, TIME);
    }

    function test_RevertWhen_ThePrefixIsNotTheOrganisations() public {
        expectRevertOfRecall(OTHER_GTIN, "A1", "", notEntitled(ORGANISATION, OTHER_GTIN));

        bytes memory signature = sign(OTHER_KEY, recallDigest(OTHER_ORGANISATION, GTIN, "A1", "", TIME));
        vm.expectRevert(notEntitled(OTHER_ORGANISATION, GTIN));
        board.declare(OTHER_ORGANISATION, GTIN, "A1", "", TIME, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);
    }

    function test_RevertWhen_ThePrefixWasWithdrawn() public {
        govern(abi.encodeCall(registry.withdrawPrefix, (ORGANISATION, prefixDigest(PREFIX, PREFIX_SALT))));

        expectRevertOfRecall(GTIN, "A1", "", notEntitled(ORGANISATION, GTIN));
    }

    function test_RevertWhen_WhoHasThePrefixIsNoManufacturerAnyMore() public {
        for (uint32 roles = 1; roles < 8; ++roles) {
            govern(abi.encodeCall(registry.changeRoles, (ORGANISATION, roles)));
            if (roles & 1 == 0) {
                expectRevertOfRecall(GTIN, "A1", "", notEntitled(ORGANISATION, GTIN));
            }
        }
        declare(GTIN, "A1", "");
    }

    function test_RevertWhen_ThePrefixHasThreeOrThirteenDigits() public {
        string[2] memory prefixes = ["952", "9521101000009"];
        for (uint256 i = 0; i < 2; ++i) {
            govern(abi.encodeCall(registry.grantPrefix, (ORGANISATION, prefixDigest(prefixes[i], PREFIX_SALT))));
            bytes memory signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "", TIME));
            vm.expectRevert(notEntitled(ORGANISATION, GTIN));
            board.declare(
                ORGANISATION, GTIN, "A1", "", TIME, DEADLINE, uint8(bytes(prefixes[i]).length), PREFIX_SALT, signature
            );
        }
    }

    /// @dev The first digit of a GTIN of 14 is how it is packed, and belongs to no prefix.
    function test_APrefixBeginsBehindTheIndicator() public {
        declare("19521101000006", "A1", "");

        assertTrue(isDeclared("19521101000006", "A1", ""), "a case of the same maker");
        assertTrue(!board.recalled(GTIN, "A1", "DE"), "the pack is another product");
    }

    function test_ARecallIsRelayedUntilItsDeadline() public {
        uint64 here_ = uint64(vm.getBlockTimestamp());
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "", TIME, here_));
        uint256 snapshot = vm.snapshotState();
        board.declare(ORGANISATION, GTIN, "A1", "", TIME, here_, PREFIX_LENGTH, PREFIX_SALT, signature);
        assertTrue(isDeclared(GTIN, "A1", ""), "at the very second");
        vm.revertToState(snapshot);

        vm.warp(uint256(here_) + 1);
        vm.expectRevert(abi.encodeWithSelector(RecallBoard.DeadlinePassed.selector, here_));
        board.declare(ORGANISATION, GTIN, "A1", "", TIME, here_, PREFIX_LENGTH, PREFIX_SALT, signature);
    }

    /// @dev What was refused cannot be brought for ever after: neither with its deadline nor with another.
    function test_RevertWhen_AStrangerBringsWhatWasRefusedLongAgo() public {
        govern(abi.encodeCall(registry.suspend, (ORGANISATION)));
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "", TIME));
        vm.expectRevert(abi.encodeWithSelector(SignedStatements.OrganisationNotActive.selector, ORGANISATION));
        board.declare(ORGANISATION, GTIN, "A1", "", TIME, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);
        govern(abi.encodeCall(registry.resume, (ORGANISATION)));
        vm.warp(uint256(DEADLINE) + 1);

        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(RecallBoard.DeadlinePassed.selector, DEADLINE));
        board.declare(ORGANISATION, GTIN, "A1", "", TIME, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(SignedStatements.NotSignedByActiveKey.selector, ORGANISATION));
        board.declare(ORGANISATION, GTIN, "A1", "", TIME, DEADLINE + 10, PREFIX_LENGTH, PREFIX_SALT, signature);
    }

    function test_RevertWhen_ItIsDatedAhead() public {
        uint64 latest = uint64(vm.getBlockTimestamp()) + 300;
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "", latest + 1));
        vm.expectRevert(abi.encodeWithSelector(RecallBoard.TimeInFuture.selector, latest + 1));
        board.declare(ORGANISATION, GTIN, "A1", "", latest + 1, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);
        signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "", type(uint64).max));
        vm.expectRevert(abi.encodeWithSelector(RecallBoard.TimeInFuture.selector, type(uint64).max));
        board.declare(ORGANISATION, GTIN, "A1", "", type(uint64).max, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);

        signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "", latest));
        board.declare(ORGANISATION, GTIN, "A1", "", latest, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);
        assertEq(board.declaration(GTIN, "A1", "").time, latest);
    }

    function test_RevertWhen_TheBatchOfAPackIsNotGiven() public {
        declare(GTIN, "A1", "");

        vm.expectRevert(abi.encodeWithSelector(RecallBoard.InvalidLot.selector, ""));
        board.recalled(GTIN, "", "DE");
        vm.expectRevert(abi.encodeWithSelector(RecallBoard.InvalidLot.selector, ""));
        board.recalled(GTIN, "", "");
    }

    function test_RevertWhen_TheSaltOrTheLengthOfThePrefixIsWrong() public {
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, GTIN, "A1", "", TIME));
        for (uint8 length = 0; length < 16; ++length) {
            if (length == PREFIX_LENGTH) continue;
            vm.expectRevert(notEntitled(ORGANISATION, GTIN));
            board.declare(ORGANISATION, GTIN, "A1", "", TIME, DEADLINE, length, PREFIX_SALT, signature);
        }
        vm.expectRevert(notEntitled(ORGANISATION, GTIN));
        board.declare(ORGANISATION, GTIN, "A1", "", TIME, DEADLINE, PREFIX_LENGTH, bytes32(0), signature);
    }

    function test_APrefixOfFourAndOfTwelveDigitsEntitles() public {
        govern(abi.encodeCall(registry.grantPrefix, (ORGANISATION, prefixDigest("9521", PREFIX_SALT))));
        govern(abi.encodeCall(registry.grantPrefix, (ORGANISATION, prefixDigest("952110200000", PREFIX_SALT))));
        bytes memory signature = sign(KEY, recallDigest(ORGANISATION, OTHER_GTIN, "A", "", TIME));
        board.declare(ORGANISATION, OTHER_GTIN, "A", "", TIME, DEADLINE, 4, PREFIX_SALT, signature);
        signature = sign(KEY, recallDigest(ORGANISATION, OTHER_GTIN, "B", "", TIME));
        board.declare(ORGANISATION, OTHER_GTIN, "B", "", TIME, DEADLINE, 12, PREFIX_SALT, signature);

        assertTrue(isDeclared(OTHER_GTIN, "A", "") && isDeclared(OTHER_GTIN, "B", ""), "both");
    }

    function test_RevertWhen_TheOrganisationIsSuspendedOrUnknown() public {
        bytes memory signature = sign(0xBEEF, recallDigest(SEAL, GTIN, "A1", "", TIME));
        vm.expectRevert(abi.encodeWithSelector(SignedStatements.OrganisationNotActive.selector, SEAL));
        board.declare(SEAL, GTIN, "A1", "", TIME, DEADLINE, PREFIX_LENGTH, PREFIX_SALT, signature);

        govern(abi.encodeCall(registry.suspend, (ORGANISATION)));
        expectRevertOfRecall(
            GTIN, "A1", "", abi.encodeWithSelector(SignedStatements.OrganisationNotActive.selector, ORGANISATION)
        );
    }

    function test_RevertWhen_AKeyWasRotatedOut() public {
        vm.prank(vm.addr(KEY));
        registry.rotateKey(ORGANISATION, vm.addr(0xBEEF));

        expectRevertOfRecall(
            GTIN, "A1", "", abi.encodeWithSelector(SignedStatements.NotSignedByActiveKey.selector, ORGANISATION)
        );
    }

    function test_RevertWhen_TheGtinIsNone() public {
        string[6] memory wrong =
            ["", "9521101000009", "095211010000090", "09521101000008", "0952110100000a", " 9521101000009"];
        for (uint256 i = 0; i < wrong.length; ++i) {
            expectRevertOfRecall(wrong[i], "A1", "", abi.encodeWithSelector(RecallBoard.InvalidGtin.selector, wrong[i]));
            vm.expectRevert(abi.encodeWithSelector(RecallBoard.InvalidGtin.selector, wrong[i]));
            board.recalled(wrong[i], "A1", "");
            vm.expectRevert(abi.encodeWithSelector(RecallBoard.InvalidGtin.selector, wrong[i]));
            board.withdrawn(wrong[i], "");
        }
    }

    function test_RevertWhen_TheCountryIsNone() public {
        string[9] memory wrong = ["D", "DEU", "de", "dE", "D1", "@E", "D[", "UK", "EL"];
        for (uint256 i = 0; i < wrong.length; ++i) {
            expectRevertOfRecall(
                GTIN, "A1", wrong[i], abi.encodeWithSelector(RecallBoard.InvalidCountry.selector, wrong[i])
            );
            vm.expectRevert(abi.encodeWithSelector(RecallBoard.InvalidCountry.selector, wrong[i]));
            board.declaration(GTIN, "A1", wrong[i]);
            vm.expectRevert(abi.encodeWithSelector(RecallBoard.InvalidCountry.selector, wrong[i]));
            board.recalled(GTIN, "A1", wrong[i]);
            vm.expectRevert(abi.encodeWithSelector(RecallBoard.InvalidCountry.selector, wrong[i]));
            board.withdrawn(GTIN, wrong[i]);
        }
    }

    function test_RevertWhen_TheLotIsTooLong() public {
        declare(GTIN, "12345678901234567890", "");
        assertTrue(board.recalled(GTIN, "12345678901234567890", "DE"), "twenty characters");

        string memory long = "123456789012345678901";
        expectRevertOfRecall(GTIN, long, "", abi.encodeWithSelector(RecallBoard.InvalidLot.selector, long));
    }

    /// @dev GS1 General Specifications, figure 7.11-1, written down once more.
    function test_ALotHasTheCharactersOfSet82() public {
        bytes memory allowed = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
        assertEq(allowed.length, 82);
        for (uint256 code = 0; code < 256; ++code) {
            string memory lot = string(abi.encodePacked(uint8(code)));
            bool found = false;
            for (uint256 i = 0; i < allowed.length; ++i) {
                if (uint8(allowed[i]) == code) found = true;
            }
            if (found) {
                assertTrue(!board.recalled(GTIN, lot, "DE"), lot);
            } else {
                vm.expectRevert(abi.encodeWithSelector(RecallBoard.InvalidLot.selector, lot));
                board.recalled(GTIN, lot, "DE");
            }
        }
    }

    function test_TheEndOfALotIsNotTakenForACountry() public {
        declare(GTIN, "A1DE", "");
        assertTrue(!isDeclared(GTIN, "A1", "DE"), "lot and country");
        assertTrue(!board.recalled(GTIN, "A1", "DE"), "lot and country");
        declare(GTIN, "B2", "DE");
        assertTrue(!isDeclared(GTIN, "B2DE", ""), "lot only");
        assertTrue(!board.recalled(GTIN, "B2DE", "FR"), "lot only");
        declare(GTIN, "", "FR");
        assertTrue(!isDeclared(GTIN, "FR", ""), "a batch of the country's name");
    }

    function test_TheDomainIsPublished() public view {
        (, string memory name, string memory version, uint256 chain, address verifier,,) = board.eip712Domain();

        assertEq(keccak256(bytes(name)), keccak256("PharmaTrace"));
        assertEq(keccak256(bytes(version)), keccak256("1"));
        assertEq(chain, block.chainid);
        assertEq(verifier, address(board));
    }
}
