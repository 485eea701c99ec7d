// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentRegistry} from "../src/ConsentRegistry.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

/// @notice Signs whatever forge thinks of, honest or not, and relays it now or later, once or again, beside a model that
/// knows what must happen. Fails when something succeeds that must not, or the other way round.
contract ConsentHandler is ConsentFixture {
    struct Model {
        bytes32 commitment;
        uint64 version;
        uint64 notAfter;
        uint64 changedBlock;
        ConsentRegistry.State state;
    }

    struct Signed {
        uint256 who;
        bool honest;
        bool grants;
        bytes32 commitment;
        uint64 notAfter;
        uint256 nonce;
        uint64 deadline;
        bytes signature;
    }

    uint256[2] private signers = [PATIENT, OTHER_KEY];
    bytes32[2] private salts = [SALT, bytes32("other salt")];
    bytes32[3] private documents = [bytes32(0), COMMITMENT, OTHER_COMMITMENT];
    /// @dev Two signers with two keys each, of the same two salts.
    bytes32[4] private keys;
    mapping(uint256 who => Model) private models;
    Signed[] private signed;
    uint256 private count;

    constructor() {
        prepare();
        for (uint256 who = 0; who < 4; ++who) {
            keys[who] = keyOf(signers[who / 2], salts[who % 2]);
        }
    }

    /// @notice Signs as the holder of a key should, and relays it.
    function grantOrRevoke(uint256 who, bool grants, uint256 document, uint8 lasts) external {
        uint64 now_ = uint64(vm.getBlockTimestamp());
        relay(make(who % 4, true, grants, document % 2 + 1, now_ + lasts, models[who % 4].version, now_));
    }

    /// @notice Signs in a way that something may be wrong with, and relays it when it likes to.
    function signAnyhow(uint256 who, uint256 by, uint256 document, uint8 times, uint8 skip, bool atOnce) external {
        uint64 now_ = uint64(vm.getBlockTimestamp());
        uint256 nonce = models[who % 4].version + uint256(skip) % 3;
        if (nonce > 0 && skip % 7 == 0) --nonce;
        Signed memory fresh =
            make(who % 4, by % 4 != 0, by % 3 != 0, document % 3, now_ + times - 20, nonce, now_ + skip - 5);
        signed.push(fresh);
        if (atOnce) relay(fresh);
    }

    /// @notice Brings what was signed before, and perhaps brought.
    function relayAgain(uint256 which) external {
        if (signed.length > 0) relay(signed[which % signed.length]);
    }

    /// @notice Time passes.
    function pass(uint8 blocks) external {
        passBlocks(blocks);
    }

    /// @notice Fails unless every answer of the registry is what the model says.
    function check() external view {
        for (uint256 who = 0; who < 4; ++who) {
            Model storage model = models[who];
            ConsentRegistry.Consent memory kept = consents.consent(keys[who]);
            assertEq(kept.commitment, model.commitment);
            assertEq(kept.version, model.version);
            assertEq(kept.notAfter, model.notAfter);
            assertEq(kept.changedBlock, model.changedBlock);
            assertTrue(kept.state == model.state, "the state");
            assertTrue((kept.state == ConsentRegistry.State.GRANTED) == (kept.commitment != 0), "what is granted");
            for (uint256 document = 0; document < 3; ++document) {
                bool expected = model.state == ConsentRegistry.State.GRANTED && model.commitment == documents[document]
                    && vm.getBlockTimestamp() <= model.notAfter;
                assertTrue(consents.isActive(keys[who], documents[document]) == expected, "active");
            }
        }
    }

    /// @notice How many changes were accepted.
    function accepted() external view returns (uint256) {
        return count;
    }

    function relay(Signed memory it) private {
        Model storage model = models[it.who];
        bool good = it.honest && it.nonce == model.version && vm.getBlockTimestamp() <= it.deadline
            && (!it.grants || it.commitment != 0 && vm.getBlockTimestamp() <= it.notAfter);
        vm.prank(STRANGER);
        if (call(it)) {
            assertTrue(good, "a bad change was accepted");
            ++count;
            model.version += 1;
            model.changedBlock = uint64(vm.getBlockNumber());
            model.state = it.grants ? ConsentRegistry.State.GRANTED : ConsentRegistry.State.REVOKED;
            model.commitment = it.grants ? it.commitment : bytes32(0);
            model.notAfter = it.grants ? it.notAfter : 0;
        } else {
            assertTrue(!good, "a good change was refused");
        }
    }

    function call(Signed memory it) private returns (bool done) {
        (bytes32 own, bytes32 salt) = (keys[it.who], salts[it.who % 2]);
        bytes memory data = it.grants
            ? abi.encodeCall(
                consents.grant, (own, salt, it.commitment, it.notAfter, it.nonce, it.deadline, it.signature)
            )
            : abi.encodeCall(consents.revoke, (own, salt, it.nonce, it.deadline, it.signature));
        (done,) = address(consents).call(data);
    }

    /// @param honest Whether the key's own signer signs.
    function make(
        uint256 who,
        bool honest,
        bool grants,
        uint256 document,
        uint64 notAfter,
        uint256 nonce,
        uint64 deadline
    ) private view returns (Signed memory) {
        bytes32 own = keys[who];
        bytes32 digest_ = grants
            ? grantDigest(here_(), own, documents[document], notAfter, nonce, deadline)
            : revokeDigest(here_(), own, nonce, deadline);
        uint256 signer = signers[honest ? who / 2 : 1 - who / 2];
        return Signed(who, honest, grants, documents[document], notAfter, nonce, deadline, sign(signer, digest_));
    }
}

/// @notice No sequence of calls changes a key but by its signer, once for each signature, one version at a time; what was
/// revoked stays so until a newer grant; what has ended is never active.
contract ConsentRegistryInvariantTest {
    ConsentHandler private handler;

    function setUp() public {
        handler = new ConsentHandler();
    }

    /// @notice Tells forge what to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_TheRegistryIsWhatTheModelSays() public view {
        handler.check();
    }

    /// @notice The handler itself does what its name says, so that the invariant is not about nothing.
    function test_TheHandlerGrantsAndRevokes() public {
        handler.grantOrRevoke(0, true, 0, 5);
        handler.grantOrRevoke(0, false, 0, 5);
        handler.signAnyhow(0, 1, 1, 30, 6, false);
        handler.relayAgain(0);
        handler.relayAgain(0);
        handler.signAnyhow(1, 0, 1, 30, 6, true);
        handler.check();
        require(handler.accepted() == 3, "three of five changes");
    }
}
