// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Closure, CustodyLedger} from "../src/CustodyLedger.sol";
import {SignedStatements} from "../src/SignedStatements.sol";
import {RecallBoard} from "../src/RecallBoard.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Holds the contract to the byte formats that evidence relies on: the values are those of
/// services/transparency/src/test/resources/vectors (commit.json, closures.json, head.json, recall.json), and the storage slots are
/// those that state proofs ask for. None of them may ever change for a deployed ledger.
contract FrozenFormatsTest is Fixture {
    /// @dev The ledger of commit.json.
    address private constant LEDGER = 0x00000000000000000000000000000000001ed6E4;
    uint256 private constant RECORDS_SLOT = 2;
    uint256 private constant CLOSED_SLOT = 3;
    bytes32 private constant SUCCESSOR_SLOT = bytes32(uint256(4));
    uint256 private constant DECLARATIONS_SLOT = 2;

    /// @dev The signer of head.json: the account of the documentation of web3.js, whose key is public.
    uint256 private constant VECTOR_KEY = 0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318;
    bytes32 private constant VECTOR_ORGANISATION = 0xd9019ff220a47ff8fc99a817e65ded92f7920f0a1e26acf02163d28d10b1f9f0;
    bytes32 private constant VECTOR_ROOT = 0x4b8c3a260ef5a839879952e5934b96d1194cfb95e7abc03861fad16f5d2c0556;

    function setUp() public {
        deploy();
        admit(VECTOR_ORGANISATION, VECTOR_KEY);
        vm.etch(LEDGER, address(ledger).code);
        vm.store(LEDGER, SUCCESSOR_SLOT, vm.load(address(ledger), SUCCESSOR_SLOT)); // It is in force.
    }

    function test_DigestsAreThoseOfTheVectors() public {
        expectDigest(31337, 1, 1000, none(), 0x2aa7d2b2cd5a85a4ab29ff89ff2bc23264ed890c8e7e9d8457425c28d2e36622);
        expectDigest(
            20261121, 2, 1001, oneClosure(), 0xdde4be92aec0d0a26e9919ea22c3e2352e6aac59ea093ca8b7df85d5c8fd639c
        );
        expectDigest(
            20261121, 4, 1003, threeClosures(), 0xb6af0129b36c0bb817c59be423ad0bb82979faf5f34c9538678af3dc41708842
        );
    }

    function test_HeadsAreThoseOfTheVectors() public {
        expectHead(
            101,
            1795000001,
            1,
            10,
            0xb1feffa684121f7dce36e58596bc30fb36a003d67b91bad030af0ab2041430d4,
            none(),
            0x9a31555a8e4c151ab344499303664e807c5c8504fd88b350eb5e10d61ed4c54b
        );
        expectHead(
            102,
            1795000002,
            2,
            20,
            0xc26cefefa9c023699397fdc56ea1d88bb206086f34b05d3ddbe1420e723c7431,
            oneClosure(),
            0x77d6bae9cc3f12f1f4428338f8012c628d253cc4ce3cbf7aba91543025ef8b83
        );
    }

    function test_DigestsOfRecallsAreThoseOfTheVectors() public {
        vm.etch(LEDGER, address(board).code);
        expectRecallDigest("", "", 1, 4102444800, 0xb014d642ef788e0bc1b8cfe59756c062ba9f05d9799b393bbfd65b0ea347a47d);
        expectRecallDigest(
            "A1", "", 1795000000, 1800000000, 0x28dc27247f0227c875e1f995036b4ae8cee162d32b9c27e3c338d6d7e3f2641c
        );
        expectRecallDigest(
            "!\"%&'()*+,-./:;<=>?_",
            "FR",
            1795000001,
            9007199254740991,
            0x8595b20feb29ae35e2f3c027fabf626ed33b92e663ca6eba44bb3b8c33ca1938
        );
    }

    /// @dev Salt and digest are those of CompanyPrefixesTest in services/anchoring.
    function test_APrefixIsProvedAsTheApplicationProvesIt() public {
        bytes32 salt = 0x2afedb00d1d33003ae0ea80e9a0e91d5f8e0f987a76ebeae693a530c7f1d0b3d;
        bytes32 digest_ = 0x5cd53e43c0adf5f833cca862ee2cd033542cb2136159fe5afff14d193cb6e18e;
        govern(abi.encodeCall(registry.grantPrefix, (VECTOR_ORGANISATION, digest_)));
        uint64 deadline = uint64(vm.getBlockTimestamp());
        bytes memory signature = signedRecall("", 1, deadline);
        board.declare(VECTOR_ORGANISATION, "09521101000009", "A1", "", 1, deadline, 7, salt, signature);

        assertEq(board.declaration("09521101000009", "A1", "").organisation, VECTOR_ORGANISATION);
    }

    function test_ARecallIsInTheTwoSlotsOfItsScope() public {
        bytes32 scope = keccak256(abi.encode("09521101000009", "A1", "FR"));
        bytes32 slot = keccak256(abi.encode(scope, DECLARATIONS_SLOT));
        govern(abi.encodeCall(registry.changeRoles, (VECTOR_ORGANISATION, 8)));
        uint64 deadline = uint64(vm.getBlockTimestamp());
        bytes memory signature = signedRecall("FR", 7, deadline);
        board.declare(VECTOR_ORGANISATION, "09521101000009", "A1", "FR", 7, deadline, 0, 0, signature);

        assertEq(vm.load(address(board), slot), VECTOR_ORGANISATION);
        assertEq(
            vm.load(address(board), bytes32(uint256(slot) + 1)),
            bytes32(vm.getBlockTimestamp() << 128 | vm.getBlockNumber() << 64 | 7)
        );
    }

    function test_AHeadIsInTheFirstSlotOfItsRecord() public {
        commitAs(VECTOR_KEY, VECTOR_ORGANISATION, 1, 7, VECTOR_ROOT, none());

        assertEq(vm.load(address(ledger), recordSlot()), ledger.head(VECTOR_ORGANISATION));
        assertTrue(ledger.head(VECTOR_ORGANISATION) != bytes32(0), "a head that is not zero");
    }

    function test_TheLastCommitmentIsInTheSecondSlotOfItsRecord() public {
        commitAs(VECTOR_KEY, VECTOR_ORGANISATION, 1, 7, VECTOR_ROOT, none());

        assertEq(
            vm.load(address(ledger), bytes32(uint256(recordSlot()) + 1)),
            bytes32(vm.getBlockTimestamp() << 128 | 7 << 64 | 1)
        );
    }

    function test_ClosedSlotsAreUnderTheOrganisationAndTheSeal() public {
        commitAs(VECTOR_KEY, VECTOR_ORGANISATION, 1, 7, VECTOR_ROOT, one(SEAL, 1 << 255 | 5));
        bytes32 ofOrganisation = keccak256(abi.encode(VECTOR_ORGANISATION, CLOSED_SLOT));

        assertEq(vm.load(address(ledger), keccak256(abi.encode(SEAL, ofOrganisation))), bytes32(uint256(1 << 255 | 5)));
    }

    /// @dev So a state proof of an organisation's last commitment tells whether the ledger was frozen.
    function test_ARecordOfAFrozenLedgerHasItsEndInsteadOfItsSequence() public {
        commitAs(VECTOR_KEY, VECTOR_ORGANISATION, 1, 7, VECTOR_ROOT, one(SEAL, 5));
        bytes32 head = ledger.head(VECTOR_ORGANISATION);
        assertEq(vm.load(address(ledger), SUCCESSOR_SLOT), bytes32(uint256(1) << 160));
        address frozen = address(ledger);
        succeed();

        assertEq(vm.load(frozen, SUCCESSOR_SLOT), bytes32(uint256(uint160(address(ledger)))));
        assertEq(vm.load(frozen, recordSlot()), head);
        assertEq(
            vm.load(frozen, bytes32(uint256(recordSlot()) + 1)),
            bytes32(uint256(1) << 192 | vm.getBlockTimestamp() << 128 | 7 << 64)
        );
    }

    function test_TheActiveKeyRolesAndSuspensionShareTheFirstSlotOfAnOrganisation() public {
        bytes32 slot = keccak256(abi.encode(VECTOR_ORGANISATION, uint256(0)));
        uint256 active = uint256(1) << 160 | uint160(vm.addr(VECTOR_KEY));
        assertEq(vm.load(address(registry), slot), bytes32(active));
        assertEq(vm.load(address(registry), bytes32(uint256(slot) + 1)), IDENTITY);

        govern(abi.encodeCall(registry.suspend, (VECTOR_ORGANISATION)));
        assertEq(vm.load(address(registry), slot), bytes32(uint256(1) << 192 | active));
    }

    function test_TheKeyHistoryIsAnArrayOfBlocksAndKeys() public {
        bytes32 slot = keccak256(abi.encode(VECTOR_ORGANISATION, uint256(1)));
        uint256 admitted = vm.getBlockNumber();
        passBlocks(10);
        govern(abi.encodeCall(registry.rotateKey, (VECTOR_ORGANISATION, vm.addr(OTHER_KEY))));

        bytes32 first = keccak256(abi.encode(slot));
        assertEq(vm.load(address(registry), slot), bytes32(uint256(2)));
        assertEq(vm.load(address(registry), first), bytes32(uint256(uint160(vm.addr(VECTOR_KEY))) << 96 | admitted));
        assertEq(
            vm.load(address(registry), bytes32(uint256(first) + 1)),
            bytes32(uint256(uint160(vm.addr(OTHER_KEY))) << 96 | admitted + 10)
        );
    }

    function test_AnEntitlementIsUnderTheOrganisationAndThePrefixDigest() public {
        bytes32 prefix = keccak256("salted digest of a company prefix");
        govern(abi.encodeCall(registry.grantPrefix, (VECTOR_ORGANISATION, prefix)));
        uint256 since = vm.getBlockNumber();
        passBlocks(3);
        govern(abi.encodeCall(registry.withdrawPrefix, (VECTOR_ORGANISATION, prefix)));

        bytes32 ofOrganisation = keccak256(abi.encode(VECTOR_ORGANISATION, uint256(3)));
        assertEq(
            vm.load(address(registry), keccak256(abi.encode(prefix, ofOrganisation))), bytes32(since + 3 << 64 | since)
        );
    }

    /// @dev A signature of this very digest must be good for the commitment, and of any other must not.
    function expectDigest(uint256 chain, uint64 sequence, uint64 logSize, Closure[] memory closures, bytes32 expected)
        private
    {
        vm.chainId(chain);
        // The commitments of the vectors do not follow each other.
        vm.store(LEDGER, bytes32(uint256(recordSlot()) + 1), bytes32(uint256(sequence) - 1));

        bytes memory wrong = sign(VECTOR_KEY, bytes32(uint256(expected) ^ 1));
        vm.expectRevert(abi.encodeWithSelector(SignedStatements.NotSignedByActiveKey.selector, VECTOR_ORGANISATION));
        CustodyLedger(LEDGER).commit(VECTOR_ORGANISATION, sequence, logSize, VECTOR_ROOT, closures, wrong);

        bytes memory right = sign(VECTOR_KEY, expected);
        uint256 snapshot = vm.snapshotState();
        CustodyLedger(LEDGER).commit(VECTOR_ORGANISATION, sequence, logSize, VECTOR_ROOT, closures, right);
        (uint64 committed,,) = CustodyLedger(LEDGER).last(VECTOR_ORGANISATION);
        assertEq(committed, sequence);
        vm.revertToState(snapshot);
    }

    /// @dev A signed recall of batch A1 for our board, by the organisation of the vectors.
    function signedRecall(string memory country, uint64 time, uint64 deadline) private view returns (bytes memory) {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "Recall(bytes32 organisation,string gtin,string lot,string country,uint64 time,uint64 deadline)"
                ),
                VECTOR_ORGANISATION,
                keccak256("09521101000009"),
                keccak256("A1"),
                keccak256(bytes(country)),
                time,
                deadline
            )
        );
        return sign(VECTOR_KEY, keccak256(bytes.concat(hex"1901", domainOf(block.chainid, address(board)), structHash)));
    }

    /// @dev A signature of this very digest must be good for the recall; then it is the prefix that is missing.
    function expectRecallDigest(
        string memory lot,
        string memory country,
        uint64 time,
        uint64 deadline,
        bytes32 expected
    ) private {
        string memory gtin = "09521101000009";
        vm.chainId(20261121);

        bytes memory wrong = sign(VECTOR_KEY, bytes32(uint256(expected) ^ 1));
        vm.expectRevert(abi.encodeWithSelector(SignedStatements.NotSignedByActiveKey.selector, VECTOR_ORGANISATION));
        RecallBoard(LEDGER).declare(VECTOR_ORGANISATION, gtin, lot, country, time, deadline, 7, 0, wrong);

        bytes memory right = sign(VECTOR_KEY, expected);
        vm.expectRevert(abi.encodeWithSelector(RecallBoard.NotEntitled.selector, VECTOR_ORGANISATION, gtin));
        RecallBoard(LEDGER).declare(VECTOR_ORGANISATION, gtin, lot, country, time, deadline, 7, 0, right);
    }

    function expectHead(
        uint256 blockNumber,
        uint256 time,
        uint64 sequence,
        uint64 logSize,
        bytes32 logRoot,
        Closure[] memory closures,
        bytes32 expected
    ) private {
        vm.roll(blockNumber);
        vm.warp(time);
        commitAs(VECTOR_KEY, VECTOR_ORGANISATION, sequence, logSize, logRoot, closures);

        assertEq(ledger.head(VECTOR_ORGANISATION), expected);
    }

    function recordSlot() private pure returns (bytes32) {
        return keccak256(abi.encode(VECTOR_ORGANISATION, RECORDS_SLOT));
    }

    function oneClosure() private pure returns (Closure[] memory closures) {
        closures = new Closure[](1);
        closures[0] = threeClosures()[0];
    }

    function threeClosures() private pure returns (Closure[] memory closures) {
        closures = new Closure[](3);
        closures[0] = Closure(
            0xca86737c09d6c05db01209d30b116b9da1e1b29d3f93cec5e8781808db3be7ac,
            1 << 0,
            0x3ff0e5382c93c7a8e65fa5e2ea8823f8f8740b0f5dea3c3625bc0c7d23d3fe3d
        );
        closures[1] = Closure(
            0xa1964fb8d978a180f83720469ae975975b80a789b026fc35151cff6fe47520f9,
            1 << 255,
            0xa5a586467a0aeb2a2b99d351ca70ef95db1363d96b1a06b6dd68fd15a46dd928
        );
        closures[2] = Closure(
            0x387406a22c0fd57c6354ac516660722dca5fca5e963e10aebc84ef219eec2722,
            1 << 1 | 1 << 8 | 1 << 100,
            0xd0f5b82072bec185bb09e82a0ac2e6b5a114802614a71994b85c88aeb3a1425b
        );
    }
}
