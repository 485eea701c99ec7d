// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Closure, CustodyLedger} from "../src/CustodyLedger.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Commits to any of four ledgers and freezes them whenever forge likes: three in a line, and a rival that also
/// names the first as its predecessor. Beside them a model that knows one thing only: which of them is in force.
contract SuccessionHandler is Fixture {
    struct Model {
        uint64 sequence;
        uint64 logSize;
        bytes32 head;
    }

    /// @dev What is committed to which ledger, for whom, and for which ledger it is signed.
    struct Attempt {
        uint256 which;
        uint256 signedFor;
        uint256 who;
        uint64 sequence;
        uint64 logSize;
    }

    uint256 private constant LEDGERS = 4;

    CustodyLedger[LEDGERS] private ledgers;
    /// @dev The place of each ledger's predecessor; of the first, its own.
    uint256[LEDGERS] private predecessors = [0, 0, 1, 0];
    uint256 private inForce;
    bool[LEDGERS] private frozen;

    bytes32[2] private organisations = [ORGANISATION, OTHER_ORGANISATION];
    uint256[2] private keys = [KEY, OTHER_KEY];
    Model[2] private models;
    mapping(uint256 ledger => Model[2]) private ends;
    mapping(uint256 who => mapping(bytes32 seal => uint256 slots)) private closed;
    mapping(uint256 who => mapping(bytes32 seal => mapping(uint256 slot => uint256))) private timesClosed;

    constructor() {
        deploy();
        ledgers[0] = ledger;
        for (uint256 i = 1; i < LEDGERS; ++i) {
            ledgers[i] = new CustodyLedger(registry, ledgers[predecessors[i]]);
        }
        for (uint256 i = 0; i < 2; ++i) {
            admit(organisations[i], keys[i]);
        }
    }

    /// @notice Commits to the ledger in force as the organisation should.
    function commit(uint256 who, uint8 growth, uint256 seal, uint256 slots) external {
        Model storage model = models[who % 2];
        attempt(
            Attempt(inForce, inForce, who % 2, model.sequence + 1, model.logSize + 1 + growth), closing(seal, slots)
        );
    }

    /// @notice Commits to any ledger, perhaps signed for another, in a way that something may be wrong with.
    function commitAnyhow(uint256 which, uint256 signedFor, uint256 who, uint8 skip, uint8 growth, uint256 seal)
        external
    {
        Model storage model = models[who % 2];
        (uint64 sequence, uint64 logSize) = (model.sequence + skip % 3, model.logSize + growth % 3);
        signedFor = signedFor % 3 == 0 ? signedFor : which;
        attempt(Attempt(which % LEDGERS, signedFor % LEDGERS, who % 2, sequence, logSize), closing(seal, seal));
    }

    /// @notice Freezes any ledger in favour of any, as the governors or not. Seldom done, so that commitments come between.
    function freeze(uint256 which, uint256 successor, uint256 by) external {
        if (by % 8 > 3) return;
        (which, successor) = (which % LEDGERS, successor % LEDGERS);
        address[4] memory callers = [address(governors), address(governors), ALICE, STRANGER];
        bool good =
            by % 4 < 2 && which == inForce && successor != 0 && predecessors[successor] == which && !frozen[which];

        vm.prank(callers[by % 4]);
        try ledgers[which].freeze(ledgers[successor]) {
            assertTrue(good, "a freeze that must not be");
            (frozen[which], inForce) = (true, successor);
            ends[which][0] = models[0];
            ends[which][1] = models[1];
        } catch {
            assertTrue(!good, "a good freeze was refused");
        }
    }

    /// @notice A stranger, or a ledger that is none's predecessor, hands over.
    function handOver(uint256 which, uint256 by) external {
        which %= LEDGERS;
        vm.prank(by % 2 == 0 ? STRANGER : address(ledgers[which]));
        try ledgers[which].takeOver() {
            assertTrue(false, "only a predecessor hands over");
        } catch {}
    }

    /// @notice Time passes.
    function pass(uint8 blocks) external {
        passBlocks(blocks);
    }

    /// @notice Fails unless the ledger in force is what the model says, and each frozen one what it was at its end.
    function check() external view {
        for (uint256 who = 0; who < 2; ++who) {
            check(inForce, who, models[who]);
            for (uint256 seal = 0; seal < 3; ++seal) {
                bytes32 id = bytes32(seal + 1);
                assertEq(ledgers[inForce].closed(organisations[who], id), closed[who][id]);
            }
            for (uint256 i = 0; i < LEDGERS; ++i) {
                if (frozen[i]) check(i, who, ends[i][who]);
            }
        }
    }

    /// @notice How many commitments were accepted, and how many ledgers were frozen.
    function happened() external view returns (uint256 commitments, uint256 freezes) {
        commitments = models[0].sequence + models[1].sequence;
        for (uint256 i = 0; i < LEDGERS; ++i) {
            if (frozen[i]) ++freezes;
        }
    }

    function check(uint256 which, uint256 who, Model memory expected) private view {
        (uint64 sequence, uint64 logSize,) = ledgers[which].last(organisations[who]);
        assertEq(ledgers[which].head(organisations[who]), expected.head);
        assertEq(sequence, expected.sequence);
        assertEq(logSize, expected.logSize);
    }

    function attempt(Attempt memory a, Closure[] memory closures) private {
        bytes32 domain = domainOf(block.chainid, address(ledgers[a.signedFor]));
        bytes memory signature =
            sign(keys[a.who], digest(domain, organisations[a.who], a.sequence, a.logSize, ROOT, closures));

        try ledgers[a.which].commit(organisations[a.who], a.sequence, a.logSize, ROOT, closures, signature) {
            assertTrue(isGood(a, closures), "a bad commitment was accepted");
            Model storage model = models[a.who];
            model.head = nextHead(model.head, a.sequence, a.logSize, ROOT, vm.addr(keys[a.who]), closures);
            (model.sequence, model.logSize) = (a.sequence, a.logSize);
            if (closures.length == 1) remember(a.who, closures[0]);
        } catch {
            assertTrue(!isGood(a, closures), "a good commitment was refused");
        }
    }

    function isGood(Attempt memory a, Closure[] memory closures) private view returns (bool) {
        return a.which == inForce && a.signedFor == a.which && a.sequence == models[a.who].sequence + 1
            && a.logSize > models[a.who].logSize
            && (closures.length == 0 || closed[a.who][closures[0].seal] & closures[0].slots == 0);
    }

    function remember(uint256 who, Closure memory closure) private {
        closed[who][closure.seal] |= closure.slots;
        for (uint256 slot = 0; slot < 8; ++slot) {
            if (closure.slots >> slot & 1 == 1) {
                assertTrue(++timesClosed[who][closure.seal][slot] == 1, "a slot was closed twice");
            }
        }
    }

    /// @dev No closure or one, of a few slots of few seals, so that they meet again.
    function closing(uint256 seal, uint256 slots) private pure returns (Closure[] memory) {
        return seal % 4 == 3 ? none() : one(bytes32(seal % 3 + 1), 1 << slots % 8);
    }
}

/// @notice However ledgers are frozen and in whatever order, one is in force, no frozen one takes anything or tells
/// anything else than at its end, no head goes back and no slot is closed twice over all of them.
contract SuccessionInvariantTest {
    SuccessionHandler private handler;

    function setUp() public {
        handler = new SuccessionHandler();
    }

    /// @notice Tells forge what to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_OneLedgerIsInForceAndTheOthersStand() public view {
        handler.check();
    }

    /// @notice The handler itself does what its name says, so that the invariant is not about nothing.
    function test_TheHandlerFreezesAndCommits() public {
        handler.commit(0, 0, 0, 1);
        handler.freeze(0, 1, 0);
        handler.freeze(0, 3, 0);
        handler.freeze(1, 2, 2);
        handler.commit(0, 0, 0, 2);
        handler.commit(0, 0, 0, 2);
        handler.freeze(1, 2, 1);
        handler.commit(1, 3, 3, 0);
        handler.check();
        (uint256 commitments, uint256 freezes) = handler.happened();
        require(commitments == 3 && freezes == 2, "three of four commitments, two of four freezes");
    }
}
