// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

/// @title Rule by M of N governors
/// @notice A call to any contract is made in this one's name once M of its N governors have approved it, each by a
/// transaction of its own. The M-th approval makes the call. No key, and no deployer, can act alone unless M is 1.
/// @dev An operation is (salt, target, call). The salt tells apart two operations that are otherwise equal, and an
/// operation is executed at most once, so that an approval that arrives late cannot start the same thing again.
/// Approvals count only under the set of governors that gave them: every change of the set voids what is pending.
contract Governors {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @notice What is known of an operation.
    /// @param epoch The epoch in which `approvals` were given; approvals of an earlier epoch are void.
    /// @param approvals How many governors approve it.
    /// @param executed Whether its call has been made.
    struct Operation {
        uint64 epoch;
        uint64 approvals;
        bool executed;
    }

    /// @dev The most governors there may be; bounds the cost of changing them.
    uint256 private constant MAX_GOVERNORS = 64;

    EnumerableSet.AddressSet private _governors;

    /// @notice How many governors must approve an operation: M.
    uint64 public threshold;

    /// @notice How often the set of governors has been chosen; the first set has epoch 1.
    uint64 public epoch;

    mapping(bytes32 operation => Operation) private _operations;

    mapping(uint64 epoch => mapping(bytes32 operation => mapping(address governor => bool))) private _approvedBy;

    /// @notice A governor approved an operation. Carries the whole operation, so that the others can read what they are
    /// asked to approve.
    /// @param operation The operation's id, as `operationId` gives it.
    /// @param governor Who approved.
    /// @param approvals How many approve now, this one included.
    /// @param salt Tells apart two equal operations.
    /// @param target The contract that is to be called.
    /// @param call The call data.
    event OperationApproved(
        bytes32 indexed operation, address indexed governor, uint256 approvals, bytes32 salt, address target, bytes call
    );

    /// @notice A governor took its approval back.
    /// @param operation The operation's id.
    /// @param governor Who withdrew.
    /// @param approvals How many approve now.
    event ApprovalWithdrawn(bytes32 indexed operation, address indexed governor, uint256 approvals);

    /// @notice An operation had enough approvals, and its call was made.
    /// @param operation The operation's id.
    event OperationExecuted(bytes32 indexed operation);

    /// @notice The governors were chosen anew; every pending approval is void.
    /// @param epoch The epoch that starts with this set.
    /// @param governors All governors from now on.
    /// @param threshold How many of them must approve an operation.
    event GovernorsChanged(uint64 indexed epoch, address[] governors, uint256 threshold);

    /// @notice The caller is not a governor.
    error NotGovernor(address caller);

    /// @notice Only an operation that the governors approved may do this.
    error NotApprovedByGovernors(address caller);

    /// @notice This governor approves the operation already.
    error AlreadyApproved(bytes32 operation, address governor);

    /// @notice This governor does not approve the operation, so there is nothing to withdraw.
    error NotApproved(bytes32 operation, address governor);

    /// @notice The operation has been executed. To do the same again, choose another salt.
    error OperationAlreadyExecuted(bytes32 operation);

    /// @notice A governor is the zero address or named twice.
    error InvalidGovernor(address governor);

    /// @notice The threshold is zero or above the number of governors, or there are more than 64.
    error InvalidThreshold(uint256 threshold, uint256 governors);

    /// @param governors_ The first governors, each named once.
    /// @param threshold_ How many of them must approve an operation, from 1 to their number.
    constructor(address[] memory governors_, uint256 threshold_) {
        _setGovernors(governors_, threshold_);
    }

    /// @notice Approves an operation as a governor; the approval that completes the threshold makes the call.
    /// @dev When the call reverts, so does the approval that made it, with the call's own error; the earlier approvals
    /// stay.
    /// @param salt Any value; another one makes the same call another operation.
    /// @param target The contract to call; it must have code. To change the governors, this one.
    /// @param call The call data.
    /// @return executed Whether this approval made the call.
    function approve(bytes32 salt, address target, bytes calldata call) external returns (bool executed) {
        bytes32 id = operationId(salt, target, call);
        uint64 current = epoch;
        Operation storage operation = _operations[id];
        mapping(address => bool) storage approvedBy = _approvedBy[current][id];

        require(isGovernor(msg.sender), NotGovernor(msg.sender));
        require(!operation.executed, OperationAlreadyExecuted(id));
        require(!approvedBy[msg.sender], AlreadyApproved(id, msg.sender));

        approvedBy[msg.sender] = true;
        uint64 approvals = approvalsOf(id) + 1;
        executed = approvals >= threshold;
        (operation.epoch, operation.approvals, operation.executed) = (current, approvals, executed);
        emit OperationApproved(id, msg.sender, approvals, salt, target, call);

        if (executed) {
            emit OperationExecuted(id);
            Address.functionCall(target, call);
        }
    }

    /// @notice Takes back the caller's approval of an operation that has not been executed.
    /// @param operation The operation's id.
    function withdrawApproval(bytes32 operation) external {
        mapping(address => bool) storage approvedBy = _approvedBy[epoch][operation];
        require(!_operations[operation].executed, OperationAlreadyExecuted(operation));
        require(approvedBy[msg.sender], NotApproved(operation, msg.sender));

        approvedBy[msg.sender] = false;
        uint64 approvals = --_operations[operation].approvals;
        emit ApprovalWithdrawn(operation, msg.sender, approvals);
    }

    /// @notice Replaces all governors and the threshold; voids every pending approval. By the governors only.
    /// @param governors_ All governors from now on, each named once, at most 64.
    /// @param threshold_ How many of them must approve an operation, from 1 to their number.
    function changeGovernors(address[] calldata governors_, uint256 threshold_) external {
        require(msg.sender == address(this), NotApprovedByGovernors(msg.sender));
        _governors.clear();
        _setGovernors(governors_, threshold_);
    }

    /// @notice All governors, in no particular order.
    function all() external view returns (address[] memory) {
        return _governors.values();
    }

    /// @notice Whether an account is a governor.
    function isGovernor(address account) public view returns (bool) {
        return _governors.contains(account);
    }

    /// @notice Whether an operation's call has been made.
    function isExecuted(bytes32 operation) external view returns (bool) {
        return _operations[operation].executed;
    }

    /// @notice How many of the present governors approve an operation; for an executed one, how many had approved it.
    function approvalsOf(bytes32 operation) public view returns (uint64) {
        Operation storage known = _operations[operation];
        return known.executed || known.epoch == epoch ? known.approvals : 0;
    }

    /// @notice Whether a governor approves an operation under the present set of governors.
    function hasApproved(bytes32 operation, address governor) external view returns (bool) {
        return _approvedBy[epoch][operation][governor];
    }

    /// @notice The id of an operation.
    /// @param salt Tells apart two equal operations.
    /// @param target The contract that is to be called.
    /// @param call The call data.
    function operationId(bytes32 salt, address target, bytes calldata call) public pure returns (bytes32) {
        return keccak256(abi.encode(salt, target, call));
    }

    function _setGovernors(address[] memory governors_, uint256 threshold_) private {
        require(
            threshold_ > 0 && threshold_ <= governors_.length && governors_.length <= MAX_GOVERNORS,
            InvalidThreshold(threshold_, governors_.length)
        );
        for (uint256 i = 0; i < governors_.length; ++i) {
            require(governors_[i] != address(0) && _governors.add(governors_[i]), InvalidGovernor(governors_[i]));
        }
        // forge-lint: disable-next-line(unsafe-typecast)
        threshold = uint64(threshold_);
        emit GovernorsChanged(++epoch, governors_, threshold_);
    }
}
