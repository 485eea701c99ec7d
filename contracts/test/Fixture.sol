// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Closure, CustodyLedger} from "../src/CustodyLedger.sol";
import {Governors} from "../src/Governors.sol";
import {OrganisationRegistry} from "../src/OrganisationRegistry.sol";
import {RecallBoard} from "../src/RecallBoard.sol";
import {Roles} from "../src/Roles.sol";
import {Vm} from "./Vm.sol";

/// @notice What every test of ours starts from: a registry ruled by 2 of 3 governors, a ledger and a recall board on it, and the means to
/// govern, sign and compare. The hashes are written here once more, from the standards and not from the contracts.
abstract contract Fixture {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint256 internal constant KEY = 0xA11CE;
    uint256 internal constant OTHER_KEY = 0xB0B;
    bytes32 internal constant ORGANISATION = keccak256("organisation");
    bytes32 internal constant OTHER_ORGANISATION = keccak256("other organisation");
    bytes32 internal constant IDENTITY = keccak256("identity document");
    bytes32 internal constant SEAL = keccak256("seal");
    bytes32 internal constant ROOT = keccak256("log root");

    address internal constant ALICE = address(0xA1);
    address internal constant BOB = address(0xB0);
    address internal constant CAROL = address(0xCA);
    address internal constant STRANGER = address(0x5777);

    Governors internal governors;
    OrganisationRegistry internal registry;
    CustodyLedger internal ledger;
    RecallBoard internal board;
    uint256 private _salts;

    error NotEqual(bytes32 actual, bytes32 expected);
    error NotTrue(string what);

    /// @dev Lets this many blocks of a second each pass.
    function passBlocks(uint256 count) internal {
        vm.roll(vm.getBlockNumber() + count);
        vm.warp(vm.getBlockTimestamp() + count);
    }

    function deploy() internal {
        vm.roll(1000);
        vm.warp(1_800_000_000);
        governors = new Governors(three(), 2);
        registry = new OrganisationRegistry(address(governors));
        ledger = new CustodyLedger(registry, CustodyLedger(address(0)));
        board = new RecallBoard(registry);
    }

    /// @dev Lets two governors approve a call to the registry, which is then made.
    function govern(bytes memory call) internal {
        govern(address(registry), call);
    }

    /// @dev Lets two governors approve a call to a contract, which is then made.
    function govern(address target, bytes memory call) internal {
        bytes32 salt = bytes32(++_salts);
        vm.prank(ALICE);
        governors.approve(salt, target, call);
        vm.prank(BOB);
        governors.approve(salt, target, call);
    }

    /// @dev Our ledger is frozen; from here on it is the successor.
    function succeed() internal {
        CustodyLedger next = new CustodyLedger(registry, ledger);
        govern(address(ledger), abi.encodeCall(ledger.freeze, (next)));
        ledger = next;
    }

    function admit(bytes32 organisation, uint256 privateKey) internal {
        govern(admission(organisation, vm.addr(privateKey)));
    }

    function admission(bytes32 organisation, address key) internal view returns (bytes memory) {
        return abi.encodeCall(registry.admit, (organisation, IDENTITY, Roles.MANUFACTURER, key, new bytes32[](0)));
    }

    /// @dev Commits with the signature of the holder of `privateKey`.
    function commitAs(
        uint256 privateKey,
        bytes32 organisation,
        uint64 sequence,
        uint64 logSize,
        bytes32 logRoot,
        Closure[] memory closures
    ) internal {
        bytes memory signature = sign(privateKey, digest(here(), organisation, sequence, logSize, logRoot, closures));
        ledger.commit(organisation, sequence, logSize, logRoot, closures, signature);
    }

    /// @dev The EIP-712 digest of a commitment in the domain of that hash.
    function digest(
        bytes32 domain,
        bytes32 organisation,
        uint64 sequence,
        uint64 logSize,
        bytes32 logRoot,
        Closure[] memory closures
    ) internal pure returns (bytes32) {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "Commit(bytes32 organisation,uint64 sequence,uint64 logSize,bytes32 logRoot,Closure[] closures)Closure(bytes32 seal,uint256 slots,bytes32 binding)"
                ),
                organisation,
                sequence,
                logSize,
                logRoot,
                closuresHash(closures)
            )
        );
        return keccak256(bytes.concat(hex"1901", domain, structHash));
    }

    /// @dev The EIP-712 hash of the domain that the ledger at this address has on this chain.
    function domainOf(uint256 chain, address verifier) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("PharmaTrace"),
                keccak256("1"),
                chain,
                verifier
            )
        );
    }

    /// @dev The domain of our ledger.
    function here() internal view returns (bytes32) {
        return domainOf(block.chainid, address(ledger));
    }

    function closuresHash(Closure[] memory closures) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("Closure(bytes32 seal,uint256 slots,bytes32 binding)");
        bytes memory hashes;
        for (uint256 i = 0; i < closures.length; ++i) {
            Closure memory closure = closures[i];
            hashes = bytes.concat(hashes, keccak256(abi.encode(typeHash, closure.seal, closure.slots, closure.binding)));
        }
        return keccak256(hashes);
    }

    /// @dev The head after a commitment in the present block. Asks forge for number and time, because the optimizer
    /// takes `block.number` and `block.timestamp` to be the same before and after `vm.roll` and `vm.warp`.
    function nextHead(
        bytes32 previous,
        uint64 sequence,
        uint64 logSize,
        bytes32 logRoot,
        address signer,
        Closure[] memory closures
    ) internal view returns (bytes32) {
        return keccak256(
            abi.encode(
                previous,
                vm.getBlockNumber(),
                vm.getBlockTimestamp(),
                sequence,
                logSize,
                logRoot,
                signer,
                closuresHash(closures)
            )
        );
    }

    function sign(uint256 privateKey, bytes32 hash) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, hash);
        return abi.encodePacked(r, s, v);
    }

    function lastOf(bytes32 organisation) internal view returns (uint64 sequence, uint64 logSize) {
        (sequence, logSize,) = ledger.last(organisation);
    }

    function three() internal pure returns (address[] memory accounts) {
        accounts = new address[](3);
        (accounts[0], accounts[1], accounts[2]) = (ALICE, BOB, CAROL);
    }

    function none() internal pure returns (Closure[] memory) {
        return new Closure[](0);
    }

    function one(bytes32 seal, uint256 slots) internal pure returns (Closure[] memory closures) {
        closures = new Closure[](1);
        closures[0] = Closure(seal, slots, keccak256("binding"));
    }

    function two(bytes32 firstSeal, uint256 firstSlots, bytes32 secondSeal, uint256 secondSlots)
        internal
        pure
        returns (Closure[] memory closures)
    {
        closures = new Closure[](2);
        closures[0] = Closure(firstSeal, firstSlots, keccak256("binding"));
        closures[1] = Closure(secondSeal, secondSlots, keccak256("another binding"));
    }

    /// @dev This many closures, each of a seal of its own.
    function many(uint256 count, uint256 slots) internal pure returns (Closure[] memory closures) {
        closures = new Closure[](count);
        for (uint256 i = 0; i < count; ++i) {
            closures[i] = Closure(keccak256(abi.encode("seal", i)), slots, keccak256(abi.encode("binding", i)));
        }
    }

    function assertTrue(bool condition, string memory what) internal pure {
        require(condition, NotTrue(what));
    }

    function assertEq(bytes32 actual, bytes32 expected) internal pure {
        require(actual == expected, NotEqual(actual, expected));
    }

    function assertEq(uint256 actual, uint256 expected) internal pure {
        assertEq(bytes32(actual), bytes32(expected));
    }

    function assertEq(address actual, address expected) internal pure {
        assertEq(uint256(uint160(actual)), uint256(uint160(expected)));
    }
}
