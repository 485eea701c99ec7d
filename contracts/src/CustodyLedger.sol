// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OrganisationRegistry} from "./OrganisationRegistry.sol";
import {SignedStatements} from "./SignedStatements.sol";

/// @notice Closes slots of a single-use seal.
/// @param seal The seal, as the note that issued it names it.
/// @param slots The slots to close, one bit each, at least one; slot i is bit i, counted from the least significant.
/// @param binding What the closing commits to; opaque to the chain.
struct Closure {
    bytes32 seal;
    uint256 slots;
    bytes32 binding;
}

/// @title Commitments of the organisations' logs, and seals that close once
/// @notice Each organisation commits the size and root of its transparency log here, signed with its active key, and
/// closes slots of single-use seals, each at most once. Nobody else can commit for it, spoil its seals, or rewrite what
/// it has committed.
/// @dev Two storage slots per organisation hold all its history: `head` is a hash chain over every commitment, so that
/// any later head proves every earlier one by giving the records between. The contract does not check that a log only
/// grew by appending; auditors do, by consistency proofs between committed roots. There is no proxy and no owner: what
/// is deployed stays as it is. The governors can end it, once and for ever, in favour of a successor, where every
/// organisation goes on from its last head and what was closed stays closed; at any time one ledger of such a line
/// takes commitments. The order of the state variables is part of the evidence format; `registry`, `takeOver`, `head`,
/// `last` and `closed` are what ledgers of a line ask of each other, in whatever version.
contract CustodyLedger is SignedStatements {
    /// @notice All that is kept of an organisation's commitments: two storage slots.
    /// @param head The hash chain over its commitments, see `head`.
    /// @param sequence How many commitments it has made, in predecessors too; zero before its first here, and zero again
    /// once this ledger is frozen, so that one test finds both.
    /// @param logSize How many entries its log had at the last one.
    /// @param time When the last one was made: the block's time, in seconds since 1970.
    /// @param end The sequence with which it ended here; zero until this ledger is frozen.
    struct Record {
        bytes32 head;
        uint64 sequence;
        uint64 logSize;
        uint64 time;
        uint64 end;
    }

    /// @dev The most closures in one commitment.
    uint256 private constant MAX_CLOSURES = 256;

    bytes32 private constant CLOSURE_TYPEHASH = keccak256("Closure(bytes32 seal,uint256 slots,bytes32 binding)");

    bytes32 private constant COMMIT_TYPEHASH = keccak256(
        "Commit(bytes32 organisation,uint64 sequence,uint64 logSize,bytes32 logRoot,Closure[] closures)"
        "Closure(bytes32 seal,uint256 slots,bytes32 binding)"
    );

    /// @notice The ledger that this one goes on from; zero for the first of a line.
    CustodyLedger public immutable predecessor;

    /// @dev The governors of the registry, who never change there, and who may freeze this ledger.
    address private immutable _governors;

    mapping(bytes32 organisation => Record) private _records;

    /// @dev Of a seal that the predecessor knew, its slots are taken over with the first that is closed here.
    mapping(bytes32 organisation => mapping(bytes32 seal => uint256 slots)) private _closed;

    /// @notice The ledger that goes on from this one; zero until this one is frozen.
    address public successor;

    /// @dev Whether this ledger takes commitments: of a line of ledgers, one does.
    bool private _inForce;

    /// @dev Those that have committed here, each once.
    bytes32[] private _organisations;

    /// @notice An organisation committed its log. With the block's number and time, and the head before, this is all
    /// that a reader needs to compute `head` again.
    /// @param organisation The organisation.
    /// @param sequence Counts its commitments from 1 without a gap.
    /// @param logSize The number of entries in its log.
    /// @param logRoot The RFC 9162 root of its log at that size.
    /// @param signer The key that signed.
    /// @param closures The slots it closed.
    event Committed(
        bytes32 indexed organisation,
        uint64 indexed sequence,
        uint64 logSize,
        bytes32 logRoot,
        address signer,
        Closure[] closures
    );

    /// @notice This ledger is frozen: nothing is ever committed here again.
    /// @param successor The ledger that goes on from it.
    /// @param organisations How many organisations had committed here.
    event LedgerFrozen(address indexed successor, uint256 organisations);

    /// @notice Nothing is committed here any more, but in the successor.
    error LedgerIsFrozen(address successor);

    /// @notice The governors have not frozen the predecessor in favour of this ledger, which takes nothing until then.
    error PredecessorNotFrozen(address predecessor);

    /// @notice Only the predecessor puts this ledger in force.
    error NotPredecessor(address caller);

    /// @notice It does not say that it goes on from here.
    error NotASuccessor(address ledger);

    /// @notice The predecessor relies on another registry.
    error RegistryDiffers(address predecessor);

    /// @notice The sequence is not the last one plus one.
    error WrongSequence(bytes32 organisation, uint64 expected, uint64 actual);

    /// @notice The log is not larger than at the last commitment.
    error LogDidNotGrow(bytes32 organisation, uint64 lastSize, uint64 size);

    /// @notice More closures than 256.
    error TooManyClosures(uint256 closures);

    /// @notice A closure names no slot.
    error NoSlots(bytes32 seal);

    /// @notice The organisation has closed these slots of the seal before, perhaps earlier in the same commitment.
    error SlotsAlreadyClosed(bytes32 organisation, bytes32 seal, uint256 slots);

    /// @param registry_ The registry that says which key each organisation signs with.
    /// @param predecessor_ The ledger to go on from, on the same registry; zero for the first. Until the governors freeze
    /// it in favour of this one, nothing is committed here.
    constructor(OrganisationRegistry registry_, CustodyLedger predecessor_) SignedStatements(registry_) {
        require(
            address(predecessor_) == address(0) || address(predecessor_.registry()) == address(registry_),
            RegistryDiffers(address(predecessor_))
        );
        predecessor = predecessor_;
        _governors = registry_.governors();
        _inForce = address(predecessor_) == address(0);
    }

    /// @notice Commits an organisation's log and closes slots. Anyone may relay it; the signature decides.
    /// @param organisation The organisation that commits.
    /// @param sequence The organisation's last sequence plus one; its first is 1.
    /// @param logSize The number of entries in its log, above that of its last commitment.
    /// @param logRoot The RFC 9162 root of its log at that size.
    /// @param closures The slots to close, at most 256; one seal may occur more than once with other slots.
    /// @param signature EIP-712 signature of the commitment by the organisation's active key: 65 bytes r, s, v with v 27 or
    /// 28, or the 64 bytes of ERC-2098.
    function commit(
        bytes32 organisation,
        uint64 sequence,
        uint64 logSize,
        bytes32 logRoot,
        Closure[] calldata closures,
        bytes calldata signature
    ) external {
        Record storage record = _records[organisation];
        _advance(record, organisation, sequence, logSize);
        _close(organisation, closures);
        bytes32 closuresHash = _hash(closures);
        address signer = _authenticate(organisation, _structHash(closuresHash), signature);
        record.head = keccak256(
            abi.encode(record.head, block.number, block.timestamp, sequence, logSize, logRoot, signer, closuresHash)
        );
        emit Committed(organisation, sequence, logSize, logRoot, signer, closures);
    }

    /// @notice Ends this ledger for ever and puts its successor in force, in one transaction. By the governors only.
    /// @dev A commitment reads no flag: each record is changed so that it leads to `_begin`, which reads it. That costs
    /// some 7,500 gas for each organisation that committed here.
    /// @param successor_ A ledger that names this one as its predecessor.
    function freeze(CustodyLedger successor_) external {
        require(msg.sender == _governors, OrganisationRegistry.NotGovernors(msg.sender));
        _requireInForce();
        (successor, _inForce) = (address(successor_), false);
        uint256 count = _organisations.length;
        for (uint256 i = 0; i < count; ++i) {
            Record storage record = _records[_organisations[i]];
            (record.end, record.sequence) = (record.sequence, 0);
        }
        emit LedgerFrozen(address(successor_), count);
        // An answer is asked for, because any contract with a fallback takes a call.
        require(successor_.takeOver(), NotASuccessor(address(successor_)));
    }

    /// @notice Puts this ledger in force. By its predecessor only, which is frozen by then.
    /// @return Always true.
    function takeOver() external returns (bool) {
        require(msg.sender == address(predecessor), NotPredecessor(msg.sender));
        require(successor == address(0), LedgerIsFrozen(successor));
        _inForce = true;
        return true;
    }

    /// @notice The hash chain over an organisation's commitments, here and in predecessors; zero before the first.
    /// @dev Each head is keccak256(abi.encode(previousHead, block.number, block.timestamp, sequence, logSize, logRoot,
    /// signer, closuresHash)), where closuresHash is the EIP-712 hash of the closures as signed.
    function head(bytes32 organisation) public view returns (bytes32) {
        return _isElsewhere(organisation) ? predecessor.head(organisation) : _records[organisation].head;
    }

    /// @notice An organisation's last commitment, here or in a predecessor; all zero before the first.
    /// @return sequence How many commitments it has made.
    /// @return logSize How many entries its log had.
    /// @return time The block's time, in seconds since 1970.
    function last(bytes32 organisation) public view returns (uint64 sequence, uint64 logSize, uint128 time) {
        if (_isElsewhere(organisation)) return predecessor.last(organisation);
        Record storage record = _records[organisation];
        // One of the two is zero.
        return (record.sequence | record.end, record.logSize, record.time);
    }

    /// @notice Which slots of a seal an organisation has closed, here or in a predecessor, one bit each.
    function closed(bytes32 organisation, bytes32 seal) external view returns (uint256 slots) {
        slots = _closed[organisation][seal];
        if (slots == 0) slots = _closedBefore(organisation, seal);
    }

    /// @dev Which slots of a seal an organisation has closed in predecessors.
    function _closedBefore(bytes32 organisation, bytes32 seal) private view returns (uint256 slots) {
        if (address(predecessor) != address(0)) slots = predecessor.closed(organisation, seal);
    }

    /// @dev Moves the record forward by one commitment, but for its head.
    function _advance(Record storage record, bytes32 organisation, uint64 sequence, uint64 logSize) private {
        (uint64 lastSequence, uint64 lastSize) = (record.sequence, record.logSize);
        if (lastSequence == 0) (lastSequence, lastSize) = _begin(record, organisation);
        unchecked {
            // Not even a commitment a nanosecond would ever overflow the sequence.
            require(sequence == lastSequence + 1, WrongSequence(organisation, lastSequence + 1, sequence));
        }
        require(logSize > lastSize, LogDidNotGrow(organisation, lastSize, logSize));
        (record.sequence, record.logSize, record.time, record.end) = (sequence, logSize, uint64(block.timestamp), 0);
    }

    /// @dev Before an organisation's first commitment here: takes over what it has in the predecessor. Once this ledger is
    /// frozen every commitment comes here, and ends here.
    function _begin(Record storage record, bytes32 organisation) private returns (uint64 sequence, uint64 logSize) {
        _requireInForce();
        _organisations.push(organisation);
        (sequence, logSize,) = last(organisation);
        record.head = head(organisation);
    }

    /// @dev Passes only in the one ledger of a line that takes commitments.
    function _requireInForce() private view {
        if (_inForce) return;
        require(successor == address(0), LedgerIsFrozen(successor));
        revert PredecessorNotFrozen(address(predecessor));
    }

    /// @dev Whether all that there may be of an organisation is in the predecessor.
    function _isElsewhere(bytes32 organisation) private view returns (bool) {
        return _records[organisation].head == bytes32(0) && address(predecessor) != address(0);
    }

    /// @dev Marks the slots as closed; any that was closed before makes the whole commitment fail.
    function _close(bytes32 organisation, Closure[] calldata closures) private {
        require(closures.length <= MAX_CLOSURES, TooManyClosures(closures.length));
        mapping(bytes32 => uint256) storage ofOrganisation = _closed[organisation];
        for (uint256 i = 0; i < closures.length; ++i) {
            Closure calldata closure = closures[i];
            (bytes32 seal, uint256 slots) = (closure.seal, closure.slots);
            uint256 before = ofOrganisation[seal];
            if (before == 0) before = _closedBefore(organisation, seal);
            require(slots != 0, NoSlots(seal));
            require(before & slots == 0, SlotsAlreadyClosed(organisation, seal, before & slots));
            ofOrganisation[seal] = before | slots;
        }
    }

    /// @dev The EIP-712 struct hash of the commitment that `commit` was called with: keccak256(abi.encode(
    /// COMMIT_TYPEHASH, organisation, sequence, logSize, logRoot, closuresHash)). In assembly for its cost: after the
    /// selector, calldata begins with these four words. Works in memory that nobody has claimed.
    function _structHash(bytes32 closuresHash) private pure returns (bytes32 result) {
        bytes32 typeHash = COMMIT_TYPEHASH;
        assembly ("memory-safe") {
            let encoded := mload(0x40)
            mstore(encoded, typeHash)
            calldatacopy(add(encoded, 0x20), 4, 0x80)
            mstore(add(encoded, 0xa0), closuresHash)
            result := keccak256(encoded, 0xc0)
        }
    }

    /// @dev The EIP-712 hash of `Closure[]`: keccak256 of the concatenated struct hashes, each of which is
    /// keccak256(abi.encode(CLOSURE_TYPEHASH, closure)). In assembly for its cost: calldata has a closure's three words
    /// in the order and width in which they are hashed. Works in memory that nobody has claimed: one encoded closure,
    /// and behind it the hashes so far.
    function _hash(Closure[] calldata closures) private pure returns (bytes32 result) {
        bytes32 typeHash = CLOSURE_TYPEHASH;
        assembly ("memory-safe") {
            let encoded := mload(0x40)
            let hashes := add(encoded, 0x80)
            let end := hashes
            mstore(encoded, typeHash)
            let source := closures.offset
            for { let sourceEnd := add(source, mul(closures.length, 0x60)) } lt(source, sourceEnd) {
                source := add(source, 0x60)
            } {
                calldatacopy(add(encoded, 0x20), source, 0x60)
                mstore(end, keccak256(encoded, 0x80))
                end := add(end, 0x20)
            }
            result := keccak256(hashes, sub(end, hashes))
        }
    }
}
