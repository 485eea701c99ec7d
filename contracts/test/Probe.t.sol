// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;
import {Closure} from "../src/CustodyLedger.sol";
import {PharmaTraceTest} from "./PharmaTraceTest.sol";

contract ProbeTest is PharmaTraceTest {
    event G(string s, uint256 total);
    function setUp() public override {
        super.setUp();
        admit(ORGANISATION, KEY);
        commitAs(KEY, ORGANISATION, 1, 1000, keccak256("r"), none());
    }
    function test_gas() public {
        commitAs(KEY, ORGANISATION, 2, 2000, keccak256("r2"), none());
        emit G("commit", vm.lastCallGas().gasTotalUsed);
        commitAs(KEY, ORGANISATION, 3, 3000, keccak256("r3"), one(keccak256("s"), 1));
        emit G("first slot", vm.lastCallGas().gasTotalUsed);
        commitAs(KEY, ORGANISATION, 4, 4000, keccak256("r4"), one(keccak256("s"), 1<<1));
        emit G("later slot", vm.lastCallGas().gasTotalUsed);
        Closure[] memory c = new Closure[](100);
        for (uint256 i = 0; i < c.length; ++i) c[i] = Closure(keccak256(abi.encode(i)), 1, keccak256(abi.encode("b", i)));
        commitAs(KEY, ORGANISATION, 5, 5000, keccak256("r5"), c);
        emit G("100 first", vm.lastCallGas().gasTotalUsed);
        for (uint256 i = 0; i < c.length; ++i) c[i] = Closure(keccak256(abi.encode(i)), 1<<7, keccak256(abi.encode("b", i)));
        commitAs(KEY, ORGANISATION, 6, 6000, keccak256("r6"), c);
        emit G("100 later", vm.lastCallGas().gasTotalUsed);
    }
}
