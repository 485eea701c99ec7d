// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Closure, CustodyLedger} from "../src/CustodyLedger.sol";
import {Governors} from "../src/Governors.sol";
import {OrganisationRegistry} from "../src/OrganisationRegistry.sol";
import {Roles} from "../src/Roles.sol";
import {Vm} from "./Vm.sol";

/// @notice What every test of ours starts from: a registry ruled by 2 of 3 governors, a ledger on it, and the means to
/// sign and compare.
abstract contract PharmaTraceTest {
    /// @notice Marks a contract for forge as one that holds tests.
    bool public constant IS_TEST = true;

    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint256 internal constant KEY = 0xA11CE;
    bytes32 internal constant ORGANISATION = keccak256("organisation");
    bytes32 internal constant IDENTITY = keccak256("identity document");

    address internal constant ALICE = address(0xA1);
    address internal constant BOB = address(0xB0);
    address internal constant CAROL = address(0xCA);

    Governors internal governors;
    OrganisationRegistry internal registry;
    CustodyLedger internal ledger;
    uint256 private _salts;

    error NotEqual(bytes32 actual, bytes32 expected);
    error NotTrue(string what);

    function setUp() public virtual {
        vm.roll(1000);
        vm.warp(1_800_000_000);
        governors = new Governors(three(), 2);
        registry = new OrganisationRegistry(address(governors));
        ledger = new CustodyLedger(registry);
    }

    /// @dev Lets two governors approve a call to the registry.
    function govern(bytes memory call) internal {
        bytes32 salt = bytes32(++_salts);
        vm.prank(ALICE);
        governors.approve(salt, address(registry), call);
        vm.prank(BOB);
        governors.approve(salt, address(registry), call);
    }

    function admit(bytes32 organisation, uint256 privateKey) internal {
        govern(
            abi.encodeCall(
                registry.admit, (organisation, IDENTITY, Roles.MANUFACTURER, vm.addr(privateKey), new bytes32[](0))
            )
        );
    }

    /// @dev The EIP-712 digest as the standard spells it out, written apart from the contract's.
    function digest(bytes32 organisation, uint64 sequence, uint64 logSize, bytes32 logRoot, Closure[] memory closures)
        internal
        view
        returns (bytes32)
    {
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
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("PharmaTrace"),
                keccak256("1"),
                block.chainid,
                address(ledger)
            )
        );
        return keccak256(bytes.concat(hex"1901", domain, structHash));
    }

    function closuresHash(Closure[] memory closures) internal pure returns (bytes32) {
        bytes memory hashes;
        for (uint256 i = 0; i < closures.length; ++i) {
            hashes = bytes.concat(
                hashes,
                keccak256(
                    abi.encode(
                        keccak256("Closure(bytes32 seal,uint256 slots,bytes32 binding)"),
                        closures[i].seal,
                        closures[i].slots,
                        closures[i].binding
                    )
                )
            );
        }
        return keccak256(hashes);
    }

    function sign(uint256 privateKey, bytes32 hash) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, hash);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Commits as the holder of `privateKey`, with a good signature.
    function commitAs(
        uint256 privateKey,
        bytes32 organisation,
        uint64 sequence,
        uint64 logSize,
        bytes32 logRoot,
        Closure[] memory closures
    ) internal {
        bytes memory signature = sign(privateKey, digest(organisation, sequence, logSize, logRoot, closures));
        ledger.commit(organisation, sequence, logSize, logRoot, closures, signature);
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
