// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Closure} from "../src/CustodyLedger.sol";
import {SignedStatements} from "../src/SignedStatements.sol";
import {Fixture} from "./Fixture.sol";

/// @notice What the tests of the ledger share: two admitted organisations, and commitments that must fail.
abstract contract LedgerFixture is Fixture {
    /// @dev The order of the curve secp256k1.
    uint256 internal constant CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    function setUp() public {
        deploy();
        admit(ORGANISATION, KEY);
        admit(OTHER_ORGANISATION, OTHER_KEY);
    }

    /// @dev A well signed commitment of the organisation that must fail with this error.
    function expectRevertOfCommit(uint64 sequence, uint64 logSize, Closure[] memory closures, bytes memory error_)
        internal
    {
        bytes memory signature = sign(KEY, digest(here(), ORGANISATION, sequence, logSize, ROOT, closures));
        vm.expectRevert(error_);
        ledger.commit(ORGANISATION, sequence, logSize, ROOT, closures, signature);
    }

    function expectNotSigned(bytes memory signature) internal {
        vm.expectRevert(abi.encodeWithSelector(SignedStatements.NotSignedByActiveKey.selector, ORGANISATION));
        ledger.commit(ORGANISATION, 1, 7, ROOT, none(), signature);
    }
}
