// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Closure} from "../src/CustodyLedger.sol";
import {Fixture} from "./Fixture.sol";

/// @notice Does to registry and ledger whatever forge thinks of, honest or not, beside a model that knows what must
/// happen. Fails when something succeeds that must not, or the other way round.
contract LedgerHandler is Fixture {
    struct Model {
        uint64 sequence;
        uint64 logSize;
        bytes32 head;
        uint256 key;
        uint256 formerKey;
        bool suspended;
    }

    struct Sent {
        bytes32 organisation;
        uint64 sequence;
        uint64 logSize;
        bytes32 root;
        bytes signature;
    }

    bytes32[2] private organisations = [ORGANISATION, OTHER_ORGANISATION];
    mapping(bytes32 organisation => Model) private models;
    mapping(bytes32 organisation => mapping(bytes32 seal => uint256 slots)) private closed;
    mapping(bytes32 organisation => mapping(bytes32 seal => mapping(uint256 slot => uint256))) private timesClosed;
    Sent[] private sent;
    uint256 private keys = 0x100000;

    constructor() {
        deploy();
        for (uint256 i = 0; i < 2; ++i) {
            models[organisations[i]].key = ++keys;
            models[organisations[i]].formerKey = ++keys;
            admit(organisations[i], models[organisations[i]].key);
        }
    }

    /// @notice Commits as the organisation should.
    function commit(uint256 who, uint8 growth, bytes32 root, uint256 seal, uint256 slots) external {
        Model storage model = models[organisation(who)];
        uint64 logSize = model.logSize + 1 + growth;
        attempt(organisation(who), model.sequence + 1, logSize, root, model.key, closing(seal, slots));
    }

    /// @notice Commits in a way that something may be wrong with: sequence, size, signer, slots.
    function commitAnyhow(uint256 who, uint8 skip, uint8 growth, uint256 signer, uint256 seal, uint256 slots) external {
        Model storage model = models[organisation(who)];
        uint256[4] memory signers = [model.key, model.formerKey, models[organisation(~who)].key, 0x5777];
        attempt(
            organisation(who),
            model.sequence + skip % 3,
            model.logSize + growth % 3,
            keccak256("root"),
            signers[signer % 4],
            closing(seal, slots)
        );
    }

    /// @notice Sends a commitment again that was accepted once, as a stranger.
    function replay(uint256 which) external {
        if (sent.length == 0) return;
        Sent storage again = sent[which % sent.length];
        vm.prank(STRANGER);
        try ledger.commit(again.organisation, again.sequence, again.logSize, again.root, none(), again.signature) {
            assertTrue(false, "a replay must not be accepted");
        } catch {}
    }

    /// @notice Rotates a key, by its owner or by the governors.
    function rotate(uint256 who, bool byOwner) external {
        Model storage model = models[organisation(who)];
        uint256 key = ++keys;
        if (byOwner && !model.suspended) {
            vm.prank(vm.addr(model.key));
            registry.rotateKey(organisation(who), vm.addr(key));
        } else {
            govern(abi.encodeCall(registry.rotateKey, (organisation(who), vm.addr(key))));
        }
        (model.formerKey, model.key) = (model.key, key);
    }

    /// @notice Suspends an organisation, or resumes it.
    function suspendOrResume(uint256 who) external {
        Model storage model = models[organisation(who)];
        bytes32 id = organisation(who);
        govern(model.suspended ? abi.encodeCall(registry.resume, (id)) : abi.encodeCall(registry.suspend, (id)));
        model.suspended = !model.suspended;
    }

    /// @notice A former key, a single governor and a stranger try to take an organisation over.
    function usurp(uint256 who, uint256 by) external {
        bytes32 id = organisation(who);
        address[3] memory usurpers = [vm.addr(models[id].formerKey), ALICE, STRANGER];
        vm.prank(usurpers[by % 3]);
        try registry.rotateKey(id, STRANGER) {
            assertTrue(false, "a stranger must not rotate a key");
        } catch {}
    }

    /// @notice Time passes.
    function pass(uint8 blocks) external {
        passBlocks(blocks);
    }

    /// @notice Fails unless ledger and registry are what the model says.
    function check() external view {
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 id = organisations[i];
            Model storage model = models[id];
            (uint64 sequence, uint64 logSize) = lastOf(id);
            assertEq(sequence, model.sequence);
            assertEq(logSize, model.logSize);
            assertEq(ledger.head(id), model.head);
            assertEq(registry.currentKey(id), model.suspended ? address(0) : vm.addr(model.key));
            for (uint256 seal = 0; seal < 3; ++seal) {
                assertEq(ledger.closed(id, sealOf(seal)), closed[id][sealOf(seal)]);
            }
        }
    }

    /// @notice How many commitments were accepted.
    function accepted() external view returns (uint256) {
        return models[ORGANISATION].sequence + models[OTHER_ORGANISATION].sequence;
    }

    function attempt(
        bytes32 id,
        uint64 sequence,
        uint64 logSize,
        bytes32 root,
        uint256 signer,
        Closure[] memory closures
    ) private {
        Model storage model = models[id];
        bool good = sequence == model.sequence + 1 && logSize > model.logSize && signer == model.key && !model.suspended
            && closable(id, closures);
        bytes memory signature = sign(signer, digest(here(), id, sequence, logSize, root, closures));

        try ledger.commit(id, sequence, logSize, root, closures, signature) {
            assertTrue(good, "a bad commitment was accepted");
            model.head = nextHead(model.head, sequence, logSize, root, vm.addr(signer), closures);
            (model.sequence, model.logSize) = (sequence, logSize);
            for (uint256 i = 0; i < closures.length; ++i) {
                remember(id, closures[i]);
            }
            if (closures.length == 0) sent.push(Sent(id, sequence, logSize, root, signature));
        } catch {
            assertTrue(!good, "a good commitment was refused");
        }
    }

    function remember(bytes32 id, Closure memory closure) private {
        closed[id][closure.seal] |= closure.slots;
        for (uint256 slot = 0; slot < 256; ++slot) {
            if (closure.slots >> slot & 1 == 1) {
                assertTrue(++timesClosed[id][closure.seal][slot] == 1, "a slot was closed twice");
            }
        }
    }

    function closable(bytes32 id, Closure[] memory closures) private view returns (bool) {
        for (uint256 i = 0; i < closures.length; ++i) {
            uint256 taken = closed[id][closures[i].seal];
            for (uint256 j = 0; j < i; ++j) {
                if (closures[j].seal == closures[i].seal) taken |= closures[j].slots;
            }
            if (closures[i].slots == 0 || taken & closures[i].slots != 0) return false;
        }
        return true;
    }

    /// @dev No closure, one, or two that may clash; a few slots of few seals, so that they meet again.
    function closing(uint256 seal, uint256 slots) private pure returns (Closure[] memory) {
        uint256 count = seal / 3 % 4;
        if (count == 0) return none();
        uint256 slot = 1 << slots % 7;
        if (count < 3) return one(sealOf(seal), slots % 11 == 0 ? 0 : slot);
        return two(sealOf(seal), slot, sealOf(slots), slot << seal % 2);
    }

    function sealOf(uint256 seal) private pure returns (bytes32) {
        return bytes32(seal % 3 + 1);
    }

    function organisation(uint256 who) private view returns (bytes32) {
        return organisations[who % 2];
    }
}

/// @notice No sequence of calls lets a slot be closed twice unnoticed, a head go back, or a stranger commit.
contract CustodyLedgerInvariantTest {
    LedgerHandler private handler;

    function setUp() public {
        handler = new LedgerHandler();
    }

    /// @notice Tells forge what to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_TheLedgerIsWhatTheModelSays() public view {
        handler.check();
    }

    /// @notice The handler itself does what its name says, so that the invariant is not about nothing.
    function test_TheHandlerCommits() public {
        handler.commit(0, 0, "root", 9, 1);
        handler.commit(1, 5, "root", 0, 0);
        handler.rotate(0, true);
        handler.commit(0, 1, "root", 9, 2);
        handler.commit(0, 1, "root", 9, 2);
        handler.check();
        require(handler.accepted() == 3, "three of four commitments");
    }
}
