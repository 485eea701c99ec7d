// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Which consents their signers stand by
/// @notice A patient grants and revokes consents by signatures of an own key; anyone relays them, and every node answers
/// whether a consent is granted now. There is no owner and no list of signers: a key's own signer decides, nobody else.
/// @dev Nothing here says what a consent is about or whose it is: a key is keccak256(signer ‖ salt), a commitment the
/// salted hash of a document. A signer can be read from call data once it was relayed, so a patient signs each
/// relationship with a key of its own (docs/adr/0027-consent-registry.md). The domain is PharmaTrace, version 1, the
/// chain and this contract.
contract ConsentRegistry is EIP712 {
    /// @notice What the last change of a key was. That a consent ended by itself is no change: see notAfter.
    enum State {
        NONE,
        GRANTED,
        REVOKED
    }

    /// @notice What is kept of a key: two storage slots.
    /// @param commitment To the document that is granted; zero unless it is granted.
    /// @param version How often the key has changed: 0 when never. What changes it next is signed with this as its nonce.
    /// @param notAfter Until when the consent counts, inclusive, in seconds since 1970; zero unless it is granted.
    /// @param changedBlock The block of the last change; zero when there was none.
    /// @param state What the last change was.
    struct Consent {
        bytes32 commitment;
        uint64 version;
        uint64 notAfter;
        uint64 changedBlock;
        State state;
    }

    bytes32 private constant GRANT_TYPEHASH =
        keccak256("ConsentGrant(bytes32 key,bytes32 commitment,uint64 notAfter,uint256 nonce,uint64 deadline)");
    bytes32 private constant REVOKE_TYPEHASH = keccak256("ConsentRevoke(bytes32 key,uint256 nonce,uint64 deadline)");

    mapping(bytes32 key => Consent) private _consents;

    /// @notice A consent was granted, also in place of one that was. It counts from this block on.
    /// @param key keccak256(signer ‖ salt).
    /// @param version How often the key has changed, this change included.
    /// @param commitment To the document that is granted.
    /// @param notAfter Until when it counts, inclusive, in seconds since 1970.
    event ConsentGranted(bytes32 indexed key, uint64 version, bytes32 commitment, uint64 notAfter);

    /// @notice A consent was revoked, or what was signed for this key and not relayed was made void.
    /// @param key keccak256(signer ‖ salt).
    /// @param version How often the key has changed, this change included.
    event ConsentRevoked(bytes32 indexed key, uint64 version);

    /// @notice It was signed for another version of the key: it was relayed already, or something else was.
    error WrongNonce(bytes32 key, uint64 version);

    /// @notice It was signed to be relayed until then, and no later.
    error DeadlinePassed(uint64 deadline);

    /// @notice The signature is not one over just this by the signer that key and salt name.
    error NotSignedByKey(bytes32 key);

    /// @notice The consent has ended before it begins.
    error EndsInPast(uint64 notAfter);

    /// @notice A consent without a document.
    error ZeroCommitment();

    /// @dev Nothing is configured: who signs for a key is in the key.
    constructor() EIP712("PharmaTrace", "1") {}

    /// @notice Grants a consent, in place of the one that the key may have had. Anyone may relay it.
    /// @param key keccak256(signer ‖ salt): 20 and 32 bytes, unpadded.
    /// @param salt With which the signer made the key.
    /// @param commitment To the document; not zero.
    /// @param notAfter Until when the consent counts, inclusive, in seconds since 1970: not before this block.
    /// @param nonce The key's version so far.
    /// @param deadline Until when it may be relayed, inclusive, in seconds since 1970. It says nothing of how long the
    /// consent counts.
    /// @param signature EIP-712 signature by the signer: 65 bytes r, s, v with s in the lower half and v 27 or 28.
    function grant(
        bytes32 key,
        bytes32 salt,
        bytes32 commitment,
        uint64 notAfter,
        uint256 nonce,
        uint64 deadline,
        bytes calldata signature
    ) external {
        require(commitment != bytes32(0), ZeroCommitment());
        require(block.timestamp <= notAfter, EndsInPast(notAfter));
        bytes32 structHash = keccak256(abi.encode(GRANT_TYPEHASH, key, commitment, notAfter, nonce, deadline));
        uint64 version = _authenticate(key, salt, nonce, deadline, structHash, signature);

        _consents[key] = Consent(commitment, version, notAfter, uint64(block.number), State.GRANTED);
        emit ConsentGranted(key, version, commitment, notAfter);
    }

    /// @notice Revokes what the key grants. Anyone may relay it. Of a key that grants nothing it makes void what was
    /// signed for this version: so nobody can hold a grant back and bring it after all.
    /// @param key keccak256(signer ‖ salt): 20 and 32 bytes, unpadded.
    /// @param salt With which the signer made the key.
    /// @param nonce The key's version so far.
    /// @param deadline Until when it may be relayed, inclusive, in seconds since 1970.
    /// @param signature EIP-712 signature by the signer: 65 bytes r, s, v with s in the lower half and v 27 or 28.
    function revoke(bytes32 key, bytes32 salt, uint256 nonce, uint64 deadline, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(REVOKE_TYPEHASH, key, nonce, deadline));
        uint64 version = _authenticate(key, salt, nonce, deadline, structHash, signature);

        _consents[key] = Consent(0, version, 0, uint64(block.number), State.REVOKED);
        emit ConsentRevoked(key, version);
    }

    /// @notice What is kept of a key; all zero when it never changed.
    /// @param key keccak256(signer ‖ salt).
    /// @return Its last change. GRANTED says nothing of whether it has ended by itself: compare notAfter.
    function consent(bytes32 key) external view returns (Consent memory) {
        return _consents[key];
    }

    /// @notice Whether just this document is consented to, as of the block that is asked.
    /// @param key keccak256(signer ‖ salt).
    /// @param commitment To the document.
    /// @return Whether it is granted, not revoked and not past its end.
    function isActive(bytes32 key, bytes32 commitment) external view returns (bool) {
        Consent storage kept = _consents[key];
        // What is not granted has no commitment and ended in 1970.
        return kept.commitment == commitment && block.timestamp <= kept.notAfter;
    }

    /// @dev Returns the version that the change makes, after checking that it may be made and who signed it.
    function _authenticate(
        bytes32 key,
        bytes32 salt,
        uint256 nonce,
        uint64 deadline,
        bytes32 structHash,
        bytes calldata signature
    ) private view returns (uint64) {
        require(block.timestamp <= deadline, DeadlinePassed(deadline));
        uint64 version = _consents[key].version;
        require(nonce == version, WrongNonce(key, version));
        // Without the error a bad signature would be the word of address zero, for which anyone can make keys.
        (address signer, ECDSA.RecoverError fault,) = ECDSA.tryRecoverCalldata(_hashTypedDataV4(structHash), signature);
        require(
            fault == ECDSA.RecoverError.NoError && keccak256(abi.encodePacked(signer, salt)) == key, NotSignedByKey(key)
        );
        return version + 1;
    }
}
