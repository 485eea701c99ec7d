// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Roles} from "./Roles.sol";

/// @title Organisations on the shared chain
/// @notice Says which organisations take part, with which key each speaks (now and at any block before), in which
/// roles, and under which GS1 company prefixes it may commission packs. The governors decide all of it, M of N.
/// @dev An organisation's id is 32 random bytes and tells nothing of it. Its identity document (name, GLN, licences)
/// and its prefixes stay off chain; here are only digests, those of the prefixes salted because prefixes are few and
/// could be guessed. Every fact that an auditor needs is in storage, where `eth_getProof` proves it, and in an event.
contract OrganisationRegistry {
    using Checkpoints for Checkpoints.Trace160;

    /// @notice An admitted organisation.
    /// @param key The account it signs with; never zero once admitted.
    /// @param roles The sum of its roles, see `Roles`.
    /// @param suspended Whether it is barred from committing.
    /// @param identityDigest SHA-256 of its identity document.
    struct Organisation {
        address key;
        uint32 roles;
        bool suspended;
        bytes32 identityDigest;
    }

    /// @notice The blocks in which an organisation may commission under a company prefix.
    /// @param since The block of the grant, inclusive; zero when never granted.
    /// @param until The block of the withdrawal, exclusive; zero while granted.
    struct Entitlement {
        uint64 since;
        uint64 until;
    }

    /// @notice Who decides: the contract through which the governors act.
    address public immutable governors;

    /// @notice The admitted organisations by id; all zero for an unknown id.
    mapping(bytes32 organisation => Organisation) public organisations;

    mapping(bytes32 organisation => Checkpoints.Trace160) private _keys;

    /// @notice The organisation that a key belongs to or once belonged to; zero for a key never used.
    mapping(address key => bytes32 organisation) public organisationOf;

    /// @notice When an organisation may commission under the company prefix with this salted digest.
    mapping(bytes32 organisation => mapping(bytes32 prefixDigest => Entitlement)) public entitlements;

    /// @notice An organisation was admitted.
    /// @param organisation Its id.
    /// @param identityDigest SHA-256 of its identity document.
    /// @param roles The sum of its roles, see `Roles`.
    /// @param key The account it signs with.
    event OrganisationAdmitted(bytes32 indexed organisation, bytes32 identityDigest, uint32 roles, address indexed key);

    /// @notice An organisation's identity document was replaced, for example because a licence was renewed.
    event IdentityChanged(bytes32 indexed organisation, bytes32 previousDigest, bytes32 identityDigest);

    /// @notice An organisation's roles were changed.
    event RolesChanged(bytes32 indexed organisation, uint32 previousRoles, uint32 roles);

    /// @notice An organisation signs with another key from here on.
    event KeyRotated(bytes32 indexed organisation, address indexed previousKey, address indexed key);

    /// @notice An organisation was barred from committing.
    event OrganisationSuspended(bytes32 indexed organisation);

    /// @notice A suspended organisation may commit again.
    event OrganisationResumed(bytes32 indexed organisation);

    /// @notice An organisation may commission under a company prefix from this block on.
    event PrefixGranted(bytes32 indexed organisation, bytes32 indexed prefixDigest);

    /// @notice An organisation may no longer commission under a company prefix, from this block on.
    event PrefixWithdrawn(bytes32 indexed organisation, bytes32 indexed prefixDigest);

    /// @notice Only the governors may do this.
    error NotGovernors(address caller);

    /// @notice No organisation of this id was admitted.
    error UnknownOrganisation(bytes32 organisation);

    /// @notice The id is zero or taken.
    error InvalidOrganisation(bytes32 organisation);

    /// @notice The digest is zero.
    error InvalidDigest();

    /// @notice The roles are none, or contain one that does not exist.
    error InvalidRoles(uint32 roles);

    /// @notice The key is zero, or is or was an organisation's key. A key is never used twice.
    error InvalidKey(address key);

    /// @notice The caller is neither the organisation's active key nor the governors.
    error NotKeyHolder(bytes32 organisation, address caller);

    /// @notice The organisation is suspended already.
    error AlreadySuspended(bytes32 organisation);

    /// @notice The organisation is not suspended.
    error NotSuspended(bytes32 organisation);

    /// @notice The prefix was granted before; a withdrawn one needs a digest with another salt.
    error PrefixAlreadyGranted(bytes32 organisation, bytes32 prefixDigest);

    /// @notice The prefix is not granted to the organisation.
    error PrefixNotGranted(bytes32 organisation, bytes32 prefixDigest);

    /// @notice The block has not been reached, so what holds in it is not known.
    error FutureBlock(uint256 blockNumber);

    /// @dev Passes only for a call that the governors make.
    modifier byGovernors() {
        require(msg.sender == governors, NotGovernors(msg.sender));
        _;
    }

    /// @dev Passes only for an admitted organisation.
    modifier known(bytes32 organisation) {
        require(organisations[organisation].key != address(0), UnknownOrganisation(organisation));
        _;
    }

    /// @param governors_ The contract through which the governors act, usually `Governors`.
    constructor(address governors_) {
        governors = governors_;
    }

    /// @notice Admits an organisation. By the governors only.
    /// @param organisation Its id, 32 random bytes, not zero and not taken.
    /// @param identityDigest SHA-256 of its identity document, not zero.
    /// @param roles The sum of its roles, see `Roles`, at least one.
    /// @param key The account it will sign with, never used by any organisation.
    /// @param prefixDigests Salted digests of the GS1 company prefixes it may commission under; may be empty.
    function admit(
        bytes32 organisation,
        bytes32 identityDigest,
        uint32 roles,
        address key,
        bytes32[] calldata prefixDigests
    ) external byGovernors {
        require(
            organisation != bytes32(0) && organisations[organisation].key == address(0),
            InvalidOrganisation(organisation)
        );
        _requireDigest(identityDigest);
        _requireRoles(roles);

        organisations[organisation] = Organisation(key, roles, false, identityDigest);
        emit OrganisationAdmitted(organisation, identityDigest, roles, key);
        _claimKey(organisation, key);
        _setKeyFromNow(organisation, key);
        for (uint256 i = 0; i < prefixDigests.length; ++i) {
            _grantPrefix(organisation, prefixDigests[i]);
        }
    }

    /// @notice Replaces the digest of an organisation's identity document. By the governors only.
    function changeIdentity(bytes32 organisation, bytes32 identityDigest) external byGovernors known(organisation) {
        _requireDigest(identityDigest);
        emit IdentityChanged(organisation, organisations[organisation].identityDigest, identityDigest);
        organisations[organisation].identityDigest = identityDigest;
    }

    /// @notice Replaces an organisation's roles. By the governors only.
    function changeRoles(bytes32 organisation, uint32 roles) external byGovernors known(organisation) {
        _requireRoles(roles);
        emit RolesChanged(organisation, organisations[organisation].roles, roles);
        organisations[organisation].roles = roles;
    }

    /// @notice Replaces the key an organisation signs with. By its active key while it is not suspended, or by the
    /// governors at any time (a stolen key would otherwise lock its owner out).
    /// @param organisation The organisation.
    /// @param key The new key, never used by any organisation.
    function rotateKey(bytes32 organisation, address key) external known(organisation) {
        require(
            msg.sender == governors || msg.sender == currentKey(organisation), NotKeyHolder(organisation, msg.sender)
        );
        Organisation storage record = organisations[organisation];
        emit KeyRotated(organisation, record.key, key);
        record.key = key;
        _claimKey(organisation, key);
        if (!record.suspended) _setKeyFromNow(organisation, key);
    }

    /// @notice Bars an organisation from committing until it is resumed. By the governors only.
    function suspend(bytes32 organisation) external byGovernors known(organisation) {
        require(!organisations[organisation].suspended, AlreadySuspended(organisation));
        organisations[organisation].suspended = true;
        _setKeyFromNow(organisation, address(0));
        emit OrganisationSuspended(organisation);
    }

    /// @notice Lets a suspended organisation commit again, with the key it has now. By the governors only.
    function resume(bytes32 organisation) external byGovernors known(organisation) {
        require(organisations[organisation].suspended, NotSuspended(organisation));
        organisations[organisation].suspended = false;
        _setKeyFromNow(organisation, organisations[organisation].key);
        emit OrganisationResumed(organisation);
    }

    /// @notice Lets an organisation commission under one more company prefix. By the governors only.
    /// @dev One prefix may be granted under several digests, each with a salt of its own, and counts under each.
    /// @param organisation The organisation.
    /// @param prefixDigest Salted digest of the prefix, not zero, never granted to this organisation before.
    function grantPrefix(bytes32 organisation, bytes32 prefixDigest) external byGovernors known(organisation) {
        _grantPrefix(organisation, prefixDigest);
    }

    /// @notice Ends an organisation's right to commission under a company prefix. By the governors only.
    /// @dev Of a prefix that was granted under several digests each must be withdrawn. A digest that was withdrawn by
    /// mistake cannot return: grant the prefix under one with another salt.
    function withdrawPrefix(bytes32 organisation, bytes32 prefixDigest) external byGovernors known(organisation) {
        Entitlement storage entitlement = entitlements[organisation][prefixDigest];
        require(entitlement.since != 0 && entitlement.until == 0, PrefixNotGranted(organisation, prefixDigest));
        entitlement.until = uint64(block.number);
        emit PrefixWithdrawn(organisation, prefixDigest);
    }

    /// @notice The key with which an organisation may sign now; zero when it is unknown or suspended.
    function currentKey(bytes32 organisation) public view returns (address) {
        Organisation storage record = organisations[organisation];
        (address key, bool suspended) = (record.key, record.suspended);
        return suspended ? address(0) : key;
    }

    /// @notice Whether an organisation is admitted and not suspended.
    function isActive(bytes32 organisation) external view returns (bool) {
        return currentKey(organisation) != address(0);
    }

    /// @notice The key with which an organisation could sign at the end of a block; zero when it was unknown or
    /// suspended then.
    /// @dev A commitment of block b was signed by the key at b - 1, by the key at b, or by one that came and went
    /// inside b; the events of b tell which.
    /// @param organisation The organisation.
    /// @param blockNumber A block that exists; for the present block the answer may still change.
    function keyAt(bytes32 organisation, uint256 blockNumber) external view returns (address) {
        require(blockNumber <= block.number, FutureBlock(blockNumber));
        return address(_keys[organisation].upperLookupRecent(uint96(blockNumber)));
    }

    function _grantPrefix(bytes32 organisation, bytes32 prefixDigest) private {
        _requireDigest(prefixDigest);
        require(entitlements[organisation][prefixDigest].since == 0, PrefixAlreadyGranted(organisation, prefixDigest));
        entitlements[organisation][prefixDigest] = Entitlement(uint64(block.number), 0);
        emit PrefixGranted(organisation, prefixDigest);
    }

    function _claimKey(bytes32 organisation, address key) private {
        require(key != address(0) && organisationOf[key] == bytes32(0), InvalidKey(key));
        organisationOf[key] = organisation;
    }

    function _setKeyFromNow(bytes32 organisation, address key) private {
        _keys[organisation].push(uint96(block.number), uint160(key));
    }

    function _requireDigest(bytes32 digest) private pure {
        require(digest != bytes32(0), InvalidDigest());
    }

    function _requireRoles(uint32 roles) private pure {
        require(roles != 0 && roles & ~Roles.ALL == 0, InvalidRoles(roles));
    }
}
